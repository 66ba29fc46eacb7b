"""The page of a child, and the record of a family: everything that was recorded, and of others no more than names."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from engine import NotFound, Reader
from engine.domain.record_views import ChildRecord, FamilyRecord, RecordLines
from tests.integration.family import PRIYA, House
from tests.integration.known_family import Known, know_everything
from tests.integration.queries.seeding import Seeds
from tests.integration.queries.test_facts import statements

MOST_STATEMENTS = 36


@pytest.fixture
def known(house: House) -> Known:
    return know_everything(house)


@pytest.fixture
def ava(known: Known, reader: Reader) -> ChildRecord:
    return reader.child(PRIYA, known.recording.case, known.ava)


@pytest.fixture
def everyone(known: Known, reader: Reader) -> FamilyRecord:
    return reader.family_record(PRIYA, known.recording.case)


def names_in(value: object) -> Iterator[str]:
    """Every text within a line and the lines in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from names_in(one)
    elif hasattr(value, "__dataclass_fields__"):
        for one in fields(value):
            yield from names_in(getattr(value, one.name))


def test_a_childs_page_says_who_the_child_is(ava: ChildRecord):
    assert (ava.child.name, ava.ethnicity, ava.disabilities, ava.eighteen_on) == (
        "Ava Green",
        "WBRI",
        ("HEAR", "LD"),
        date(2030, 5, 4),
    )


def test_a_childs_page_tells_of_everything(ava: ChildRecord):
    """Nothing is empty but what did not happen to Ava: a move, and a correction."""
    empty = {one.name for one in fields(RecordLines) if not getattr(ava.record, one.name)}
    assert empty == {"transfers", "corrections"}


def test_a_conference_brings_all_that_belongs_to_it(ava: ChildRecord):
    review, initial = ava.record.conferences
    assert ava.record.reviews == (review,)
    assert (initial.limit_date, initial.held_on, initial.chair) == (date(2026, 3, 23), date(2026, 3, 24), "Ada Chair")
    assert [(one.state, one.attended) for one in initial.sittings] == [("put off", None), ("held", ("PC Lewis",))]
    assert [(one.name, one.attended) for one in initial.invitations] == [("PC Lewis", True), ("J. Moore", False)]
    (quorum,) = initial.sittings[1].children
    assert (quorum.child, quorum.quorate, quorum.participation) == ("Ava", True, "PN2")
    assert [one.limit_date for one in initial.departures] == [date(2026, 3, 23)]
    assert [(one.outcome, one.category) for one in initial.decisions] == [("protection plan", "NEG")]
    assert [one.agreed for one in initial.oversights] == [True]
    assert [one.recipient for one in initial.amendments] == ["Both parents"]


def test_plans_visits_and_workers_come_newest_first(ava: ChildRecord):
    (plan,) = ava.record.plans
    assert (plan.initial_category, plan.category, plan.previous, plan.ending) == ("NEG", "EMO", 2, "review")
    assert [(one.held_on, one.children[0].seen) for one in ava.record.visits] == [
        (date(2026, 4, 10), False),
        (date(2026, 4, 1), True),
    ]
    assert [(one.name, one.until) for one in ava.record.lead_workers] == [
        ("Tom Reed", None),
        ("Priya Shah", date(2026, 5, 1)),
    ]
    (paper,) = ava.record.dispatches
    assert [one.name for one in paper.recipients] == ["Both parents", "PC Lewis"]


def test_a_childs_page_says_nothing_of_brothers_and_sisters_but_their_names(
    known: Known, ava: ChildRecord, reader: Reader
):
    """Names stand beside what was about several children, such as a discussion."""
    assert {one.children for one in ava.record.discussions} == {("Ava", "Ben")}
    assert {one.child for one in ava.record.enquiries} == {"Ava"}
    ben = reader.child(PRIYA, known.recording.case, known.ben)
    assert (ben.record.conferences, ben.record.plans, ben.record.visits, ben.record.dispatches) == ((), (), (), ())
    cal = reader.child(PRIYA, known.recording.case, known.cal)
    assert [(one.kind, one.children) for one in cal.record.conferences] == [("transfer in", ("Cal",))]
    assert [one.other_authority for one in cal.record.transfers] == ["Leeds"]
    assert "NEG" not in set(names_in(cal.record))


def test_a_familys_record_has_every_childs(known: Known, everyone: FamilyRecord):
    assert [child.given_name for child in everyone.children] == ["Ava", "Ben", "Cal"]
    assert [one.child for one in everyone.record.enquiries] == ["Ben", "Ava"]
    assert {one.kind for one in everyone.record.conferences} == {"initial", "review", "transfer in"}
    assert {(one.child, one.other_authority) for one in everyone.record.plans} == {
        ("Ava", ""),
        ("Cal", "Leeds"),
        ("Cal", ""),
    }


def test_a_correction_stands_on_the_page(known: Known, reader: Reader):
    known.recording.do("correct_date", of="conference", id=known.conference, to="2026-03-25", reason="Mistyped.")
    newest = reader.family_record(PRIYA, known.recording.case).record.corrections
    assert {(one.former, one.corrected, one.person_name) for one in newest} == {
        (date(2026, 3, 24), date(2026, 3, 25), PRIYA.name)
    }


def test_a_page_costs_the_same_number_of_statements_whatever_the_record_holds(house: House, known: Known):
    """However many conferences, visits and papers there are."""
    counts = []
    for _ in range(2):
        with statements(house) as sent, house.engine.session() as session:
            house.engine.reading(session).family_record(PRIYA, known.recording.case)
        counts.append(len([one for one in sent if "SELECT" in one]))
        for day in range(1, 20):
            seen = [{"child": known.ava, "seen": "yes"}]
            known.recording.do("record_visit", held_on=date(2026, 7, day), children=seen)
    assert counts[0] == counts[1] <= MOST_STATEMENTS


def test_a_child_of_another_case_is_not_found(known: Known, reader: Reader, seeds: Seeds):
    other = seeds.child(seeds.case())
    with pytest.raises(NotFound):
        reader.child(PRIYA, known.recording.case, other)


def test_looks_say_whose_page_was_read(known: Known, reader: Reader):
    reader.child(PRIYA, known.recording.case, known.ava)
    reader.family_record(PRIYA, known.recording.case)
    assert [(look.what, look.detail) for look in reader.looks] == [
        ("child", f"Ava Green ({known.ava})"),
        ("record", f"CP-{known.recording.case:05d}"),
    ]
