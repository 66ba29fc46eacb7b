"""transfer_in.bpmn, transfer_in_outcome.bpmn: what is done at once, what kind of move it is, and who is in charge."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes.conftest import Played, Stage
from tests.processes.decided_steps import (
    NOTHING,
    PLAN,
    SENIOR,
    decided_stage,
    held,
    known,
    said_by,
    sent_to,
    written,
)
from tests.processes.plan_steps import begin
from tests.processes.steps import (
    LONG,
    SOCIAL_WORKER,
    TEAM_MANAGER,
    UNIT,
    UNIT_MANAGER,
    Step,
    advance,
    born,
    do,
    unborn,
)

TOLD = "2026-03-02"
LIMIT, AFTER_LIMIT = "2026-03-23", "2026-03-24"  # fifteen working days
AT_ONCE = ["ask_for_documents", "invite_their_people", "protect_meanwhile", "tell_the_nurse", "tell_the_team"]
ENDS = "select direction, ended_on from transfers"
ROW = (
    "select accountable_authority, flag_placed_on, documents_asked_on, nurse_told_on, ended_on, outcome from transfers"
)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


def move_in(*children: Step) -> Step:
    answers = {"family_name": "Hill", "children": list(children) or [born("Ava")]}
    return {"open": "transfer_in", "by": UNIT, "on": TOLD, "answers": answers}


def notice(permanent: str = "yes", planned: str = "yes", on: str = TOLD, **more: Any) -> Step:
    said = {"other_authority": "Leeds", "notified_on": on, "heard_from": "authority", "told_by": "Kit Lane"}
    kind = {"planned": planned, "permanent": permanent, "lead_worker": "Dee Ray"}
    return do("note_the_move", UNIT, on, **said | kind | more)


def settle(on: str, decision: str, review_on: str = "") -> Step:
    said = {"planned": "yes", "decision": decision, "reason": LONG, "review_on": review_on or on, "decided_on": on}
    return do("settle_the_move", UNIT_MANAGER, on, **said)


def transfer(stage: Stage, played: Played) -> tuple:
    (row,) = written(stage, played, f"{ROW} where case_id = :case")
    return row


def asked_here(played: Played) -> int:
    """How often a conference was asked for."""
    return played.sent.count("conference needed")


# ---- at once


@pytest.mark.clause("ROT-205", "ROT-206", "ROT-208", "ROT-210", "ROT-217")
def test_at_the_notice_all_is_begun_at_the_same_time(stage: Stage) -> None:
    """Nothing waits for anything else, nor for what is not known yet."""
    for kind in ("yes", "unknown"):
        played = stage.play(move_in(), notice(kind))
        assert set(AT_ONCE) <= set(played.open)
        assert {played.task(one).due_on.isoformat() for one in AT_ONCE if one != "protect_meanwhile"} == {TOLD}


@pytest.mark.clause("ROT-203", "ROT-212")
def test_the_plan_elsewhere_is_flagged_and_the_other_authority_stays_in_charge(stage: Stage) -> None:
    """From the day of the notice, with its own lead social worker."""
    played = stage.play(move_in(), notice())
    assert transfer(stage, played)[:2] == ("Leeds", TOLD)
    led = written(stage, played, "select name, authority, until from lead_workers where case_id = :case")
    assert led == [("Dee Ray", "Leeds", None)]


@pytest.mark.clause("ROT-212", "ROT-215")
def test_a_lead_worker_whose_name_is_not_known_is_still_named(stage: Stage) -> None:
    """A child is never without one."""
    played = stage.play(move_in(), notice(lead_worker=""))
    (name,) = written(stage, played, "select name from lead_workers where case_id = :case")
    assert name == ("The lead social worker in Leeds",)


@pytest.mark.clause("ROT-204")
def test_the_papers_are_asked_for_and_chased(stage: Stage) -> None:
    """By the day on which they were expected."""
    wanted = {"wanted": ["plan"], "asked_on": TOLD, "expected_on": "2026-03-09"}
    steps = [move_in(), notice(), do("ask_for_documents", UNIT, TOLD, **wanted)]
    assert stage.play(*steps).task("collect_documents").due_on.isoformat() == "2026-03-09"
    here = do("collect_documents", UNIT, "2026-03-10", received=["plan"], complete="no", missing=LONG)
    played = stage.play(*steps, here)
    assert transfer(stage, played)[2] == TOLD
    assert played.open["collect_documents"] == 0


@pytest.mark.clause("ROT-206")
def test_the_designated_nurse_is_told(stage: Stage) -> None:
    told = do("tell_the_nurse", UNIT, "2026-03-03", who="Nurse Oak", told_on="2026-03-03")
    assert transfer(stage, stage.play(move_in(), notice(), told))[3] == "2026-03-03"


def test_what_is_begun_at_once_ends_path_by_path(stage: Stage) -> None:
    """The team, their people, and the interim plan, which is due by the limit of the conference."""
    told = do("tell_the_team", UNIT, TOLD, who="East team", told_on=TOLD)
    people = [{"name": "Dee Ray", "agency": "Leeds"}]
    invited = do("invite_their_people", UNIT, TOLD, invited=people, invited_on=TOLD)
    agencies = [{"agency": "Health", "action": LONG}]
    safe = {"enquiries": LONG, "likely_harm": LONG, "agencies": agencies, "file_here": "no", "family_prepared": LONG}
    interim = do("protect_meanwhile", SOCIAL_WORKER, "2026-03-04", **safe, set_on="2026-03-04")
    assert stage.play(move_in(), notice()).task("protect_meanwhile").due_on.isoformat() == LIMIT
    played = stage.play(move_in(), notice(), told, invited, interim)
    assert not {"tell_the_team", "invite_their_people", "protect_meanwhile"} & set(played.open)


def test_a_family_that_is_known_is_no_second_case(stage: Stage) -> None:
    """Started in the case, for the children it is about."""
    played = stage.play(known("Ava", "Ben", on=TOLD), begin("transfer_in", UNIT, TOLD, "Ben"), notice())
    assert played.task("tell_the_team").children == ("Ben",)


def test_an_unborn_child_can_have_a_plan_elsewhere(stage: Stage) -> None:
    played = stage.play(move_in(born("Ava"), unborn("Baby")), notice())
    assert played.task("tell_the_team").children == ("Ava", "Baby")


# ---- what kind of move


@pytest.mark.clause("ROT-015", "ROT-010")
def test_a_move_for_good_needs_a_conference(stage: Stage) -> None:
    """At once; of what kind the notice said all."""
    played = stage.play(move_in(), notice())
    assert (asked_here(played), played.open["settle_the_move"]) == (1, 0)


@pytest.mark.clause("ROT-202")
@pytest.mark.parametrize(("permanent", "planned"), [("unknown", "yes"), ("yes", "unknown"), ("no", "yes")])
def test_what_is_not_known_or_for_a_time_is_settled_by_the_unit_manager(
    stage: Stage, permanent: str, planned: str
) -> None:
    """No conference is asked for until then; the date of its limit runs."""
    task = (played := stage.play(move_in(), notice(permanent, planned))).task("settle_the_move")
    assert (task.role, task.due_on.isoformat()) == ("safeguarding_unit_manager", LIMIT)
    assert asked_here(played) == 0


@pytest.mark.parametrize("decision", ["conference", "conference anyway"])
def test_the_unit_manager_can_decide_on_a_conference(stage: Stage, decision: str) -> None:
    """For good, or although it is for a time."""
    assert asked_here(stage.play(move_in(), notice("unknown"), settle("2026-03-04", decision))) == 1


def test_the_limit_counts_from_the_notice_not_from_the_decision(stage: Stage) -> None:
    """And says that no enquiry came before."""
    played = stage.play(move_in(), notice("unknown"), settle("2026-03-16", "conference"))
    (said,) = said_by(stage, played, "conference needed")
    assert (said["kind"], said["limit"], said["counted_from"]) == ("transfer in", "transfer_in_conference", TOLD)
    assert (said["no_enquiry"], said["requested_on"]) == (True, "2026-03-16")


@pytest.mark.parametrize(("day", "at", "again"), [("2026-06-01", "23:59", 0), ("2026-06-02", "00:00", 1)])
def test_a_move_for_a_time_is_looked_at_again(stage: Stage, day: str, at: str, again: int) -> None:
    """On the day that was named; until then the other authority stays in charge, and nothing is late."""
    waiting = [move_in(), notice("no"), settle("2026-03-04", "wait", "2026-06-02"), advance(day, at)]
    played = stage.play(*waiting)
    assert (asked_here(played), played.open["settle_the_move"]) == (0, again)
    assert played.open["answer_for_the_delay"] == 0
    assert transfer(stage, played)[0] == "Leeds"


def test_looked_at_again_it_is_not_late_since_its_clock_was_stopped(stage: Stage) -> None:
    """By a named decision. The second one may ask for a conference."""
    waiting = [move_in(), notice("no"), settle("2026-03-04", "wait", "2026-06-02"), advance("2026-06-03")]
    assert stage.play(*waiting).open["answer_for_the_delay"] == 0
    assert asked_here(stage.play(*waiting, settle("2026-06-03", "conference"))) == 1


@pytest.mark.clause("ROT-202")
def test_a_family_that_has_gone_ends_the_transfer(stage: Stage) -> None:
    played = stage.play(move_in(), notice("no"), settle("2026-03-04", "gone"))
    assert transfer(stage, played)[4:] == ("2026-03-04", "moved on or back")
    assert asked_here(played) == 0


@pytest.mark.parametrize(
    ("day", "at", "asked"), [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]
)
def test_a_move_that_is_not_settled_in_time_goes_to_a_senior_manager(
    stage: Stage, day: str, at: str, asked: int
) -> None:
    """And can still be settled."""
    played = stage.play(move_in(), notice("unknown"), advance(day, at))
    assert (played.open["answer_for_the_delay"], played.open["settle_the_move"]) == (asked, 1)


@pytest.mark.clause("ROT-216")
def test_answering_for_the_delay_ends_its_own_path_only(stage: Stage) -> None:
    answered = {"reason": LONG, "protection": LONG, "settled_by": "2026-03-27"}
    late = [move_in(), notice("unknown"), advance(AFTER_LIMIT)]
    assert stage.play(*late).task("answer_for_the_delay").due_on.isoformat() == AFTER_LIMIT
    played = stage.play(*late, do("answer_for_the_delay", SENIOR, AFTER_LIMIT, **answered))
    assert (played.open["answer_for_the_delay"], played.open["settle_the_move"]) == (0, 1)


# ---- the conference has decided


def to_outcome(**outcomes: str) -> list[Step]:
    """A transfer conference on 20 March, for children who moved in."""
    came = [move_in(*map(born, outcomes)), notice(), begin("straight_through", TEAM_MANAGER, "2026-03-20")]
    return [*came, held(outcomes, kind="transfer in")]


@pytest.mark.clause("ROT-212")
@pytest.mark.parametrize(("outcome", "said"), [(PLAN, "plan here"), (NOTHING, "no plan here")])
def test_with_the_conference_this_authority_is_in_charge(stage: Stage, outcome: str, said: str) -> None:
    """Whichever way it decided, from its day."""
    asked = "select accountable_authority, conference_on, ended_on, outcome from transfers where case_id = :case"
    rows = written(stage, stage.play(*to_outcome(Ava=outcome)), asked)
    assert rows == [("national", "2026-03-20", "2026-03-20", said)]


@pytest.mark.clause("ROT-209")
def test_the_other_authority_is_told_and_gets_the_record(stage: Stage) -> None:
    """At once; the record when it is there, by its own limit."""
    decided = to_outcome(Ava=PLAN)
    assert stage.play(*decided).task("tell_former_authority").due_on.isoformat() == "2026-03-20"
    told = do("tell_former_authority", UNIT, "2026-03-20", who="Lee Down", sent_on="2026-03-20")
    assert stage.play(*decided, told).task("forward_the_minutes").due_on.isoformat() == "2026-04-21"
    forwarded = do("forward_the_minutes", UNIT, "2026-04-15", who="Lee Down", sent_on="2026-04-15")
    played = stage.play(*decided, told, forwarded)
    assert sent_to(stage, played, "transfer outcome") == ["Lee Down"]
    assert "Outcome of a transfer in: Other authority told" in played.endings


def test_a_transfer_that_is_over_is_not_ended_twice(stage: Stage) -> None:
    """A conference that comes to its decisions in two sittings tells the other authority twice.

    A move out that was reported meanwhile is another transfer, and stays open.
    """
    again = [begin("straight_through", TEAM_MANAGER, "2026-03-24"), held({"Ava": PLAN}, "2026-03-24", "transfer in")]
    played = stage.play(*to_outcome(Ava=NOTHING), *again)
    assert played.open["tell_former_authority"] == 2
    assert transfer(stage, played)[4:] == ("2026-03-20", "no plan here")
    out = {"reported_by": "School", "reported_on": "2026-03-23", "who_moves": ["child"], "to_authority": "Hull"}
    kind = {"in_the_plan": "yes", "happened": "later", "permanent": "no"}
    moves = begin("transfer_out", SOCIAL_WORKER, "2026-03-23") | {"answers": out | kind}
    ends = written(stage, stage.play(*to_outcome(Ava=NOTHING), moves, *again), f"{ENDS} where case_id = :case")
    assert ends == [("in", "2026-03-20"), ("out", None)]
