"""transfer_out.bpmn: the new authority is told, and our plan runs until its conference has decided."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes.conftest import Stage
from tests.processes.decided_steps import decided_stage, plans, sent_to, written
from tests.processes.plan_steps import LEAD, begin, off_the_plan, on_a_plan
from tests.processes.steps import LONG, Step, do

ON, THEIRS = "2026-05-01", "2026-05-20"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


def report(*children: str, **more: Any) -> Step:
    said = {"reported_by": "School", "reported_on": ON, "who_moves": ["child"], "to_authority": "Leeds"}
    kind = {"in_the_plan": "yes", "happened": "later", "permanent": "yes"}
    return begin("transfer_out", LEAD, ON, *children) | {"answers": said | kind | more}


def pack(on: str = ON) -> Step:
    told = dict.fromkeys(("manager_told", "core_group_told", "address_changed"), True)
    return do("send_the_pack", LEAD, on, sent=["details", "plan", "minutes"], who="Leeds MASH", sent_on=on, **told)


def ask(on: str = ON) -> Step:
    said = {"who": "Leeds unit", "asked_on": on, "report_sent": True, "attends": True}
    return do("ask_for_conference", LEAD, on, **said)


def hear(outcome: str, held: str = THEIRS, on: str = "2026-05-22") -> Step:
    said = {"held_on": held, "outcome": outcome, "told_by": "Leeds unit", "accepted_on": on}
    return do("note_their_conference", LEAD, on, **said)


def moving(*children: str) -> list[Step]:
    """Ava and Ben are on a plan; these move for good, and a conference there was asked for."""
    return [on_a_plan("Ava", "Ben"), report(*children), pack(), ask()]


@pytest.mark.parametrize(
    ("happened", "in_the_plan", "told"), [("now", "yes", 1), ("later", "no", 1), ("now", "no", 1), ("later", "yes", 0)]
)
def test_the_new_authority_is_told_at_once(stage: Stage, happened: str, in_the_plan: str, told: int) -> None:
    """Where the move has happened, is about to, or was not part of the plan."""
    played = stage.play(on_a_plan("Ava"), report(happened=happened, in_the_plan=in_the_plan))
    assert played.open["tell_new_authority"] == told
    if told:
        assert played.task("tell_new_authority").due_on.isoformat() == ON


@pytest.mark.clause("ROT-221")
def test_telling_it_ends_that_path(stage: Stage) -> None:
    told = do("tell_new_authority", LEAD, ON, who="Leeds MASH", told_on=ON, hour="14:30", said=LONG)
    assert stage.play(on_a_plan("Ava"), report(happened="now"), told).open["tell_new_authority"] == 0


@pytest.mark.clause("ROT-219", "ROT-220")
def test_a_planned_move_goes_to_the_core_group_and_another_to_the_family(stage: Stage) -> None:
    planned = stage.play(on_a_plan("Ava"), report())
    assert (planned.open["ready_the_counterparts"], planned.open["check_with_family"]) == (1, 0)
    unplanned = stage.play(on_a_plan("Ava"), report(in_the_plan="no"))
    assert (unplanned.open["ready_the_counterparts"], unplanned.open["check_with_family"]) == (0, 1)


def test_either_ends_its_path(stage: Stage) -> None:
    member = {"name": "PC Lewis", "agency": "Police", "counterpart": "PC Green"}
    ready = do("ready_the_counterparts", LEAD, ON, members=[member], told_on=ON)
    assert stage.play(on_a_plan("Ava"), report(), ready).open["ready_the_counterparts"] == 0
    checked = do("check_with_family", LEAD, ON, spoken="no", tried=LONG, checked_on=ON)
    assert stage.play(on_a_plan("Ava"), report(in_the_plan="no"), checked).open["check_with_family"] == 0


@pytest.mark.clause("ROT-222")
def test_the_papers_go_with_every_move(stage: Stage) -> None:
    """For good or for a time."""
    for permanent in ("yes", "no"):
        played = stage.play(on_a_plan("Ava"), report(permanent=permanent), pack())
        assert sent_to(stage, played, "transfer pack") == ["Leeds MASH"]


@pytest.mark.clause("ROT-224")
def test_only_a_move_for_good_asks_for_a_conference_there(stage: Stage) -> None:
    """For a time, the child stays ours."""
    assert stage.play(on_a_plan("Ava"), report(), pack()).open["ask_for_conference"] == 1
    away = stage.play(on_a_plan("Ava"), report(permanent="no"), pack())
    assert away.open["ask_for_conference"] == 0
    assert plans(stage, away) == [("Ava", None, "")]


def test_until_their_conference_all_goes_on_here(stage: Stage) -> None:
    """Visits, core groups and the plan; their fifteen working days are shown."""
    played = stage.play(*moving("Ava"))
    assert plans(stage, played) == [("Ava", None, ""), ("Ben", None, "")]
    assert played.task("hold_core_group").children == ("Ava", "Ben")
    assert played.task("note_their_conference").due_on.isoformat() == "2026-05-26"


@pytest.mark.clause("ROT-226", "ROT-227")
@pytest.mark.parametrize("outcome", ["plan there", "no plan there"])
def test_our_plan_ends_on_the_day_of_their_conference(stage: Stage, outcome: str) -> None:
    """Whichever way it decided; a brother who stays keeps his."""
    played = stage.play(*moving("Ava"), hear(outcome))
    assert plans(stage, played) == [("Ava", THEIRS, "transferred"), ("Ben", None, "")]
    assert played.task("hold_core_group").children == ("Ben",)
    assert played.sent.count("plan ended") == 1
    moved = written(
        stage, played, "select accountable_authority, ended_on, outcome from transfers where case_id = :case"
    )
    assert moved == [("Leeds", THEIRS, outcome)]


def test_a_plan_that_ends_here_before_ends_the_waiting(stage: Stage) -> None:
    """By a review, or on the 18th birthday."""
    before = stage.play(on_a_plan("Ava", "Ben"), report("Ava"), pack(), off_the_plan("2026-05-10", "Ava"))
    assert before.open["ask_for_conference"] == 0
    played = stage.play(*moving("Ava"), off_the_plan("2026-05-10", "Ava"))
    assert played.open["note_their_conference"] == 0
    assert plans(stage, played)[0] == ("Ava", "2026-05-10", "review")


def test_of_two_who_move_one_may_come_off_the_plan_before(stage: Stage) -> None:
    """The other's waiting goes on, and ends with their conference."""
    both = [*moving("Ava", "Ben"), off_the_plan("2026-05-10", "Ava")]
    assert stage.play(*both).task("note_their_conference").children == ("Ben",)
    played = stage.play(*both, hear("plan there"))
    assert plans(stage, played) == [("Ava", "2026-05-10", "review"), ("Ben", THEIRS, "transferred")]
