"""Tasks: lists, claiming, completing, drafts, and what happens when two people or two clicks meet."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from webapp.look import age, in_words, tag_words

PLAN = {
    "planned_on-day": "3",
    "planned_on-month": "3",
    "planned_on-year": "2026",
    "agencies": ["police", "health"],
    "in_danger": "no",
}


@pytest.fixture
def tom(open_browser):
    return open_browser("tom.reilly")


def test_an_empty_list_says_what_to_do(tom):
    """An empty page would look broken."""
    assert "You have taken no tasks. Nothing waits for your roles either." in tom.get("/tasks").words
    assert "Nothing waits for your roles." in tom.get("/tasks/roles").words
    assert "You have not done any tasks yet." in tom.get("/tasks/done").words


def test_a_new_case_brings_its_first_task_to_the_roles_list(tom, family):
    """From there it is opened, and on its page stand the case, the child and what to do."""
    family(tom)
    page = tom.get("/tasks/roles")
    assert "Plan the discussion" in page.words and "Okoro" in page.words
    page = tom.get(page.link("Plan the discussion"))
    assert page.h1 == "Plan the discussion"
    assert "Ava Okoro" in page.words and "What to do" in page.words


def test_the_rules_that_a_task_rests_on_are_on_its_page(tom, family):
    """In their own words, with whose they are and the number that the register gives them."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    page = tom.press("Complete task", PLAN)
    page = tom.get(page.link("Hold the discussion and decide"))
    assert "Rotherham (ROT-014)" in page.words
    assert "the fifteen working days run from the particular meeting" in page.words


def test_taking_a_task_moves_it_to_mine_and_giving_it_back_returns_it(tom, family):
    """A colleague sees who has it meanwhile."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    assert "You have taken this task." in tom.press("Take this task").words
    assert "Plan the discussion" in tom.get("/tasks").words
    assert "Plan the discussion" not in tom.get("/tasks/roles").words
    tom.get(f"/tasks/{task}")
    assert "You have given this task back." in tom.press("Give this task back").words
    assert "Plan the discussion" in tom.get("/tasks/roles").words


def test_a_task_that_a_colleague_has_taken_shows_who_and_no_form(tom, family, open_browser):
    """Two people must not do it twice."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    tom.press("Take this task")
    page = open_browser("ruth.bennett").get(f"/tasks/{task}")
    assert "Tom Reilly has taken this task." in page.words
    assert not page.has("in_danger")


def test_a_task_for_another_role_can_be_read_and_not_done(tom, family, open_browser):
    """The page says who may, and sending its form all the same is refused."""
    _, task = family(tom)
    priya = open_browser("priya.shah")
    page = priya.get(f"/tasks/{task}")
    assert "This task is for: Team manager" in page.words
    form, _ = page.form("Log out")
    assert priya.post(f"/tasks/{task}", form.form_values(), status=403).h1 == "You may not do this"


def test_a_completed_task_shows_who_did_it_when_and_what_was_answered(tom, family):
    """And what comes next, as links."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    page = tom.press("Complete task", PLAN)
    assert "Task completed: Plan the discussion." in page.words
    assert "Hold the discussion and decide" in page.words
    assert "Tom Reilly, on 2 March 2026 at 10:00am" in page.words
    assert "3 March 2026" in page.words and "Police" in page.words
    assert "Plan the discussion" in tom.get("/tasks/done").words


def test_wrong_answers_come_back_with_all_that_was_typed(tom, family):
    """Each problem is listed at the top and leads to its field."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    page = tom.press("Complete task", {**PLAN, "planned_on-day": "31", "planned_on-month": "2"}, status=422)
    assert len(page.errors) == 1
    assert page.value("planned_on-day") == "31"
    assert page.ticked("agencies") == {"police", "health"}


