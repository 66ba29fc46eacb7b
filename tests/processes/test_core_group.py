"""core_group.bpmn: held and recorded, late ones looked into, and each calling the next while a child is on a plan."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from engine import BadRehearsal
from engine.domain.calendar import WorkingCalendar
from engine.domain.limits import add_months
from engine.domain.values import CLOCK
from tests.processes.conftest import OF_TESTS, Stage
from tests.processes.plan_steps import (
    DECIDED,
    LEAD,
    LONG,
    begin,
    confirm,
    look_into,
    meet,
    off_the_plan,
    on_a_plan,
    taken_on,
)
from tests.processes.steps import TEAM_MANAGER, advance

LIMIT, AFTER_LIMIT = "2026-04-07", "2026-04-08"  # ten working days after 20 March, with Easter between
AROUND_THE_LIMIT = [("2026-04-02", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]
HELD = "2026-04-01"


@pytest.fixture(scope="module")
def warwickshire() -> Iterator[Stage]:
    made = Stage("warwickshire", OF_TESTS)
    yield made
    made.engine.close()


@pytest.mark.clause("YOR-026", "FRG-016")
def test_the_first_is_due_ten_working_days_after_the_conference(play_plan) -> None:
    """It is the lead social worker's, and about all the children."""
    task = play_plan(on_a_plan("Ava", "Ben")).task("hold_core_group")
    assert (task.due_on.isoformat(), task.role, task.children) == (LIMIT, "lead_social_worker", ("Ava", "Ben"))


@pytest.mark.clause("WAR-025")
def test_in_warwickshire_it_is_due_after_ten_days(warwickshire: Stage) -> None:
    """Calendar days: the stricter reading."""
    assert warwickshire.play(on_a_plan("Ava")).task("hold_core_group").due_on.isoformat() == "2026-03-30"


@pytest.mark.clause("ROT-156")
@pytest.mark.parametrize(("chosen", "due"), [("2026-03-27", "2026-03-27"), ("2026-05-01", LIMIT)])
def test_the_day_that_the_conference_set_counts_where_it_is_earlier(play_plan, chosen: str, due: str) -> None:
    """A later one does not move the limit."""
    assert play_plan(on_a_plan("Ava", core_group_on=chosen)).task("hold_core_group").due_on.isoformat() == due


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_a_late_one_is_looked_into_by_the_team_manager(play_plan, day: str, at: str, asked: int) -> None:
    """Once the limit has passed; it can still be held."""
    played = play_plan(on_a_plan("Ava"), advance(day, at))
    assert played.fired.count("core_group_limit") == asked
    assert (played.open["look_into_core_group"], played.open["hold_core_group"]) == (asked, 1)


def test_looking_into_it_is_due_the_same_day(play_plan) -> None:
    """And ends only its own path."""
    late = [on_a_plan("Ava"), advance(AFTER_LIMIT)]
    assert play_plan(*late).task("look_into_core_group").due_on.isoformat() == AFTER_LIMIT
    played = play_plan(*late, look_into("look_into_core_group", AFTER_LIMIT))
    assert (played.open["look_into_core_group"], played.open["hold_core_group"]) == (0, 1)


@pytest.mark.clause("YOR-027")
def test_the_next_is_due_a_month_after_the_day_it_was_held(play_plan) -> None:
    """Not after the day it was due, nor after the day it was written down."""
    played = play_plan(on_a_plan("Ava"), confirm(DECIDED), meet(LIMIT, held=HELD))
    assert played.task("hold_core_group").due_on.isoformat() == "2026-05-01"
    assert played.sent.count("core group due") == 2


def test_the_next_is_due_on_the_day_that_was_agreed_if_that_is_sooner(play_plan) -> None:
    """The core group may meet more often."""
    played = play_plan(on_a_plan("Ava"), confirm(DECIDED), meet(HELD, next_on="2026-04-16"))
    assert played.task("hold_core_group").due_on.isoformat() == "2026-04-16"


@pytest.mark.clause("WAR-028")
def test_those_who_cannot_come_send_what_they_know(play_plan) -> None:
    """It is asked for, and they are not among those who came."""
    step = meet(HELD)
    assert "Jo Hill" in play_plan(on_a_plan("Ava"), confirm(DECIDED), step).recorded("record_core_group")[0]
    del step["answers"]["people"][1]["sent"]
    with pytest.raises(BadRehearsal, match="what they sent"):
        play_plan(on_a_plan("Ava"), confirm(DECIDED), step)


def test_a_late_one_says_why_and_calls_the_next_all_the_same(play_plan) -> None:
    """Counted from the day it was held."""
    late = [on_a_plan("Ava"), confirm(DECIDED), advance("2026-04-10")]
    with pytest.raises(BadRehearsal, match="why it was late"):
        play_plan(*late, meet("2026-04-10"))
    played = play_plan(*late, meet("2026-04-10", late_reason=LONG))
    assert played.task("hold_core_group").due_on.isoformat() == "2026-05-08"  # 10 May is a Sunday
    assert played.open["look_into_core_group"] == 1


