"""home_visit.bpmn: each child seen at home in time, those who were not tried again, and late visits looked into."""

from collections.abc import Iterator

import pytest

from engine import BadRehearsal
from tests.processes.conftest import OF_TESTS, Stage
from tests.processes.plan_steps import (
    DECIDED,
    LONG,
    begin,
    confirm,
    look_into,
    off_the_plan,
    on_a_plan,
    taken_on,
    unborn_on_a_plan,
    visit,
)
from tests.processes.steps import TEAM_MANAGER, advance

DUE, AFTER = "2026-04-02", "2026-04-03"  # 14 days after 20 March is Good Friday, so the Thursday before
SEEN = "2026-03-31"


@pytest.fixture(scope="module")
def north_yorkshire() -> Iterator[Stage]:
    """The only authority with a limit of its own: 14 days."""
    made = Stage("north_yorkshire", OF_TESTS)
    yield made
    made.engine.close()


@pytest.mark.clause("NYO-031")
def test_the_limit_of_the_authority_counts_from_the_start_of_the_plan(north_yorkshire: Stage) -> None:
    task = north_yorkshire.play(on_a_plan("Ava", "Ben")).task("make_the_visit")
    assert (task.due_on.isoformat(), task.role, task.children) == (DUE, "lead_social_worker", ("Ava", "Ben"))


@pytest.mark.parametrize(("every", "due"), [(7, "2026-03-27"), (28, DUE)])
def test_the_plan_counts_where_it_asks_for_more(north_yorkshire: Stage, every: int, due: str) -> None:
    """The sooner of the two."""
    assert north_yorkshire.play(on_a_plan("Ava", every=every)).task("make_the_visit").due_on.isoformat() == due


def test_where_nobody_limits_visits_the_plan_says_how_often(play_plan) -> None:
    """A day off moves earlier; and where it does not say, the visit has no date."""
    assert play_plan(on_a_plan("Ava", every=10)).task("make_the_visit").due_on.isoformat() == "2026-03-30"
    assert play_plan(on_a_plan("Ava", every=14)).task("make_the_visit").due_on.isoformat() == DUE
    assert play_plan(on_a_plan("Ava")).task("make_the_visit").due_on is None


@pytest.mark.parametrize(("day", "at", "asked"), [("2026-04-01", "10:00", 0), (DUE, "23:59", 0), (AFTER, "00:00", 1)])
def test_a_late_visit_is_looked_into_by_the_team_manager(north_yorkshire: Stage, day: str, at: str, asked: int) -> None:
    """Once the limit has passed; it can still be made."""
    played = north_yorkshire.play(on_a_plan("Ava"), advance(day, at))
    assert played.fired.count("visit_limit") == asked
    assert (played.open["look_into_visit"], played.open["make_the_visit"]) == (asked, 1)


def test_looking_into_it_ends_only_its_own_path(north_yorkshire: Stage) -> None:
    played = north_yorkshire.play(on_a_plan("Ava"), advance(AFTER), look_into("look_into_visit", AFTER))
    assert (played.open["look_into_visit"], played.open["make_the_visit"]) == (0, 1)


def test_the_next_is_counted_from_the_day_the_child_was_seen(north_yorkshire: Stage) -> None:
    """Not from the day it was written down."""
    played = north_yorkshire.play(on_a_plan("Ava"), confirm(DECIDED), visit(DUE, True, held=SEEN))
    assert played.task("make_the_visit").due_on.isoformat() == "2026-04-14"


def test_a_child_who_was_not_seen_stays_due_from_the_time_before(north_yorkshire: Stage) -> None:
    """And is tried again on the day that was named, if that is sooner."""
    missed = visit("2026-03-24", False, try_on="2026-03-26")
    played = north_yorkshire.play(on_a_plan("Ava"), confirm(DECIDED), missed)
    assert played.task("make_the_visit").due_on.isoformat() == "2026-03-26"
    later = visit("2026-03-24", False, try_on="2026-04-20")
    assert north_yorkshire.play(on_a_plan("Ava"), confirm(DECIDED), later).task(
        "make_the_visit"
    ).due_on.isoformat() == (DUE)