def test_a_draft_is_kept_without_any_script(tom, family):
    """It may be half done or wrong, and completing the task uses it up."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    page = tom.press("Save draft", {"planned_on-day": "31"})
    assert "Draft saved on 2 March 2026 at 10:00am. The task is not completed yet." in page.words
    page = tom.get(f"/tasks/{task}")
    assert page.value("planned_on-day") == "31"
    assert "Your draft of 2 March 2026 at 10:00am." in page.words


def test_a_script_that_saves_a_draft_is_told_when(tom, family):
    """It asks for JSON and changes no page."""
    _, task = family(tom)
    form, _ = tom.get(f"/tasks/{task}").form("Save draft")
    sent = {**dict(form.form_values()), "in_danger": "yes"}
    answer = tom.client.post(f"/tasks/{task}/draft", data=sent, headers={"Accept": "application/json"})
    assert answer.get_json() == {"saved": "2 March 2026 at 10:00am"}


def test_sending_the_same_form_twice_gives_the_first_outcome(tom, family):
    """A double click, or a browser that lost the answer, records nothing twice and shows no error."""
    _, task = family(tom)
    form, _ = tom.get(f"/tasks/{task}").form("Complete task")
    sent = [*((name, value) for name, value in form.form_values() if name not in PLAN), *_pairs(PLAN)]
    first = tom.post(f"/tasks/{task}", sent)
    again = tom.post(f"/tasks/{task}", sent)
    assert first.h1 == again.h1 == "Plan the discussion"
    assert "Task completed" in again.words
    assert tom.get("/tasks/done").words.count("Plan the discussion") == 1


def test_opening_a_case_twice_with_one_form_opens_one(tom):
    """The same holds before there is a case."""
    from tests.unit.webapp.conftest import FAMILY

    tom.get("/cases")
    page = tom.get(tom.page.link("Strategy discussion (opens"))
    form, _ = page.form("Open the case")
    sent = [*((name, value) for name, value in form.form_values() if name not in FAMILY), *FAMILY.items()]
    address = form.get("action")
    assert tom.post(address, sent).path == tom.post(address, sent).path
    assert tom.get("/cases").words.count("Okoro") == 1


def test_a_form_without_its_request_id_is_not_one_of_ours(tom, family):
    """Such a request could not be repeated safely."""
    _, task = family(tom)
    form, _ = tom.get(f"/tasks/{task}").form("Complete task")
    sent = [*((name, value) for name, value in form.form_values() if name != "_request"), *_pairs(PLAN)]
    assert tom.post(f"/tasks/{task}", sent, status=400).h1 == "This page could not be read"


def test_two_people_complete_one_task_and_the_second_learns_who_was_first(tom, family, open_browser, clock):
    """With the way to what was recorded, and what they typed to copy from."""
    _, task = family(tom)
    ruth = open_browser("ruth.bennett")
    ruth.get(f"/tasks/{task}")
    tom.get(f"/tasks/{task}")
    tom.press("Complete task", PLAN)
    clock.set(clock.now() + timedelta(minutes=5))
    page = ruth.press("Complete task", {**PLAN, "planned_on-day": "4"}, status=409)
    assert page.h1 == "This task is already done"
    assert "Tom Reilly completed this task on 2 March 2026 at 10:00am" in page.words
    assert "4 3 2026" in page.words, "what she typed"
    assert "Tom Reilly, on" in ruth.get(page.link("See the task")).words


def test_someone_logged_out_while_typing_loses_nothing(tom, family, clock):
    """The page holds what was typed; after logging in elsewhere it can be sent again, and is shown before it counts."""
    _, task = family(tom)
    tom.get(f"/tasks/{task}")
    clock.set(clock.now() + timedelta(minutes=31))
    kept = tom.press("Complete task", PLAN, status=401)
    assert kept.h1 == "You have been logged out"
    form, _ = kept.form("Send it again")
    tom.log_in("tom.reilly")
    page = tom.post(form.get("action"), form.form_values(), status=400)
    assert "You were logged out while this page was open." in page.errors[0]
    assert page.value("planned_on-day") == "3"
    assert "Task completed" in tom.press("Complete task").words


def test_a_form_from_another_site_changes_nothing(tom, family):
    """Without our token the page comes back for a look, and nothing is recorded."""
    _, task = family(tom)
    page = tom.post(f"/tasks/{task}", _pairs(PLAN), status=400)
    assert page.h1 == "Plan the discussion"
    answer = tom.client.post(f"/tasks/{task}/claim", data={})
    assert answer.status_code == 400
    assert "Plan the discussion" not in tom.get("/tasks/done").words + tom.get("/tasks").words


@pytest.mark.parametrize(
    ("tag", "days", "words"),
    [
        ("late", -1, "Late by 1 working day"),
        ("late", -3, "Late by 3 working days"),
        ("due soon", 0, "Due today"),
        ("due soon", 2, "Due in 2 working days"),
        ("on time", 12, "Due in 12 working days"),
        ("no date", None, ""),
    ],
)
def test_how_pressing_a_date_is_stands_in_words(tag, days, words):
    """Never in colour alone."""
    assert tag_words(SimpleNamespace(tag=tag, days=days)) == words


def test_a_child_s_age_is_in_months_before_the_second_birthday():
    """As it is told in this work."""
    from datetime import date

    today = date(2026, 3, 2)
    assert [age(born, today) for born in (date(2026, 2, 2), date(2024, 3, 3), date(2024, 3, 2), date(2019, 5, 3))] == [
        "1 month",
        "23 months",
        "2 years",
        "6 years",
    ]


def test_an_answer_s_value_reads_as_words():
    """Analysts make values readable; the first letter is the page's."""
    assert in_words("protection plan") == "Protection plan"


def _pairs(fields):
    return [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
