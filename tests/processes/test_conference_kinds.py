"""conference_sitting.bpmn at a review, for children who move in, and by the rules of an authority."""

from collections.abc import Iterator

import pytest

from engine import BadRehearsal
from tests.processes.called_steps import (
    CALLED,
    MET,
    NEXT,
    REVIEWED,
    SENIOR,
    dated,
    moving_in,
    new_plan,
    to_review,
)
from tests.processes.conftest import OF_TESTS, Stage
from tests.processes.steps import (
    AFTER_LIMIT,
    LIMIT,
    LONG,
    Step,
    advance,
    book,
    decide,
    depart,
    invite,
    outline,
    request,
    set_dates,
    sit,
    to_decision,
    to_sitting,
)

AROUND_THE_LIMIT = [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]


# ---- a review


@pytest.mark.clause("YOR-021", "WAR-003", "NYO-035")
def test_at_a_review_the_plan_goes_on_until_the_next_one(play_plan) -> None:
    """Six months from this review, or on the day that is set."""
    played = play_plan(*to_review("Ava"), decide("Ava", REVIEWED, "plan continues", category="NEG"))
    assert played.open["set_the_dates"] == 1
    played = play_plan(
        *to_review("Ava"), decide("Ava", REVIEWED, "plan continues", category="NEG"), set_dates(REVIEWED, "", NEXT)
    )
    assert played.sent.count("review due") == 2  # the first came with the plan
    assert "plan ended" not in played.sent


@pytest.mark.clause("ROT-148")
def test_at_a_review_a_plan_in_another_category_goes_on(play_plan) -> None:
    """The change has its day."""
    changed = [decide("Ava", REVIEWED, "plan continues", category="PHY"), set_dates(REVIEWED, "", NEXT)]
    played = play_plan(*to_review("Ava"), *changed)
    assert len(played.recorded("change_category")) == 1
    assert played.case.children[0].category == "PHY"


@pytest.mark.clause("NYO-034")
def test_ending_at_the_first_review_needs_a_reason(play_plan) -> None:
    """Lasting change can hardly be shown so soon."""
    with pytest.raises(BadRehearsal, match="why it is so"):
        play_plan(*to_review("Ava"), decide("Ava", REVIEWED, "plan ends"))
    played = play_plan(*to_review("Ava"), decide("Ava", REVIEWED, "plan ends", unusual_reason=LONG))
    assert {"plan ended", "support to offer"} <= set(played.sent)
    assert len(played.recorded("end_plan")) == 1
    assert played.open["set_the_dates"] == 0


def test_brothers_and_sisters_may_part_at_a_review(play_plan) -> None:
    """One plan ends and the other goes on."""
    parted = [
        decide("Ava", REVIEWED, "plan ends", unusual_reason=LONG),
        decide("Ben", REVIEWED, "plan continues", category="NEG"),
    ]
    played = play_plan(*to_review("Ava", "Ben"), *parted, set_dates(REVIEWED, "", NEXT))
    assert {"plan ended", "review due", "support to offer"} <= set(played.sent)


# ---- children who move in, and rules of an authority


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Stage]:
    made = Stage("national", CALLED)
    yield made
    made.engine.close()


TO_MEET = [moving_in(), request("2026-03-09"), book("2026-03-10", MET), invite("2026-03-10")]


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_a_passed_limit_of_children_who_move_in_is_for_the_senior_manager(
    elsewhere: Stage, day: str, at: str, asked: int
) -> None:
    """And stands on file when it is decided."""
    played = elsewhere.play(*TO_MEET, advance(day, at))
    assert (played.open["agree_the_transfer_delay"], played.open["agree_the_delay"]) == (asked, 0)
    if asked:
        decided = depart("agree_the_transfer_delay", day, agreed=True, until="2026-03-27", by=SENIOR)
        assert elsewhere.play(*TO_MEET, advance(day, at), decided).departures() == [("Ava", True)]


def test_the_other_authority_hears_what_is_decided_on_children_who_move_in(elsewhere: Stage) -> None:
    """Whichever way."""
    for decided in ([new_plan("Ava"), dated()], [decide("Ava", MET, "no further support")]):
        played = elsewhere.play(*TO_MEET, sit(MET, 1), outline(MET), *decided)
        assert played.sent.count("transfer conference decided") == 1


def test_nothing_is_told_to_another_authority_about_children_who_live_here(play) -> None:
    """Only a transfer has another one."""
    played = play(*to_decision("Ava"), decide("Ava", MET, "no further support"))
    assert "transfer conference decided" not in played.sent


@pytest.fixture(scope="module")
def warwickshire() -> Iterator[Stage]:
    made = Stage("warwickshire", OF_TESTS)
    yield made
    made.engine.close()


def to_second_review(child: str) -> list[Step]:
    """The first review lets the plan go on; the second is called four weeks before its last day."""
    on, met = "2026-11-16", "2026-12-10"
    first = [*to_review(child), decide(child, REVIEWED, "plan continues", category="NEG")]
    second = [advance("2026-11-16"), request(on), book(on, met), invite(on), sit(met, 1), outline(met)]
    return [*first, set_dates(REVIEWED, "", met), *second]


def test_at_a_later_review_a_plan_ends_without_more_ado(play_plan) -> None:
    """The first review is over; most authorities ask for no full agreement."""
    ended = decide("Ava", "2026-12-10", "plan ends", consensus="no")
    played = play_plan(*to_second_review("Ava"), ended)
    assert "plan ended" in played.sent
    assert not played.recorded("record_exception")


@pytest.mark.clause("WAR-004")
def test_in_warwickshire_a_plan_that_ends_without_all_members_needs_a_reason(warwickshire: Stage) -> None:
    """When in doubt it goes on."""
    steps = to_second_review("Ava")
    with pytest.raises(BadRehearsal, match="why it is so"):
        warwickshire.play(*steps, decide("Ava", "2026-12-10", "plan ends", consensus="no"))
    agreed = warwickshire.play(*steps, decide("Ava", "2026-12-10", "plan ends"))
    assert "plan ended" in agreed.sent
    assert not agreed.recorded("record_exception")


@pytest.mark.clause("NYO-034")
def test_in_warwickshire_a_first_review_asks_for_a_reason_too(warwickshire: Stage) -> None:
    """Even if all agree."""
    with pytest.raises(BadRehearsal, match="why it is so"):
        warwickshire.play(*to_review("Ava"), decide("Ava", REVIEWED, "plan ends"))


def test_rotherham_asks_for_three_agencies() -> None:
    """As the table says: two are too few without a reason."""
    rotherham = Stage("rotherham")
    with pytest.raises(BadRehearsal, match="who is missing"):
        rotherham.play(*to_sitting("Ava"), sit(MET, 1, contact=["Social care", "Police"]))
    rotherham.engine.close()


@pytest.mark.clause("ROT-123")
def test_a_review_has_the_same_chair_or_the_reason_is_kept(play_plan) -> None:
    """The chair of the last conference is suggested."""
    called = to_second_review("Ava")[:-4]
    with pytest.raises(BadRehearsal, match="reason for this day or chair"):
        play_plan(*called, book("2026-11-16", "2026-12-10", chair="Someone Else"))
    played = play_plan(*called, book("2026-11-16", "2026-12-10", chair="Someone Else", unusual_reason=LONG))
    assert len(played.recorded("record_exception")) == 1
    assert not play_plan(*called, book("2026-11-16", "2026-12-10")).recorded("record_exception")
