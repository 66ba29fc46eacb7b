"""What the diagrams make or check for the first part of a guide: from the trigger of a conference to its reports."""

from collections.abc import Iterator

import pytest

from engine import BadRehearsal
from engine.domain.values import CLOCK
from tests.processes.conftest import Played, Stage
from tests.processes.decided_steps import written
from tests.processes.steps import (
    AFTER_LIMIT,
    LIMIT,
    UNIT,
    Step,
    advance,
    approve,
    assess,
    born,
    call,
    do,
    gather,
    hold,
    outline,
    plan,
    report,
    see,
    share,
    sit,
    to_booking,
    to_enquiry,
    to_request,
    to_sitting,
    unborn,
)

MET = "2026-03-20"
REPORTS_DUE, AFTER_REPORTS = "2026-03-18", "2026-03-19"  # two working days before
TOO_FEW = ["Social care", "Police"]
QUORATE = "select quorate from sitting_children join sittings on sittings.id = sitting_id"


def due(played: Played, task: str) -> str:
    return str(played.task(task).due_on)


# ---- the fifteen working days


@pytest.mark.clause("ROT-013")
def test_every_step_to_the_conference_has_the_date_of_the_limit(play) -> None:
    """The 15th working day after the discussion of Monday 2 March."""
    assert due(play(*to_enquiry("Ava")), "see_the_child") == LIMIT
    assert due(play(*to_request("Ava")), "describe_the_request") == LIMIT
    assert due(play(*to_booking("Ava")), "book_the_date") == LIMIT
    assert due(play(*to_sitting("Ava")), "open_the_sitting") == LIMIT


@pytest.mark.clause("ROT-016")
@pytest.mark.parametrize("steps", [to_booking("Ava"), to_sitting("Ava")], ids=["no date", "not held"])
def test_a_passed_limit_is_for_the_unit_manager_to_decide_on(play, steps: list[Step]) -> None:
    """Whether it has a date or not."""
    played = play(*steps, advance(AFTER_LIMIT, "00:00"))
    (asked,) = [line for line in played.case.open_tasks if line.role == "safeguarding_unit_manager"]
    assert str(asked.due_on) == AFTER_LIMIT


@pytest.mark.clause("ROT-019")
def test_an_unborn_child_is_assessed_before_a_conference_can_be_called(play) -> None:
    """Even if all else is known."""
    family = [call("2026-03-02", born("Ava"), unborn("Baby")), plan("2026-03-02"), hold("2026-03-02", True, True)]
    known = [*family, see("Ava", "2026-03-03"), gather("2026-03-04")]
    assert play(*known).open == {"assess_unborn_child": 1}
    assert play(*known, assess("Baby", "2026-03-05")).open == {"weigh_the_harm": 1}


# ---- children who move in


def told_of_a_move(permanent: str) -> list[Step]:
    """On Monday 2 March, of a notice that had come on the Thursday before."""
    answers = {"family_name": "Hill", "children": [born("Ava")]}
    came = {"open": "transfer_in", "by": UNIT, "on": "2026-03-02", "answers": answers}
    said = {"other_authority": "Leeds", "notified_on": "2026-02-26", "heard_from": "authority", "told_by": "Kit Lane"}
    return [came, do("note_the_move", UNIT, "2026-03-02", **said, planned="yes", permanent=permanent)]


@pytest.mark.clause("ROT-015")
@pytest.mark.parametrize(("permanent", "task"), [("yes", "describe_the_request"), ("unknown", "settle_the_move")])
def test_the_days_after_a_move_count_from_its_notice(play, permanent: str, task: str) -> None:
    """Not from the day on which it was written down; while it is not known whether it is for good, they run too."""
    assert due(play(*told_of_a_move(permanent)), task) == "2026-03-19"


# ---- who is there


@pytest.fixture(scope="module")
def rotherham() -> Iterator[Stage]:
    made = Stage("rotherham")
    yield made
    made.engine.close()


@pytest.mark.clause("ROT-023")
def test_the_police_are_on_every_list_of_invitations(rotherham: Stage) -> None:
    """Before anyone has written a name."""
    played = rotherham.play(*to_sitting("Ava")[:-1])
    with rotherham.engine.session() as session:
        view = rotherham.engine.reading(session).task(CLOCK, played.task("invite_everyone").id)
    assert "Police" in [row["agency"] for row in view.prefill.get("invited", [])]


@pytest.mark.clause("ROT-031")
def test_whether_enough_agencies_know_the_child_is_recorded_for_each_child(rotherham: Stage) -> None:
    """Two are too few: the chair says why the conference goes on."""
    with pytest.raises(BadRehearsal, match="who is missing"):
        rotherham.play(*to_sitting("Ava"), sit(MET, 1, contact=TOO_FEW))
    for contact, enough in ((TOO_FEW, 0), (["Social care", "Police", "Health"], 1)):
        met = [sit(MET, 1, contact=contact, missing="The school, which knows her little."), outline(MET)]
        played = rotherham.play(*to_sitting("Ava"), *met)
        assert written(rotherham, played, f"{QUORATE} where case_id = :case") == [(enough,)]


# ---- the reports


@pytest.mark.clause("ROT-093")
def test_the_social_worker_writes_a_report_on_each_child_before_any_is_approved(play) -> None:
    played = play(*to_sitting("Ava", "Ben"))
    assert (played.open["write_the_report"], played.open["approve_the_reports"]) == (2, 0)
    assert {played.task("write_the_report", child).role for child in ("Ava", "Ben")} == {"social_worker"}


READY = [*to_sitting("Ava"), report("Ava", "2026-03-12"), approve("2026-03-13", 1)]


@pytest.mark.clause("ROT-066")
def test_the_parents_have_the_report_two_working_days_before(play) -> None:
    """Given and explained; later it is shown as late."""
    assert due(play(*READY), "share_the_reports") == REPORTS_DUE
    assert "sharing_limit" in play(*READY, advance(AFTER_REPORTS, "00:00")).fired


@pytest.mark.clause("ROT-066")
@pytest.mark.parametrize("missing", ["given_on", "explained_on"])
def test_giving_a_report_and_explaining_it_are_two_days(play, missing: str) -> None:
    shared = share("2026-03-16", 1)
    del shared["answers"][missing]
    with pytest.raises(BadRehearsal, match="Enter the day"):
        play(*READY, shared)


@pytest.mark.clause("ROT-096")
def test_agency_reports_are_with_the_unit_two_working_days_before(play) -> None:
    """The chair is asked what to do about those that are not."""
    assert due(play(*to_sitting("Ava")), "collect_the_reports") == REPORTS_DUE
    late = play(*to_sitting("Ava"), advance(AFTER_REPORTS, "00:00")).task("plan_reading_time")
    assert late.role == "conference_chair"


@pytest.mark.clause("ROT-111")
def test_the_family_has_the_agency_reports_two_working_days_before(play) -> None:
    """Later it is shown as late."""
    assert due(play(*to_sitting("Ava")), "show_agency_reports") == REPORTS_DUE
    assert "showing_limit" in play(*to_sitting("Ava"), advance(AFTER_REPORTS, "00:00")).fired
