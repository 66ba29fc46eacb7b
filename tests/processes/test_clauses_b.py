"""Clauses of Rotherham's guide on reports, the sitting, its record and moves, as far as no other test shows them."""

from collections.abc import Iterator

import pytest

from engine import BadRehearsal
from tests.processes.called_steps import CALLED, MET, REVIEWED, called, dated, new_plan, to_review
from tests.processes.conftest import Stage
from tests.processes.decided_steps import PLAN, decided, decided_stage, draft, sign, talk, written
from tests.processes.plan_steps import LEAD, begin, on_a_plan
from tests.processes.steps import (
    LONG,
    UNIT,
    UNIT_MANAGER,
    Step,
    advance,
    book,
    born,
    decide,
    do,
    invite,
    outline,
    report,
    request,
    sit,
    to_decision,
    to_sitting,
    unborn,
)

TOLD, LIMIT, AFTER_LIMIT = "2026-03-02", "2026-03-23", "2026-03-24"  # fifteen working days
ALL_UNDERSTOOD = ("decisions", "purpose", "part", "complaints")


@pytest.fixture(scope="module")
def decided_here() -> Iterator[Stage]:
    """Families whose conference has decided, or who are on a plan."""
    made = decided_stage()
    yield made
    made.engine.close()


def leaving_out(step: Step, *answers: str) -> Step:
    return step | {"answers": {name: said for name, said in step["answers"].items() if name not in answers}}


def refused(play, match: str, *steps: Step) -> None:
    with pytest.raises(BadRehearsal, match=match):
        play(*steps)


# ---- reports


@pytest.mark.clause("ROT-115")
def test_an_unborn_child_has_a_report_too() -> None:
    """Beside the sister's."""
    stage = Stage("national", CALLED)
    family = called("initial", "initial_conference", TOLD, born("Ava"), unborn("Baby"))
    played = stage.play(family, request("2026-03-09"), book("2026-03-10", MET), invite("2026-03-10"))
    stage.engine.close()
    assert {played.task("write_the_report", child).element for child in ("Ava", "Baby")} == {"write_the_report"}


@pytest.mark.clause("ROT-118")
def test_a_report_says_whether_the_harm_is_significant(play) -> None:
    """For this child."""
    written_down = leaving_out(report("Ava", "2026-03-12"), "threshold")
    refused(play, "your opinion on significant harm", *to_sitting("Ava", "Ben"), written_down)


@pytest.mark.clause("ROT-121")
def test_a_report_proposes_a_plan(play) -> None:
    """For this child."""
    written_down = leaving_out(report("Ava", "2026-03-12"), "proposed_plan")
    refused(play, "the plan you propose", *to_sitting("Ava", "Ben"), written_down)


# ---- the sitting


@pytest.mark.clause("ROT-159")
def test_an_outline_plan_says_what_happens_if_it_is_not_followed(play) -> None:
    met = leaving_out(outline(MET), "contingency")
    refused(play, "if the actions are not done", *to_sitting("Ava"), sit(MET, 1), met)


@pytest.mark.clause("ROT-173")
def test_a_conference_is_not_adjourned_without_an_interim_safe_plan(play, stage: Stage) -> None:
    """It is kept with the sitting."""
    met = [*to_sitting("Ava"), sit(MET, 1)]
    refused(play, "how each child is kept safe", *met, leaving_out(outline(MET, can_decide=False), "interim_plan"))
    played = play(*met, outline(MET, can_decide=False))
    joined = "select state, interim_plan from sittings where case_id = :case"
    assert written(stage, played, joined) == [("adjourned", LONG)]


@pytest.mark.clause("ROT-154")
def test_a_plan_has_a_core_group_from_its_conference_on(play) -> None:
    dates = leaving_out(dated(), "core_group")
    refused(play, "who is in the core group", *to_decision("Ava"), new_plan("Ava"), dates)


# ---- decisions without consensus


@pytest.mark.clause("ROT-164")
@pytest.mark.parametrize(("all_think", "outcome"), [("no", "protection plan"), ("yes", "no further support")])
def test_the_chair_may_decide_otherwise_than_all_practitioners(play, all_think: str, outcome: str) -> None:
    """In both directions; it is looked at, and counts meanwhile."""
    thought = [{"who": "PC Lewis", **dict.fromkeys(("past_harm", "likely_harm", "plan"), all_think)}]
    chosen = decide("Ava", MET, outcome, category="NEG", consensus="no", opinions=thought)
    played = play(*to_decision("Ava"), chosen)
    assert [one.outcome for one in played.case.conferences[0].decisions] == [outcome]
    assert played.open["look_at_the_override"] == 1


@pytest.mark.clause("ROT-165")
def test_the_basis_of_such_a_decision_is_kept(play) -> None:
    """Without it the decision is refused."""
    alone = new_plan("Ava", consensus="no", reason="The case rests on this.")
    refused(play, "reason for the decision", *to_decision("Ava"), leaving_out(alone, "reason"))
    (kept,) = play(*to_decision("Ava"), alone).case.conferences[0].decisions
    assert kept.reason == "The case rests on this."


@pytest.mark.clause("ROT-166")
def test_nobody_has_looked_at_it_within_24_hours(play) -> None:
    """On a Saturday: the senior manager takes it up."""
    alone = [*to_decision("Ava"), new_plan("Ava", consensus="no")]
    assert play(*alone, advance("2026-03-21", "09:59")).open["take_up_the_oversight"] == 0
    assert play(*alone, advance("2026-03-21", "10:00")).open["take_up_the_oversight"] == 1


