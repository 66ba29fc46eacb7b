"""Clauses of the guides of York, Warwickshire, Family Rights Group and North Yorkshire that no other test names."""

from collections.abc import Iterator

import pytest

from engine import BadRehearsal
from engine.domain.values import CLOCK
from tests.processes.called_steps import MET, dated, new_plan
from tests.processes.conftest import Played, Stage
from tests.processes.decided_steps import PLAN, decided, decided_stage, draft, send_record, sent_to, sign, written
from tests.processes.steps import (
    AGENCIES,
    Step,
    advance,
    decide,
    gather,
    outline,
    report,
    see,
    sit,
    to_decision,
    to_enquiry,
    to_sitting,
    weigh,
)

AFTER_REPORTS = "2026-03-19"  # the reports for Friday 20 March are due two working days before


@pytest.fixture(scope="module")
def after_decision() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


def less(step: Step, key: str, section: str = "") -> Step:
    """The step without this answer, in the first row of a section if one is named."""
    answers = step["answers"]
    del (answers[section][0] if section else answers)[key]
    return step


def listed(stage: Stage, played: Played, task: str, section: str) -> list[str]:
    """The agencies with which a list begins."""
    with stage.engine.session() as session:
        view = stage.engine.reading(session).task(CLOCK, played.task(task).id)
    return [row["agency"] for row in view.prefill[section]]


# ---- before the conference


@pytest.mark.clause("WAR-006")
def test_no_conference_is_asked_for_before_the_enquiry_is_made_and_ended(play) -> None:
    """Nobody can agree its outcome while it runs."""
    made = [see("Ava", "2026-03-04"), gather("2026-03-05"), weigh("2026-03-06", True)]
    assert play(*to_enquiry("Ava")).open["agree_the_outcome"] == 0
    played = play(*to_enquiry("Ava"), *made)
    assert (played.open["agree_the_outcome"], played.sent.count("conference needed")) == (1, 0)


@pytest.mark.clause("YOR-008")
def test_a_report_is_expected_of_each_agency_that_was_invited(stage: Stage) -> None:
    """To be shown to the family, and to be sent in."""
    played = stage.play(*to_sitting("Ava"))
    assert listed(stage, played, "show_agency_reports", "reports") == list(AGENCIES)
    assert listed(stage, played, "collect_the_reports", "reports") == list(AGENCIES)


@pytest.mark.clause("YOR-008")
def test_reports_that_are_neither_shown_nor_sent_in_stay_open_and_are_late(play) -> None:
    """In good time is two working days."""
    played = play(*to_sitting("Ava"), advance(AFTER_REPORTS, "00:00"))
    assert {"showing_limit", "collecting_limit"} <= set(played.fired)
    assert (played.open["show_agency_reports"], played.open["collect_the_reports"]) == (1, 1)


@pytest.mark.clause("WAR-018")
@pytest.mark.parametrize(("key", "asked"), [("history", "what has happened"), ("child_view", "view of the child")])
def test_the_report_on_a_child_says_what_happened_and_what_the_child_says(play, key: str, asked: str) -> None:
    with pytest.raises(BadRehearsal, match=asked):
        play(*to_sitting("Ava"), less(report("Ava", "2026-03-12"), key))


# ---- in the conference


@pytest.mark.clause("YOR-007")
def test_whether_each_person_who_was_invited_came_is_on_record(stage: Stage) -> None:
    """The second of three stayed away."""
    step = sit(MET, 1)
    step["answers"]["attendance"] = [{"came": said} for said in ("yes", "no", "yes")]
    played = stage.play(*to_sitting("Ava"), step, outline(MET))
    asked = "select agency, attended from invitations join conferences on conferences.id = conference_id"
    came = dict(written(stage, played, f"{asked} where conferences.case_id = :case order by invitations.id"))
    assert came == {"Social care": 1, "Police": 0, "Health": 1}


@pytest.mark.clause("YOR-007")
def test_it_is_asked_of_each_person_who_was_invited_whether_they_came(play) -> None:
    """None is passed over."""
    with pytest.raises(BadRehearsal, match="whether this person has come"):
        play(*to_sitting("Ava"), less(sit(MET, 1), "came", "attendance"))


@pytest.mark.clause("FRG-014", "NYO-032", "YOR-022")
@pytest.mark.parametrize(
    ("key", "asked"),
    [("action", "the action"), ("who", "who does it"), ("by", "by when"), ("shown_by", "how you will know")],
)
def test_each_action_of_an_outline_plan_has_who_does_it_by_when_and_its_outcome(play, key: str, asked: str) -> None:
    with pytest.raises(BadRehearsal, match=asked):
        play(*to_sitting("Ava"), sit(MET, 1), less(outline(MET), key, "actions"))


@pytest.mark.clause("FRG-014")
def test_an_outline_plan_states_the_risks(play) -> None:
    with pytest.raises(BadRehearsal, match="the risks and why they exist"):
        play(*to_sitting("Ava"), sit(MET, 1), less(outline(MET), "risks"))


@pytest.mark.clause("NYO-032")
def test_an_outline_plan_says_what_has_to_change(play) -> None:
    with pytest.raises(BadRehearsal, match="what has to change"):
        play(*to_sitting("Ava"), sit(MET, 1), less(outline(MET), "outline"))


@pytest.mark.clause("YOR-003")
def test_an_outline_plan_says_what_happens_if_nothing_changes(play) -> None:
    """The conference cannot decide before it has agreed that."""
    with pytest.raises(BadRehearsal, match="what happens if the actions are not done"):
        play(*to_sitting("Ava"), sit(MET, 1), less(outline(MET), "contingency"))


@pytest.mark.clause("FRG-010")
@pytest.mark.parametrize(("key", "asked"), [("past_harm", "has suffered"), ("likely_harm", "is likely to suffer")])
def test_each_practitioner_is_asked_about_harm_that_was_and_harm_that_may_come(play, key: str, asked: str) -> None:
    """Two answers, not one."""
    with pytest.raises(BadRehearsal, match=f"whether the child {asked}"):
        play(*to_decision("Ava"), less(decide("Ava", MET, "early help"), key, "opinions"))


@pytest.mark.clause("NYO-029")
def test_each_practitioner_is_asked_whether_the_child_needs_a_plan(play) -> None:
    with pytest.raises(BadRehearsal, match="whether the child needs a protection plan"):
        play(*to_decision("Ava"), less(decide("Ava", MET, "early help"), "plan", "opinions"))


@pytest.mark.clause("YOR-023")
def test_a_conference_that_makes_a_plan_says_who_is_in_the_core_group(play) -> None:
    with pytest.raises(BadRehearsal, match="who is in the core group"):
        play(*to_decision("Ava"), new_plan("Ava"), less(dated(), "core_group"))


# ---- after the conference


@pytest.mark.clause("FRG-008")
def test_the_record_holds_what_the_parents_think(after_decision: Stage) -> None:
    with pytest.raises(BadRehearsal, match="what the parents and the child think"):
        after_decision.play(*decided(Ava=PLAN), less(draft("2026-03-25"), "family_views"))


@pytest.mark.clause("FRG-019", "NYO-015")
def test_a_parent_gets_the_record_whether_they_came_or_not(after_decision: Stage) -> None:
    """The mother was invited, and nobody noted that she came."""
    steps = [*decided(Ava=PLAN), draft("2026-03-25"), sign("2026-03-26")]
    played = after_decision.play(*steps, send_record("2026-03-27"))
    assert "Jo Hill" in sent_to(after_decision, played, "conference record")
    assert after_decision.play(*steps).task("send_the_record").due_on.isoformat() == "2026-04-21"
