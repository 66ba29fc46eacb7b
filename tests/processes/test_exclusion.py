"""exclusion.bpmn: the chair alone decides who stays away, on the grounds of the authority; letter and views follow.

With it, what those who come with a parent may do, as the invitations say it.
"""

from typing import Any

import pytest

from engine import CLOCK, BadRehearsal
from engine.forms.components import Choice, Component, Text
from tests.processes.called_steps import CALLED, called
from tests.processes.conftest import Played, Stage
from tests.processes.decided_steps import sent_to, written
from tests.processes.plan_steps import begin
from tests.processes.steps import (
    CHAIR,
    LONG,
    SOCIAL_WORKER,
    UNIT,
    UNIT_MANAGER,
    Step,
    book,
    do,
    request,
    to_booking,
    to_request,
    to_sitting,
)

ON, LETTER = "2026-03-12", "exclusion letter"
BEGUN = [*to_sitting("Ava", "Ben"), begin("exclusion", SOCIAL_WORKER, ON, "Ava")]
ASKED = "decide_on_exclusion"
LATER = ("send_exclusion_letter", "collect_their_views")


def concern(on: str = ON, **more: Any) -> Step:
    given = {"person": "Al Hill", "part": "Father", "concern": LONG, "raised_by": "PC Lewis, Police", "raised_on": on}
    return do("raise_the_concern", SOCIAL_WORKER, on, **given | more)


def exclude(ground: str = "violence", by: str = CHAIR, **more: Any) -> Step:
    """The person stays away, unless `more` says otherwise."""
    given = {"excluded": "yes", "ground": ground, "extent": "whole", "reason": LONG, "prosecution": "no"}
    plan = {"views": "worker", "sharing": LONG, "minutes": "parts"}
    return do("decide_on_exclusion", by, ON, **given | plan | more)


def send_letter(**more: Any) -> Step:
    return do("send_exclusion_letter", UNIT, ON, **{"reason_in": True, "sent_on": ON, "channel": "post"} | more)


def hear(given: str = "yes", **more: Any) -> Step:
    told = {"given": given, "asked_on": ON} | ({"views": LONG, "read_by": "worker"} if given == "yes" else {})
    return do("collect_their_views", SOCIAL_WORKER, ON, **told | more)


RAISED = [*BEGUN, concern()]


def less(step: Step, key: str) -> Step:
    del step["answers"][key]
    return step


def shown(stage: Stage, played: Played, task: str, **raw: str) -> list[Component]:
    """What the page of this task shows once this much is answered."""
    with stage.engine.session() as session:
        view = stage.engine.reading(session).task(CLOCK, played.task(task).id)
        return [one.component for one in view.form.placed(raw, view.scope, view.env)]


def grounds(authority: str) -> list[str]:
    """What the chair can choose there."""
    own = Stage(authority)
    played = own.play(*to_request("Ava"), begin("exclusion", SOCIAL_WORKER, ON), concern())
    page = shown(own, played, ASKED, excluded="yes")
    own.engine.close()
    return [option.value for one in page if isinstance(one, Choice) and one.key == "ground" for option in one.options]


# ---- the concern


@pytest.mark.clause("ROT-075", "NYO-016")
@pytest.mark.parametrize("by", ["PC Lewis, Police", "Jo Hill, Mother"])
def test_the_concern_of_a_practitioner_or_of_a_parent_goes_to_the_chair(play, by: str) -> None:
    """For the children who were chosen."""
    played = play(*BEGUN, concern(raised_by=by))
    assert played.task(ASKED).children == ("Ava",)


@pytest.mark.parametrize(
    ("key", "asked"), [("person", "who it is about"), ("concern", "why"), ("raised_by", "told you")]
)
def test_a_concern_says_who_why_and_by_whom(play, key: str, asked: str) -> None:
    with pytest.raises(BadRehearsal, match=asked):
        play(*BEGUN, less(concern(), key))


# ---- the decision


@pytest.mark.clause("ROT-074")
def test_the_chair_decides_on_who_stays_away_and_nobody_else(play) -> None:
    """Not the social worker who raised it, nor the unit and its manager."""
    assert play(*RAISED).task(ASKED).role == "conference_chair"
    for other in (SOCIAL_WORKER, UNIT, UNIT_MANAGER):
        with pytest.raises(BadRehearsal, match="roles do not let you"):
            play(*RAISED, exclude(by=other))


@pytest.mark.clause("ROT-076")
def test_rotherham_has_three_grounds() -> None:
    """Violence or threats, obstruction, and talk of the allegation before the alleged abuser."""
    assert grounds("rotherham") == ["violence", "obstruction", "alleged abuser"]


@pytest.mark.clause("YOR-010")
def test_york_names_bail_that_forbids_contact() -> None:
    """As an example: the chair may have another rare reason."""
    assert grounds("york") == ["contact forbidden", "other"]


@pytest.mark.clause("NYO-017")
def test_north_yorkshire_names_threat_and_disruption() -> None:
    assert grounds("north_yorkshire") == ["threat", "disruption"]


@pytest.mark.parametrize("authority", ["warwickshire", "national"])
def test_where_no_guide_names_grounds_the_safest_reading_holds(authority: str) -> None:
    assert grounds(authority) == ["violence", "obstruction", "contact forbidden"]


def test_the_ground_has_to_be_one_of_the_authority(play) -> None:
    """Prosecution is none anywhere."""
    with pytest.raises(BadRehearsal, match="Select the ground"):
        play(*RAISED, exclude("prosecution"))


