"""From the log-in page to a conference's decisions, by the people who do it, for three children, one not yet born."""

from datetime import timedelta

import pytest

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("viewport", "scripts"), [(WIDE, True), (NARROW, False)], ids=["wide", "narrow and without scripts"]
)
def test_from_log_in_to_decision(sit_down, engine, viewport, scripts):
    """Each kind of page on the way is accessible and fits at every width, and works with the page's scripts blocked."""
    tom = sit_down("tom.reilly", viewport, scripts)
    call_the_discussion(tom)
    tom.do("Plan the discussion")
    tom.do("Hold the discussion and decide")
    go_on(engine, timedelta(days=2), tom)
    logins = ("priya.shah", "grace.okafor", "daniel.price")
    priya, grace, daniel = (sit_down(login, viewport, scripts) for login in logins)
    for child in ("Ava", "Ben"):
        priya.do(f"See and speak to the child: {child}")
    priya.do("Assess the unborn child: Baby")
    priya.do("Gather what others know")
    priya.do("Weigh the findings child by child")
    for child in ("Ava", "Ben", "Baby"):
        tom.do(f"Agree the outcome of the enquiry: {child}")
    priya.do("Request the conference")
    book_beyond_the_limit(grace)
    daniel.do("Decide on the late date", agreed="yes")
    grace.do("Send the invitations")
    go_on(engine, timedelta(days=28))
    helen = sit_down("helen.marsh", viewport, scripts)
    hold_the_conference(helen)

    helen.follow("Open the case")
    assert "Protection plan: neglect" in helen.words
    assert "Not yet born: expected 5 June 2026" in helen.words
    assert "Ava, Ben and Baby: a later date than Monday 23 March 2026 was agreed by Daniel Price" in helen.words
    for someone in (tom, priya, grace, daniel, helen):
        someone.check()


def go_on(engine, time, *people):
    """Some days later: what was due has passed, and everyone logs in again."""
    engine.clock.set(engine.clock.now() + time)
    engine.fire_due_timers()
    engine.heartbeat("a test")
    for someone in people:
        someone.log_in()


def call_the_discussion(tom):
    """A team manager opens the case of a family with three children."""
    tom.go("/cases")
    tom.follow("Strategy discussion (opens")
    tom.press("Add another child")
    tom.press("Add another child")
    for number, name in enumerate(("Ava", "Ben", "Baby")):
        tom.page.locator(f"#children-{number}-given_name").fill(name)
        born = "no" if name == "Baby" else "yes"
        tom.page.locator(f'input[name="children-{number}-is_born"][value="{born}"]').check()
    for part, value in (("day", "5"), ("month", "6"), ("year", "2026")):
        tom.page.locator(f"#children-2-expected_birth_date-{part}").fill(value)
    tom.answer(family_name="Okoro")
    tom.press("Open the case")
    assert "is open." in tom.words


def book_beyond_the_limit(grace):
    """The only free room is after the fifteenth working day, which the diagram notices."""
    grace.go("/tasks/roles")
    grace.follow("Set the date and the chair")
    for part, value in (("day", "1"), ("month", "4"), ("year", "2026")):
        grace.page.locator(f"#planned_on-{part}").fill(value)
    grace.answer(planned_at="10:00")
    grace.press("Complete task")
    assert "Decide on the late date" in grace.words


def hold_the_conference(helen):
    """Outline plan first, then a decision for each child, the unborn one too, and the dates that follow."""
    helen.do("Open the conference", contact=("Social care", "Health", "Police"))
    helen.do("Agree the outline plan")
    for child in ("Ava", "Ben", "Baby"):
        helen.do(f"Decide on a protection plan: {child}", outcome="protection plan", category="NEG", visit_every="14")
    helen.do("Set the dates and lead worker")