@pytest.mark.clause("ROT-167")
def test_the_partnership_is_told_of_it(play) -> None:
    """The oversight is not complete before."""
    looked = {"agreed": "yes", "comment": LONG, "partnership_told_on": MET}
    step = do("look_at_the_override", UNIT_MANAGER, MET, "Ava", at="12:00", **looked)
    alone = [*to_decision("Ava"), new_plan("Ava", consensus="no")]
    refused(play, "day the partnership was told", *alone, leaving_out(step, "partnership_told_on"))
    assert play(*alone, step).open["look_at_the_override"] == 0


@pytest.mark.clause("ROT-168")
@pytest.mark.parametrize("outcome", ["child in need plan", "early help"])
def test_a_chair_who_sees_no_need_of_a_plan_steps_down(play, outcome: str) -> None:
    """No plan starts, and the support is offered."""
    played = play(*to_decision("Ava"), decide("Ava", MET, outcome, consensus="no"))
    assert played.case.children[0].plan_since is None
    assert played.open["offer_the_support"] == 1


@pytest.mark.clause("ROT-169")
def test_a_chair_who_sees_the_need_starts_a_plan_or_keeps_it(play, play_plan) -> None:
    """At an initial conference, and at a review."""
    started = play(*to_decision("Ava"), new_plan("Ava", consensus="no"))
    assert started.case.children[0].plan_since.isoformat() == MET
    kept = play_plan(*to_review("Ava"), decide("Ava", REVIEWED, "plan continues", category="NEG", consensus="no"))
    assert kept.case.children[0].plan_since.isoformat() == MET
    assert "plan ended" not in kept.sent


# ---- what follows


@pytest.mark.clause("ROT-181")
@pytest.mark.parametrize("left", ALL_UNDERSTOOD)
def test_what_a_family_does_not_understand_yet_is_written_down(decided_here: Stage, left: str) -> None:
    """Each of the four things that the talk is for."""
    rest = talk("2026-03-23", understood=[one for one in ALL_UNDERSTOOD if one != left])
    refused(decided_here.play, "what is still to be explained", *decided(Ava=PLAN), rest)


@pytest.mark.clause("ROT-190")
def test_the_chair_decides_whether_each_child_gets_a_copy(decided_here: Stage) -> None:
    """Before the record is signed."""
    drafted = [*decided(Ava=PLAN, Ben=PLAN), draft("2026-03-25")]
    signed = sign("2026-03-26", children=2)
    del signed["answers"]["children"][1]["copy"]
    refused(decided_here.play, "whether the child gets a copy", *drafted, signed)


@pytest.mark.clause("ROT-195")
def test_the_chair_considers_whether_addresses_are_safe(decided_here: Stage) -> None:
    """Before the record is signed."""
    signed = leaving_out(sign("2026-03-26"), "addresses")
    refused(decided_here.play, "safe to name addresses", *decided(Ava=PLAN), draft("2026-03-25"), signed)


# ---- moves


@pytest.mark.clause("ROT-207")
def test_the_conference_is_due_fifteen_working_days_after_the_notice(decided_here: Stage) -> None:
    """Whenever it was asked for; a later day is not simply booked."""
    told = {"other_authority": "Leeds", "notified_on": TOLD, "heard_from": "authority", "told_by": "Kit Lane"}
    family = {"family_name": "Hill", "children": [born("Ava")]}
    came: list[Step] = [
        {"open": "transfer_in", "by": UNIT, "on": "2026-03-04", "answers": family},
        do("note_the_move", UNIT, "2026-03-04", **told, planned="yes", permanent="yes"),
        request("2026-03-05"),
    ]
    assert decided_here.play(*came).task("book_the_date").due_on.isoformat() == LIMIT
    assert decided_here.play(*came, book("2026-03-06", AFTER_LIMIT)).open["agree_the_late_transfer"] == 1


def send_pack(*left_out: str) -> list[Step]:
    """A move out is reported, and its papers are sent."""
    said = {"reported_by": "School", "reported_on": "2026-05-01", "who_moves": ["child"], "to_authority": "Leeds"}
    kind = {"in_the_plan": "yes", "happened": "later", "permanent": "no"}
    reported = begin("transfer_out", LEAD, "2026-05-01") | {"answers": said | kind}
    told = dict.fromkeys(("manager_told", "core_group_told", "address_changed"), True)
    sent = {"sent": ["details", "plan", "minutes"], "who": "Leeds MASH", "sent_on": "2026-05-01"}
    return [on_a_plan("Ava"), reported, leaving_out(do("send_the_pack", LEAD, "2026-05-01", **sent, **told), *left_out)]


@pytest.mark.clause("ROT-223")
def test_the_service_manager_and_the_core_group_are_told_of_a_move(decided_here: Stage) -> None:
    """The papers are not enough."""
    refused(decided_here.play, "the Service Manager was told", *send_pack("manager_told"))
    refused(decided_here.play, "the core group was told", *send_pack("core_group_told"))
    assert decided_here.play(*send_pack()).open["send_the_pack"] == 0


@pytest.mark.clause("ROT-225")
def test_the_new_address_is_in_the_case_system(decided_here: Stage) -> None:
    """The papers are not enough."""
    refused(decided_here.play, "the new address is in the system", *send_pack("address_changed"))