@pytest.mark.parametrize("held", ["2026-03-02", "2026-04-30"])
def test_a_day_out_of_order_is_recorded_with_its_reason(play_plan, held: str) -> None:
    """Before the plan, or still to come: asked about, and never refused."""
    with pytest.raises(BadRehearsal, match="why that is so"):
        play_plan(on_a_plan("Ava"), confirm(DECIDED), meet(HELD, held=held))
    played = play_plan(on_a_plan("Ava"), confirm(DECIDED), meet(HELD, held=held, order_reason=LONG, late_reason=LONG))
    assert len(played.recorded("record_exception")) == len(played.recorded("record_core_group")) == 1


def test_without_a_lead_social_worker_the_reason_is_kept(play_plan) -> None:
    """A child is never without one, but the core group can still be recorded."""
    with pytest.raises(BadRehearsal, match="why that is so"):
        play_plan(on_a_plan("Ava"), meet(HELD))
    played = play_plan(on_a_plan("Ava"), meet(HELD, order_reason=LONG))
    assert len(played.recorded("record_exception")) == 1


def test_on_a_usual_day_no_exception_is_kept(play_plan) -> None:
    played = play_plan(on_a_plan("Ava"), confirm(DECIDED), meet(HELD))
    assert played.recorded("record_exception") == []


def test_it_stops_when_the_plan_ends(play_plan) -> None:
    """With what the team manager looked into."""
    played = play_plan(on_a_plan("Ava"), advance(AFTER_LIMIT), off_the_plan("2026-04-09"))
    assert (played.open["hold_core_group"], played.open["look_into_core_group"]) == (0, 0)
    assert "Core group: Plan ended" in played.endings


def test_it_goes_on_for_a_brother_whose_plan_goes_on(play_plan) -> None:
    """And calls the next for him only."""
    ended = [on_a_plan("Ava", "Ben"), confirm(DECIDED), off_the_plan("2026-03-25", "Ava")]
    assert play_plan(*ended).task("hold_core_group").children == ("Ben",)
    assert play_plan(*ended, meet(HELD)).task("hold_core_group").children == ("Ben",)


def test_what_was_begun_is_kept_when_one_child_leaves(plan_stage: Stage) -> None:
    """The same task for the brother, with the draft of its answers."""
    played = plan_stage.play(on_a_plan("Ava", "Ben"))
    lead = next(one.as_actor() for one in plan_stage.engine.people() if one.login == LEAD)
    task, ava = played.task("hold_core_group").id, played.case.children[0].id
    plan_stage.engine.save_draft(lead, task, {"notes": LONG})
    plan_stage.engine.start_instance(CLOCK, uuid4().hex, played.case.id, "straight_off_the_plan", [ava], {})
    with plan_stage.engine.session() as session:
        view = plan_stage.engine.reading(session).task(lead, task)
        assert (view.line.children, view.draft["notes"]) == (("Ben",), LONG)


def test_no_next_is_called_when_no_child_is_on_a_plan(play_plan) -> None:
    """The record counts, even where no message said so; a core group after the plan is recorded with its reason."""
    over = [on_a_plan("Ava"), confirm(DECIDED), begin("straight_silently_off", TEAM_MANAGER, "2026-03-30")]
    with pytest.raises(BadRehearsal, match="why that is so"):
        play_plan(*over, meet(HELD))
    played = play_plan(*over, meet(HELD, order_reason=LONG))
    assert played.endings[-1] == "Core group: No child on a plan"
    assert played.open["hold_core_group"] == 0


@pytest.mark.parametrize(("counted_from", "asked"), [("2026-01-20", 0), ("2026-02-28", 1)])
def test_what_was_late_before_it_was_taken_on_is_known(play_plan, counted_from: str, asked: int) -> None:
    """Only a limit that passes afterwards is looked into."""
    played = play_plan(on_a_plan("Ava", taken_on=DECIDED), taken_on(DECIDED, counted_from), advance("2026-03-28"))
    assert played.fired.count("core_group_limit") == 1
    assert played.open["look_into_core_group"] == asked


def test_five_years_of_core_groups_are_sixty_of_them(play_plan) -> None:
    """Each counted from the one before, and never more than one waiting."""
    days = [date.fromisoformat(HELD)]
    while len(days) < 60:
        days.append(WorkingCalendar().on_or_before(add_months(days[-1], 1)))
    steps = [meet(day.isoformat()) for day in days]
    played = play_plan(on_a_plan("Ava"), confirm(DECIDED), *steps)
    assert played.sent.count("core group due") == 61
    assert played.open["hold_core_group"] == 1
    assert played.fired.count("core_group_limit") == 0
    assert days[-1] > date(2031, 1, 1)
