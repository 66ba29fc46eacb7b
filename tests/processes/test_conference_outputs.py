"""conference_outputs.bpmn: the plan and the record go out in time, the family is told, and changes are asked for."""

from collections.abc import Iterator

import pytest

from engine import CLOCK
from tests.processes.conftest import Played, Stage
from tests.processes.decided_steps import (
    HELD,
    IN_NEED,
    NOTHING,
    PLAN,
    amend,
    announce,
    decided,
    decided_stage,
    draft,
    judge,
    recorded,
    send_outline,
    send_record,
    sent_to,
    sign,
    talk,
    written,
)
from tests.processes.steps import CHAIR, LONG, SOCIAL_WORKER, UNIT, UNIT_MANAGER, Step, advance, do

NEXT_DAY = "2026-03-23"  # one working day after Friday 20 March
RECORD, AFTER_RECORD = "2026-04-21", "2026-04-22"  # twenty working days, with Easter between
FIRST = ["draft_the_record", "send_the_outline", "talk_over_outcome"]
RECEIVED = {"Jo Hill": "2026-03-27", "PC Lewis": "2026-03-30", "J. Moore": "2026-03-27"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


@pytest.fixture(scope="module")
def warwickshire() -> Iterator[Stage]:
    made = decided_stage("warwickshire")
    yield made
    made.engine.close()


@pytest.fixture(scope="module")
def rotherham() -> Iterator[Stage]:
    made = decided_stage("rotherham")
    yield made
    made.engine.close()


def due(played: Played, task: str) -> str:
    return played.task(task).due_on.isoformat()


def to_sending() -> list[Step]:
    """The record is signed, and can be sent."""
    return [*decided(Ava=PLAN), draft("2026-03-25"), sign("2026-03-26")]


def to_amendments(*asked: bool) -> list[Step]:
    """The record was sent on 27 March, and on 7 April all who asked for changes are known."""
    return [*to_sending(), send_record("2026-03-27", RECEIVED), *([amend("2026-04-07", *asked)] if asked else [])]


@pytest.mark.clause("ROT-186", "YOR-025")
def test_the_outline_plan_is_due_after_one_working_day(stage: Stage) -> None:
    """For everyone alike: the family does not wait longer than the practitioners."""
    assert due(stage.play(*decided(Ava=PLAN)), "send_the_outline") == NEXT_DAY


def test_what_follows_begins_at_once(stage: Stage) -> None:
    """Each on a path of its own, whatever was decided."""
    assert sorted(stage.play(*decided(Ava=PLAN)).open) == FIRST
    assert {"send_the_outline", "draft_the_record"} <= set(stage.play(*decided(Ava=NOTHING)).open)


@pytest.mark.parametrize(
    ("day", "at", "late"), [("2026-03-22", "10:00", 0), (NEXT_DAY, "23:59", 0), ("2026-03-24", "00:00", 1)]
)
def test_an_outline_plan_that_waits_is_shown_as_late(stage: Stage, day: str, at: str, late: int) -> None:
    """It can still be sent."""
    played = stage.play(*decided(Ava=PLAN), advance(day, at))
    assert played.fired.count("outline_limit") == late
    assert played.open["send_the_outline"] == 1


@pytest.mark.clause("ROT-186", "YOR-025", "WAR-026", "FRG-018")
def test_the_plan_goes_to_all_who_were_invited_and_to_the_parents(stage: Stage) -> None:
    """To those who did not come, and to a father whom nobody invited; on a child in need plan as well."""
    played = stage.play(*decided(Ava=IN_NEED), send_outline(HELD))
    assert sent_to(stage, played, "outline plan") == ["Jo Hill", "PC Lewis", "J. Moore", "Al Hill"]


@pytest.mark.clause("ROT-158")
def test_all_who_were_invited_are_told_who_is_in_the_core_group(stage: Stage) -> None:
    """In writing."""
    steps = [*decided(Ava=PLAN, Ben=NOTHING), send_outline(HELD)]
    assert due(stage.play(*steps), "announce_core_group") == NEXT_DAY
    told = sent_to(stage, stage.play(*steps, announce(HELD)), "core group membership")
    assert told == ["Jo Hill", "PC Lewis", "J. Moore"]


def test_without_a_plan_there_is_no_core_group(stage: Stage) -> None:
    """The default branch."""
    assert stage.play(*decided(Ava=NOTHING), send_outline(HELD)).open["announce_core_group"] == 0


# ---- the record


@pytest.mark.clause("ROT-188")
def test_the_record_is_due_after_twenty_working_days(stage: Stage) -> None:
    """Amber after fifteen, in whoever's hands it is."""
    drafting = stage.play(*decided(Ava=PLAN)).task("draft_the_record")
    assert (drafting.due_on.isoformat(), drafting.amber_on.isoformat()) == (RECORD, "2026-04-14")
    assert due(stage.play(*decided(Ava=PLAN), draft("2026-03-25")), "sign_the_record") == RECORD
    assert due(stage.play(*to_sending()), "send_the_record") == RECORD


@pytest.mark.clause("WAR-027")
def test_in_warwickshire_it_is_due_after_fifteen(warwickshire: Stage) -> None:
    """The authority's own limit."""
    assert due(warwickshire.play(*decided(Ava=PLAN)), "draft_the_record") == "2026-04-14"


@pytest.mark.clause("ROT-183", "ROT-187")
def test_a_minute_taker_drafts_it_and_the_chair_signs_before_it_is_sent(stage: Stage) -> None:
    drafted = stage.play(*decided(Ava=PLAN), draft("2026-03-25"))
    assert drafted.task("sign_the_record").role == "conference_chair"
    assert drafted.open["send_the_record"] == 0
    assert stage.play(*decided(Ava=PLAN)).task("draft_the_record").role == "minute_taker"
    signed = stage.play(*to_sending())
    asked = "select kind, made_on, signed_on from documents where case_id = :case"
    assert written(stage, signed, asked) == [("conference record", "2026-03-25", "2026-03-26")]


def test_a_record_that_is_not_right_goes_back(stage: Stage) -> None:
    """As often as it takes."""
    back = [*decided(Ava=PLAN), draft("2026-03-25"), sign("2026-03-26", right=False)]
    assert stage.play(*back).open["draft_the_record"] == 1
    again = stage.play(*back, draft("2026-03-27"), sign("2026-03-27", right=False), draft("2026-03-30"))
    assert again.open["sign_the_record"] == 1


@pytest.mark.clause("ROT-188")
def test_it_goes_to_whom_the_chair_lets_it_go(stage: Stage) -> None:
    """A person to whom it does not go gets nothing, and has nothing to amend."""
    received = {"PC Lewis": "2026-03-27", "J. Moore": "2026-03-27"}
    played = stage.play(*to_sending(), send_record("2026-03-27", received))
    assert sent_to(stage, played, "conference record") == ["PC Lewis", "J. Moore"]
    assert stage.play(*to_sending(), send_record("2026-03-27", received), amend("2026-03-30", False, False)).open == {
        "send_the_outline": 1,
        "talk_over_outcome": 1,
    }


@pytest.mark.clause("ROT-196")
def test_in_rotherham_the_doctor_the_school_and_the_nurse_get_it_too(rotherham: Stage) -> None:
    """Even if nobody invited them."""
    played = rotherham.play(*to_sending(), send_record("2026-03-27", others=3))
    added = sent_to(rotherham, played, "conference record")[3:]
    assert added == [
        "The child's GP",
        "The safeguarding lead of the child's school",
        "The Designated Nurse for child protection",
    ]


@pytest.mark.parametrize(
    ("day", "at", "asked"), [("2026-04-20", "10:00", 0), (RECORD, "23:59", 0), (AFTER_RECORD, "00:00", 1)]
)
def test_a_late_record_is_chased_by_the_unit_manager(stage: Stage, day: str, at: str, asked: int) -> None:
    """Once, however far it has come."""
    played = stage.play(*decided(Ava=PLAN), advance(day, at))
    assert (played.open["chase_the_record"], played.open["draft_the_record"]) == (asked, 1)


@pytest.mark.clause("ROT-188")
def test_chasing_is_due_at_once_and_ends_its_own_path_only(stage: Stage) -> None:
    late = [*decided(Ava=PLAN), advance(AFTER_RECORD)]
    assert due(stage.play(*late), "chase_the_record") == AFTER_RECORD
    reason = {"waits_for": "draft", "reason": LONG, "sent_by": "2026-04-24"}
    played = stage.play(*late, do("chase_the_record", UNIT_MANAGER, AFTER_RECORD, **reason), draft(AFTER_RECORD))
    assert (played.open["chase_the_record"], played.open["sign_the_record"]) == (0, 1)


def test_a_record_that_was_sent_in_time_is_not_chased(stage: Stage) -> None:
    played = stage.play(*to_amendments(), advance(AFTER_RECORD))
    assert "record_limit" in played.fired
    assert played.open["chase_the_record"] == 0


@pytest.mark.clause("YOR-029")
def test_with_an_interpreter_the_record_is_translated(stage: Stage) -> None:
    """And without one it is not."""
    steps = [*decided(Ava=PLAN), draft("2026-03-25", interpreter="yes"), sign("2026-03-26"), send_record("2026-03-27")]
    assert stage.play(*steps).open["send_the_translation"] == 1
    translated = do("send_the_translation", UNIT, "2026-04-02", family="Jo Hill", sent_on="2026-04-02")
    assert sent_to(stage, stage.play(*steps, translated), "translated record") == ["Jo Hill"]
    assert stage.play(*to_amendments()).open["send_the_translation"] == 0


# ---- amendments


@pytest.mark.clause("ROT-189")
def test_changes_can_be_asked_for_until_a_week_after_the_last_receipt(stage: Stage) -> None:
    """Received on Monday 30 March: 6 April is Easter Monday, so the week runs on to Tuesday."""
    assert due(stage.play(*to_amendments()), "collect_amendments") == "2026-04-07"


def test_each_recipient_has_a_last_day_of_their_own(stage: Stage) -> None:
    """A week after 27 March is Good Friday: that person may ask until Tuesday too; one who had it earlier, not."""
    early = {**RECEIVED, "J. Moore": "2026-03-26"}
    played = stage.play(*to_sending(), send_record("2026-03-27", early))
    task = played.task("collect_amendments")
    with stage.engine.session() as session:
        shown = stage.engine.reading(session).task(CLOCK, task.id)
    names = [row["name"] for row in shown.form.rows(shown.form.components[0], shown.scope, shown.env)]
    assert names == [
        "Jo Hill (Mother), until 7 April 2026",
        "PC Lewis (Police), until 7 April 2026",
        "J. Moore (Health), until 2 April 2026",
    ]


@pytest.mark.parametrize(
    ("day", "at", "over"), [("2026-04-06", "10:00", 0), ("2026-04-07", "23:59", 0), ("2026-04-08", "00:00", 1)]
)
def test_the_time_to_ask_passes(stage: Stage, day: str, at: str, over: int) -> None:
    """What comes later can still be written down."""
    played = stage.play(*to_amendments(), advance(day, at))
    assert played.fired.count("amendments_limit") == over
    assert played.open["collect_amendments"] == 1


def test_a_record_that_nobody_wants_to_change_stands(stage: Stage) -> None:
    """The default branch."""
    assert stage.play(*to_amendments(False, False, False)).open["decide_on_amendments"] == 0


@pytest.mark.clause("ROT-189")
def test_the_chair_decides_on_each_change(stage: Stage) -> None:
    """Both ways, and each is kept with its reason."""
    asked = to_amendments(True, False, True)
    assert stage.play(*asked).task("decide_on_amendments").role == "conference_chair"
    played = stage.play(*asked, judge("2026-04-08", True, False))
    rows = written(
        stage, played, "select recipient, asked_on, accepted from amendments where case_id = :case order by id"
    )
    assert rows == [("Jo Hill", "2026-04-07", 1), ("J. Moore", "2026-04-07", 0)]


@pytest.mark.clause("ROT-189")
def test_what_is_accepted_goes_out_as_an_addendum(stage: Stage) -> None:
    """The signed record is kept as it was."""
    steps = [*to_amendments(True, False, False), judge("2026-04-08", True)]
    addendum = do("send_the_addendum", UNIT, "2026-04-09", addendum=LONG, sent_on="2026-04-09")
    played = stage.play(*steps, addendum)
    assert sent_to(stage, played, "addendum") == ["Jo Hill", "PC Lewis", "J. Moore"]
    assert len(written(stage, played, "select id from documents where case_id = :case")) == 2


def test_what_is_refused_changes_nothing(stage: Stage) -> None:
    """The default branch."""
    assert stage.play(*to_amendments(True, False, False), judge("2026-04-08", False)).open["send_the_addendum"] == 0


# ---- the family


@pytest.mark.clause("ROT-179", "ROT-181")
def test_the_outcome_is_talked_over_with_the_family(stage: Stage) -> None:
    """What they do not understand yet is said, and does not hold anything up."""
    task = stage.play(*decided(Ava=PLAN)).task("talk_over_outcome")
    assert (task.role, task.due_on.isoformat()) == ("lead_social_worker", NEXT_DAY)
    left = talk("2026-03-23", understood=["decisions"], left_open=LONG)
    assert stage.play(*decided(Ava=PLAN), left).open["talk_over_outcome"] == 0


@pytest.mark.clause("NYO-014", "ROT-182")
def test_a_parent_who_was_not_there_is_visited(stage: Stage) -> None:
    """Or not told, where that is best for the child: a decision of its own, with its reason."""
    steps = [*decided(Ava=PLAN), talk("2026-03-23", absent=True)]
    assert stage.play(*steps).open["visit_absent_parent"] == 1
    parents = [
        {"name": "Al Hill", "told": "yes", "visited_on": "2026-03-24"},
        {"name": "Bo Ray", "told": "no", "reason": LONG},
    ]
    visited = do("visit_absent_parent", SOCIAL_WORKER, "2026-03-24", parents=parents)
    assert stage.play(*steps, visited).open["visit_absent_parent"] == 0
    assert stage.play(*decided(Ava=PLAN), talk("2026-03-23")).open["visit_absent_parent"] == 0


@pytest.mark.clause("ROT-051", "ROT-192")
def test_an_advocate_writes_the_plan_for_the_child_and_the_chair_checks_it(stage: Stage) -> None:
    """The lead social worker enters what the advocate, who has no log-in, hands over."""
    behalf = {"name": "Kim Advocate", "received_on": "2026-03-25", "channel": "email"}
    wrote = do("write_child_plan", SOCIAL_WORKER, "2026-03-25", written_on="2026-03-25", plan=LONG, questions=LONG)
    checked = do("check_child_plan", CHAIR, "2026-03-26", clear="yes", checked_on="2026-03-26")
    gave = do("give_child_plan", SOCIAL_WORKER, "2026-03-27", given_on="2026-03-25", how=LONG)
    steps = [*decided(Ava=PLAN), talk("2026-03-23", advocate=True), wrote | {"behalf": behalf}]
    assert stage.play(*steps).task("check_child_plan").role == "conference_chair"
    played = stage.play(*steps, checked, gave | {"behalf": behalf})
    assert written(stage, played, "select kind from documents where case_id = :case") == [("child friendly plan",)]


def test_it_is_over_when_all_is_done(stage: Stage) -> None:
    """All paths together."""
    done = [send_outline(HELD), announce(HELD), talk("2026-03-23"), *recorded("2026-03-25", "2026-03-26", "2026-03-27")]
    played = stage.play(*decided(Ava=PLAN), *done, amend("2026-04-07", False, False, False), advance(AFTER_RECORD))
    assert played.endings[-1] == "What follows a conference: Sent in time"
    assert not played.open
