"""By keyboard alone, magnified, in the colours a person has chosen, on paper; and the pages that refuse something."""

import pytest

NARROW, MAGNIFIED = {"width": 360, "height": 740}, {"width": 320, "height": 256}
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect()
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  return {
    words: (at.innerText || at.getAttribute('aria-label') || at.name || '').trim().split('\\n')[0], id: at.id,
    seen: ringed || style.boxShadow !== 'none', shown: box.bottom > 0 && box.top < innerHeight
  }
}"""


@pytest.fixture
def tom(sit_down):
    """A team manager with a case whose first task waits."""
    tom = sit_down("tom.reilly")
    open_a_case(tom)
    return tom


def open_a_case(tom):
    tom.go("/cases")
    tom.follow("Strategy discussion (opens")
    tom.answer(family_name="Okoro")
    tom.press("Open the case")


def tab_to(someone, words):
    """Press Tab until the words have the focus; each stop on the way must be seen. The words of all stops."""
    stops = []
    for _ in range(60):
        someone.page.keyboard.press("Tab")
        stop = someone.page.evaluate(FOCUS)
        assert stop["seen"] and stop["shown"], f"nobody sees that {stop} has the focus"
        stops.append(stop["words"] or stop["id"])
        if stops[-1].startswith(words):
            return stops
    raise AssertionError(f"no way to {words!r} by keyboard: {stops}")


def enter(someone):
    with someone.page.expect_navigation():
        someone.page.keyboard.press("Enter")


def test_an_inbox_and_a_task_by_keyboard_alone(tom):
    """From the skip link to the completed task, in the order of the page, and always with the focus in sight."""
    tom.go("/tasks/roles")
    assert tab_to(tom, "Skip to main content") == ["Skip to main content"]
    tom.page.keyboard.press("Enter")
    assert tom.page.evaluate(FOCUS)["id"] == "main-content"
    tom.go("/tasks/roles")
    stops = tab_to(tom, "Plan the discussion")
    wanted = ["Skip to main content", "Childpath", "Tasks", "Cases", "Log out", "Mine", "For my roles", "Done"]
    assert [stop.partition(" (")[0] for stop in stops[: len(wanted)]] == wanted
    enter(tom)

    tab_to(tom, "planned_on-day")
    for typed in ("3", "3", "2026", "10:30"):
        tom.page.keyboard.type(typed)
        tom.page.keyboard.press("Tab")
    tom.page.keyboard.press("Space")
    tab_to(tom, "in_danger")
    tom.page.keyboard.press("ArrowDown")
    tab_to(tom, "Complete task")
    enter(tom)
    assert "Task completed: Plan the discussion." in tom.words
    tom.check()


def test_the_menu_opens_by_keyboard_on_a_narrow_page(sit_down):
    tom = sit_down("tom.reilly", NARROW)
    tab_to(tom, "Menu")
    tom.page.keyboard.press("Enter")
    assert "Cases" in tab_to(tom, "Cases")
    enter(tom)
    assert tom.page.url.endswith("/cases")


def test_magnified_to_400_percent_nothing_runs_over_the_edge(sit_down):
    """The way through a form that reveals questions, with rows, at 320 pixels: a window of 1280 at 400 %."""
    tom = sit_down("tom.reilly", MAGNIFIED)
    open_a_case(tom)
    parts = ("", "/chronology", "/stages", "/record", "/children/1")
    for path in ("/tasks/roles", "/cases", *(f"/cases/1{part}" for part in parts)):
        tom.go(path)
        assert tom.page.evaluate("document.documentElement.scrollWidth") <= MAGNIFIED["width"], path
    tom.check()


def test_chosen_colours_leave_nothing_without_an_edge(tom):
    """In forced colours backgrounds go: buttons, fields and the focus must still be seen by their lines."""
    tom.page.emulate_media(forced_colors="active")
    tom.go("/tasks/roles")
    tab_to(tom, "Plan the discussion")
    enter(tom)
    tom.press("Complete task")
    edges = tom.page.evaluate("""() => ['.govuk-button', '.govuk-input', '.govuk-error-summary'].map(one => {
      const style = getComputedStyle(document.querySelector(one))
      return parseFloat(style.borderTopWidth) || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth)) || 0
    })""")
    assert min(edges) > 0, edges
    tab_to(tom, "Complete task")


def test_a_printed_case_has_its_words_and_no_buttons(tom):
    tom.page.emulate_media(media="print")
    for path in ("/cases/1", "/tasks/1"):
        tom.go(path)
        hidden = tom.page.locator(".govuk-service-navigation, .govuk-button, .govuk-back-link").all()
        assert not any(one.is_visible() for one in hidden), path
        assert all(one.evaluate("one => one.clientHeight") for one in tom.page.locator(".govuk-details__text").all())
        assert "Okoro" in tom.words


def test_what_is_refused_is_refused_on_a_page_for_everyone(tom, sit_down):
    """A wrong address, a log-in without a name, a task that a colleague completed first, and empty lists."""
    ruth = sit_down("ruth.bennett")
    tom.go("/tasks/1")
    ruth.do("Plan the discussion")
    tom.answer()
    tom.press("Complete task")
    assert "This task is already done" in tom.words and "What you typed" in tom.words
    tom.go("/nowhere")
    assert "Page not found" in tom.words
    tom.go("/tasks")
    assert "You have taken no tasks." in tom.words
    tom.go("/tasks/done")
    assert "You have not done any tasks yet." in tom.words
    tom.press("Log out")
    tom.press("Log in")
    assert "Enter your user name" in tom.words
    tom.check()
