"""date_correction.bpmn: a wrong day is put right, and what was counted from it is counted anew."""

from datetime import date
from uuid import uuid4

import pytest

from engine import Actor
from engine.domain.views import CaseView
from engine.forms.components import Choice
from tests.processes.conftest import Played, Stage
from tests.processes.plan_steps import DECIDED, LONG, begin, confirm, meet, on_a_plan, visit
from tests.processes.steps import TEAM_MANAGER

DAY = "2026-04-02"
MET = [on_a_plan("Ava", every=14), confirm(DECIDED), meet("2026-04-01"), visit("2026-04-01", True)]
WANTED = [*MET, begin("date_correction", TEAM_MANAGER, DAY)]


def manager(stage: Stage) -> Actor:
    return next(person.as_actor() for person in stage.engine.people() if person.login == TEAM_MANAGER)


def offered(stage: Stage, played: Played) -> dict[str, str]:
    """The dates that can be chosen, by what people read."""
    with stage.engine.session() as session:
        view = stage.engine.reading(session).task(manager(stage), played.task("say_the_right_date").id)
        question = view.form.placed({}, view.scope, view.env)[0].component
    assert isinstance(question, Choice)
    return {option.label: option.value for option in question.options}


def correct(stage: Stage, played: Played, what: str, right_day: str) -> CaseView:
    """The case after this date has been put right."""
    year, month, day = right_day.split("-")
    said = {"right_day": {"day": day, "month": month, "year": year}, "reason": LONG}
    raw = {"which": offered(stage, played)[what], **said}
    stage.engine.complete_task(manager(stage), uuid4().hex, played.task("say_the_right_date").id, raw)
    with stage.engine.session() as session:
        return stage.engine.reading(session).case(manager(stage), played.case.id)


def due_on(case: CaseView, element: str) -> date | None:
    (task,) = [one for one in case.open_tasks if one.element == element]
    return task.due_on


def test_the_latest_of_each_kind_can_be_chosen(plan_stage: Stage) -> None:
    """By what it is and its day; what the case has not had cannot."""
    found = offered(plan_stage, plan_stage.play(*WANTED))
    assert list(found) == [
        "Start of the plan of Ava, 20 March 2026",
        "Core group, 1 April 2026",
        "Home visit, 1 April 2026",
    ]


@pytest.mark.parametrize(
    ("what", "element", "due"),
    [
        ("Core group, 1 April 2026", "hold_core_group", date(2026, 4, 27)),
        ("Home visit, 1 April 2026", "make_the_visit", date(2026, 4, 10)),
    ],
)
def test_what_was_counted_from_the_wrong_day_is_counted_anew(
    plan_stage: Stage, what: str, element: str, due: date
) -> None:
    """From the day that is right: Friday 27 March."""
    case = correct(plan_stage, plan_stage.play(*WANTED), what, "2026-03-27")
    assert due_on(case, element) == due


def test_the_start_of_a_plan_can_be_put_right_for_one_child(plan_stage: Stage) -> None:
    played = plan_stage.play(*WANTED)
    case = correct(plan_stage, played, "Start of the plan of Ava, 20 March 2026", "2026-03-19")
    assert case.children[0].plan_since == date(2026, 3, 19)
