"""Need to know: every question passes through one predicate, and a stranger learns nothing of a restricted case."""

import inspect

import pytest

from engine import Actor, NotFound, Reader
from tests.integration.family import PRIYA, TOM, House
from tests.integration.queries.seeding import NOW, Seeds

ASKED = {  # how each question could reach the case; None for those that tell of no case
    "inbox": lambda reader, actor, case, task: [
        line.case_id for which in ("mine", "roles", "done") for line in reader.inbox(actor, which)
    ],
    "counts": lambda reader, actor, case, task: [case] * (reader.counts(actor).roles + reader.counts(actor).mine),
    "task": lambda reader, actor, case, task: [reader.task(actor, task).line.case_id],
    "case": lambda reader, actor, case, task: [reader.case(actor, case).id],
    "child": lambda reader, actor, case, task: [reader.child(actor, case, 1).case_id],
    "family_record": lambda reader, actor, case, task: [reader.family_record(actor, case).case_id],
    "name_of_case": lambda reader, actor, case, task: [case for _ in (reader.name_of_case(actor, case), 1)],
    "chronology": lambda reader, actor, case, task: [case for _ in (reader.chronology(actor, case), 1)],
    "ended_stages": lambda reader, actor, case, task: [case for _ in (reader.ended_stages(actor, case), 1)],
    "picture": lambda reader, actor, case, task: [reader.picture(actor, 1).case_id],
    "overview": lambda reader, actor, case, task: [reader.overview(actor, case).case_id],
    "cases": lambda reader, actor, case, task: [line.id for line in reader.cases(actor, text="Hidden")],
    "open_tasks": lambda reader, actor, case, task: [line.case_id for line in reader.open_tasks(actor, case)],
    "timers": lambda reader, actor, case, task: [case for _ in reader.timers(actor, case)],
    "startable": lambda reader, actor, case, task: [case for _ in (reader.startable(actor, case), 1)],
    "start_view": lambda reader, actor, case, task: [reader.start_view(actor, "note", case).case_id],
}


@pytest.fixture
def hidden(house: House, seeds: Seeds) -> tuple[int, int]:
    """A restricted case that Priya works, with a task for her role and a timer."""
    case = seeds.case("Hidden", restricted=True)
    seeds.allocate(case, PRIYA.person)
    instance = seeds.instance(case, seeds.child(case))
    seeds.add(
        "timers", case_id=case, instance_id=instance, engine_key="k", element="e", name="T", due_at=NOW, next_try_at=NOW
    )
    return case, seeds.task(instance, case)


def learned(reader: Reader, question: str, actor: Actor, hidden: tuple[int, int]) -> bool:
    case, task = hidden
    try:
        return case in ASKED[question](reader, actor, case, task)
    except NotFound:
        return False


def test_every_question_is_asked_here():
    """A new question with an actor must be added above."""
    questions = {
        name
        for name, method in inspect.getmembers(Reader, inspect.isfunction)
        if "actor" in inspect.signature(method).parameters and not name.startswith("_")
    }
    assert questions == set(ASKED)


@pytest.mark.parametrize("question", ASKED)
def test_a_stranger_learns_nothing_of_a_restricted_case(reader: Reader, hidden: tuple[int, int], question: str):
    assert not learned(reader, question, TOM, hidden)


@pytest.mark.parametrize("question", ASKED)
def test_who_works_a_restricted_case_sees_it(reader: Reader, hidden: tuple[int, int], question: str):
    assert learned(reader, question, PRIYA, hidden)


def test_a_former_worker_of_a_restricted_case_is_a_stranger(reader: Reader, seeds: Seeds):
    case = seeds.case("Hidden", restricted=True)
    seeds.add(
        "allocations", case_id=case, person=TOM.person, person_name="T", role="social_worker", since=NOW, until=NOW
    )
    with pytest.raises(NotFound):
        reader.case(TOM, case)


def test_what_was_shown_is_collected_for_the_access_log(reader: Reader, hidden: tuple[int, int]):
    case, task = hidden
    reader.task(PRIYA, task)
    reader.case(PRIYA, case)
    reader.cases(PRIYA, text="Hidden")
    assert [(look.what, look.case_id) for look in reader.looks] == [("task", case), ("case", case), ("search", None)]
    assert "Hidden" in reader.looks[2].detail and "T-" in reader.looks[2].detail
