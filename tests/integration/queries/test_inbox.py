"""The inbox: the right tasks, the most urgent first, in pages that hold each once; and counts that agree with tags."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine import DUE_SOON, LATE, Actor, Reader
from engine.domain.views import NO_DATE, ON_TIME
from tests.integration.family import MONDAY, PRIYA, House
from tests.integration.queries.seeding import Seeds

TODAY = MONDAY.date()


@pytest.fixture
def many(seeds: Seeds) -> list[int]:
    """Forty tasks for Priya's role: late, due, far away and without a date, several on the same day."""
    case = seeds.case()
    instance = seeds.instance(case, seeds.child(case))
    offsets = [None if n % 5 == 0 else n * 7 % 20 - 8 for n in range(40)]
    days = [None if offset is None else TODAY + timedelta(days=offset) for offset in offsets]
    return [seeds.task(instance, case, due_on=day) for day in days]


def pages(reader: Reader, actor: Actor, which: str, size: int) -> list:
    found, after = [], None
    while True:
        page = reader.inbox(actor, which, after, size)
        assert len(page) <= size
        found += page
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("size", [1, 7, 40, 100])
def test_pages_hold_every_task_once_the_most_urgent_first(reader: Reader, many: list[int], size: int):
    lines = pages(reader, PRIYA, "roles", size)
    assert sorted(line.id for line in lines) == many
    assert [line.id for line in lines] == [
        line.id for line in sorted(lines, key=lambda one: (one.due_on is None, one.due_on or date.max, one.id))
    ]


def test_the_counts_agree_with_the_tags(reader: Reader, many: list[int]):
    """A late task is late in the list and in the number above it."""
    tags = [line.tag for line in pages(reader, PRIYA, "roles", 100)]
    counts = reader.counts(PRIYA)
    assert (counts.mine, counts.roles) == (0, len(many))
    assert (counts.late, counts.due_soon) == (tags.count(LATE), tags.count(DUE_SOON))
    assert counts.late and counts.due_soon and tags.count(NO_DATE) and tags.count(ON_TIME)


def test_an_amber_date_makes_a_task_due_soon(reader: Reader, seeds: Seeds):
    case = seeds.case()
    instance = seeds.instance(case)
    far = TODAY + timedelta(days=30)
    seeds.task(instance, case, due_on=far, amber_on=TODAY)
    seeds.task(instance, case, due_on=far, amber_on=TODAY + timedelta(days=1))
    assert [line.tag for line in reader.inbox(PRIYA, "roles")] == [DUE_SOON, ON_TIME]
    assert reader.counts(PRIYA).due_soon == 1


def test_a_task_taken_is_its_takers_and_nobody_elses(reader: Reader, seeds: Seeds):
    case = seeds.case()
    instance = seeds.instance(case)
    mine = seeds.task(instance, case, claimed_by=PRIYA.person, claimed_name=PRIYA.name)
    seeds.task(instance, case, claimed_by="someone", claimed_name="Someone")
    assert [line.id for line in reader.inbox(PRIYA, "mine")] == [mine]
    assert len(reader.inbox(PRIYA, "roles")) == 0


def test_a_role_sees_the_tasks_that_it_does_for_people_outside(reader: Reader, seeds: Seeds):
    """The lane names a parent; the role in `acted_by` records for them."""
    case = seeds.case()
    outside = seeds.task(seeds.instance(case), case, role="parent", acted_by="social_worker")
    (line,) = reader.inbox(PRIYA, "roles")
    assert (line.id, line.role_name, line.acted_by_name) == (outside, "Parent", "Social worker")


def test_a_role_sees_no_other_roles_tasks(reader: Reader, seeds: Seeds):
    case = seeds.case()
    seeds.task(seeds.instance(case), case, role="conference_chair")
    assert len(reader.inbox(PRIYA, "roles")) == 0 and reader.counts(PRIYA).roles == 0


def test_done_tasks_come_newest_first_in_pages(reader: Reader, seeds: Seeds):
    case = seeds.case()
    instance = seeds.instance(case)
    moments = [datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(microseconds=n // 2) for n in range(9)]
    done = [
        seeds.task(instance, case, state="done", done_by=PRIYA.person, done_name=PRIYA.name, ended_at=moment)
        for moment in moments
    ]
    assert [line.id for line in pages(reader, PRIYA, "done", 4)] == done[::-1]


def test_somebody_without_a_role_has_an_empty_inbox(reader: Reader, many: list[int]):
    nobody = Actor("p-9", "No Body")
    assert len(reader.inbox(nobody, "roles")) == 0 and reader.counts(nobody).roles == 0


def test_a_key_that_is_none_shows_the_first_page(reader: Reader, many: list[int]):
    for key in ("", "x", "2026-13-01.4", "-.x", ".", "9" * 60):
        assert len(reader.inbox(PRIYA, "roles", key, 100)) == 40
        assert len(reader.inbox(PRIYA, "done", key)) == 0


def test_a_line_says_what_people_need_to_know(house: House, reader: Reader, seeds: Seeds):
    case = seeds.case("Nowak")
    instance = seeds.instance(case, seeds.child(case, "Ava"), seeds.child(case, "Ben"))
    seeds.task(instance, case, due_on=TODAY - timedelta(days=3), item="1", item_name="Ava", due_sum="a sum")
    (line,) = reader.inbox(PRIYA, "roles")
    assert (line.family_name, line.children, line.title) == ("Nowak", ("Ava", "Ben"), "Write it down: Ava")
    assert (line.tag, line.days, line.due_sum, line.process) == (LATE, -1, "a sum", "Note")