@pytest.mark.clause("ROT-077")
def test_where_a_person_could_be_prosecuted_the_police_are_asked_for_advice(play) -> None:
    """And the prosecutor once proceedings have begun."""
    with pytest.raises(BadRehearsal, match="police advise"):
        play(*RAISED, exclude(prosecution="possible"))
    with pytest.raises(BadRehearsal, match="prosecutor thinks"):
        play(*RAISED, exclude(prosecution="begun", police_advice=LONG))
    assert play(*RAISED, exclude(prosecution="possible", police_advice=LONG)).open["send_exclusion_letter"] == 1


@pytest.mark.clause("ROT-080", "YOR-011", "ROT-081")
@pytest.mark.parametrize(
    ("key", "asked"),
    [("views", "how the views are heard"), ("sharing", "help to make the plan"), ("minutes", "gets of the record")],
)
def test_the_chair_plans_how_the_person_is_heard_and_what_the_person_gets(play, key: str, asked: str) -> None:
    with pytest.raises(BadRehearsal, match=asked):
        play(*RAISED, less(exclude(), key))


def test_a_person_who_is_not_excluded_may_come(play) -> None:
    """No letter is sent, and the reason is kept."""
    played = play(*RAISED, do(ASKED, CHAIR, ON, excluded="no", reason=LONG))
    assert not set(LATER) & set(played.open)
    assert "Exclusion from a conference: Person may come" in played.endings


# ---- what follows


@pytest.mark.clause("WAR-014", "ROT-078")
@pytest.mark.parametrize("extent", ["whole", "part"])
def test_a_letter_with_the_reason_is_sent_for_the_whole_or_a_part(stage: Stage, extent: str) -> None:
    """It is on record as a paper of that conference, and as sent to the person."""
    decided = [*RAISED, exclude(extent=extent, which_part="The talk of the allegation")]
    assert stage.play(*decided).task("send_exclusion_letter").role == "safeguarding_unit"
    played = stage.play(*decided, send_letter())
    assert sent_to(stage, played, LETTER) == ["Al Hill"]
    made = written(stage, played, f"select made_on from documents where case_id = :case and kind = '{LETTER}'")
    assert [str(day) for (day,) in made] == [ON]


@pytest.mark.clause("WAR-014")
def test_the_part_from_which_a_person_is_kept_is_named(play) -> None:
    with pytest.raises(BadRehearsal, match="from which part"):
        play(*RAISED, exclude(extent="part"))


@pytest.mark.clause("ROT-078")
def test_a_letter_without_the_reason_is_not_enough(play) -> None:
    with pytest.raises(BadRehearsal, match="gives the reason"):
        play(*RAISED, exclude(), less(send_letter(), "reason_in"))


@pytest.mark.clause("ROT-080")
def test_the_social_worker_asks_for_the_views_before_the_conference(play) -> None:
    """By the planned day, whether the letter is out or not."""
    asked = play(*RAISED, exclude()).task("collect_their_views")
    assert (asked.role, str(asked.due_on)) == ("social_worker", "2026-03-20")


def test_without_a_planned_day_the_views_are_asked_for_within_a_week(play) -> None:
    """Five working days after Thursday 12 March, where no conference is booked."""
    steps = [*to_booking("Ava"), begin("exclusion", SOCIAL_WORKER, ON), concern(), exclude()]
    assert str(play(*steps).task("collect_their_views").due_on) == "2026-03-19"


@pytest.mark.clause("WAR-015", "NYO-018")
def test_the_views_are_written_down_with_who_reads_them_out(play) -> None:
    for key, asked in (("views", "the person's views"), ("read_by", "read them out")):
        with pytest.raises(BadRehearsal, match=asked):
            play(*RAISED, exclude(), less(hear(), key))
    played = play(*RAISED, exclude(), hear(), send_letter())
    assert not set(LATER) & set(played.open)


def test_a_person_may_decline_to_give_views(play) -> None:
    """In the chair's plan, and when the social worker asks once more."""
    played = play(*RAISED, exclude(views="declined"), send_letter(), hear("declined"))
    assert not set(LATER) & set(played.open)
    assert any("Exclusion from a conference" in ending for ending in played.endings)


# ---- those who come with a parent


def invitation(authority: str) -> str:
    """What the invitations say about those who come with a parent."""
    own = Stage(authority, CALLED)
    initial = called("initial", "initial_conference", "2026-03-02")
    played = own.play(initial, request("2026-03-09"), book("2026-03-10", "2026-03-20"))
    page = shown(own, played, "invite_everyone")
    own.engine.close()
    return " ".join(" ".join(one.paragraphs) for one in page if isinstance(one, Text))


@pytest.mark.clause("WAR-013", "NYO-011")
@pytest.mark.parametrize(
    ("authority", "supporter", "advocate"),
    [
        ("warwickshire", "listens and does not speak", "listens and does not speak"),
        ("north_yorkshire", "is not asked for views", "may speak for the parent"),
        ("rotherham", "is there for the parent, and gives no views of their own", "may speak for the parent"),
    ],
)
def test_the_invitations_say_what_a_supporter_may_do(authority: str, supporter: str, advocate: str) -> None:
    """By authority and by kind."""
    said = invitation(authority)
    assert f"A parent's supporter {supporter}." in said
    assert f"A parent's advocate {advocate}." in said
    assert said.count("A parent's solicitor") == 1