def test_of_two_children_each_is_counted_from_when_they_were_seen(north_yorkshire: Stage) -> None:
    """One visit, one of them out: two visits are due."""
    step = visit(SEEN, True, False, try_on="2026-04-09")
    played = north_yorkshire.play(on_a_plan("Ava", "Ben"), confirm(DECIDED), step)
    due = {one.children: one.due_on.isoformat() for one in played.case.open_tasks if one.element == "make_the_visit"}
    assert due == {("Ava",): "2026-04-14", ("Ben",): DUE}


def test_it_is_asked_why_a_child_was_not_seen(play_plan) -> None:
    """And when it is tried again."""
    step = visit(SEEN, False)
    del step["answers"]["children"][0]["not_seen"]
    with pytest.raises(BadRehearsal, match="not seen"):
        play_plan(on_a_plan("Ava"), confirm(DECIDED), step)


@pytest.mark.parametrize("question", ["alone", "bedroom"])
def test_it_is_asked_of_each_child(play_plan, question: str) -> None:
    """Alone, and where the child sleeps."""
    step = visit(SEEN, True)
    del step["answers"]["children"][0][question]
    with pytest.raises(BadRehearsal):
        play_plan(on_a_plan("Ava"), confirm(DECIDED), step)


def test_for_an_unborn_child_the_mother_is_seen(play_plan) -> None:
    """Nobody is asked whether the child was alone."""
    step = visit(SEEN, True)
    step["answers"]["children"][0] = {"seen": "yes", "bedroom": "no", "wishes": LONG}
    assert play_plan(unborn_on_a_plan("Baby"), confirm(DECIDED), step).sent.count("visit due") == 2


@pytest.mark.parametrize("held", ["2026-03-02", "2026-04-30"])
def test_a_day_out_of_order_is_recorded_with_its_reason(play_plan, held: str) -> None:
    """Before the plan, or still to come: asked about, and never refused."""
    with pytest.raises(BadRehearsal, match="why that is so"):
        play_plan(on_a_plan("Ava"), confirm(DECIDED), visit(SEEN, True, held=held))
    played = play_plan(on_a_plan("Ava"), confirm(DECIDED), visit(SEEN, True, held=held, order_reason=LONG))
    assert len(played.recorded("record_exception")) == len(played.recorded("record_visit")) == 1


def test_a_late_visit_says_why(north_yorkshire: Stage) -> None:
    late = [on_a_plan("Ava"), confirm(DECIDED), advance("2026-04-07")]
    with pytest.raises(BadRehearsal, match="why it was late"):
        north_yorkshire.play(*late, visit("2026-04-07", True))
    played = north_yorkshire.play(*late, visit("2026-04-07", True, late_reason=LONG))
    assert played.task("make_the_visit").due_on.isoformat() == "2026-04-21"


def test_it_stops_when_the_plan_ends(play_plan) -> None:
    """For the child whose plan it was."""
    assert play_plan(on_a_plan("Ava"), off_the_plan(SEEN)).open["make_the_visit"] == 0
    ended = play_plan(on_a_plan("Ava", "Ben"), off_the_plan(SEEN, "Ava"))
    assert ended.task("make_the_visit").children == ("Ben",)


def test_nobody_is_visited_again_who_is_on_no_plan(play_plan) -> None:
    """The record counts, even where no message said so."""
    over = [on_a_plan("Ava"), confirm(DECIDED), begin("straight_silently_off", TEAM_MANAGER, "2026-03-30")]
    played = play_plan(*over, visit(SEEN, True, order_reason=LONG))
    assert played.endings[-1] == "Home visit: Visit made"
    assert played.open["make_the_visit"] == 0


@pytest.mark.parametrize(("counted_from", "asked"), [("2026-02-01", 0), ("2026-03-13", 1)])
def test_what_was_late_before_it_was_taken_on_is_known(play_plan, counted_from: str, asked: int) -> None:
    """Only a visit that comes due afterwards is looked into."""
    played = play_plan(on_a_plan("Ava", taken_on=DECIDED), taken_on(DECIDED, counted_from), advance("2026-03-28"))
    assert played.fired.count("visit_limit") == 1
    assert played.open["look_into_visit"] == asked
