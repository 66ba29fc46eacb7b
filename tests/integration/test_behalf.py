"""Tasks of people outside the directory: done for a named person, and told as such wherever the task is told."""

from datetime import date

import pytest

from engine import CLOCK, Actor, AnswersRefused, BadRehearsal, Behalf, read_scenario
from tests.integration.family import MONDAY, PRIYA, House, release

PARENT = Actor("p-9", "Pat Parent", frozenset({"parent"}))
AMIR = Behalf("Dr Amir", date(2026, 1, 2), "letter")
TALKS = '<spiffworkflow:property name="form" value="talk"/>'


@pytest.fixture
def acting(house: House) -> tuple[House, int]:
    """A case with a note whose lane is a parent's, for whom a social worker acts."""
    files = release()
    name = next(path for path in files if path.endswith("note.bpmn"))
    text = files[name].decode().replace("social_worker", "parent").replace("Social worker", "Parent")
    acted = f'{TALKS}<spiffworkflow:property name="acted_by" value="social_worker"/>'
    house.engine.publish(CLOCK, house.request(), files | {name: text.replace(TALKS, acted).encode()})
    case = house.open()
    house.engine.start_instance(CLOCK, house.request(), case, "note")
    return house, case


def complete(house: House, case: int, behalf: Behalf | None, actor: Actor = PRIYA) -> int:
    """Do the note's first task; gives its id."""
    task = house.task(case, "write_it_down")
    house.engine.complete_task(actor, house.request(), task, {"words": "Well"}, behalf)
    return task


def view(house: House, task: int):
    """The task's page, for the social worker."""
    with house.engine.session() as session:
        return house.engine.reading(session).task(PRIYA, task)


def test_it_is_refused_without_saying_for_whom(acting):
    house, case = acting
    with pytest.raises(AnswersRefused) as refused:
        complete(house, case, None)
    assert {problem.path[0] for problem in refused.value.problems} == {"_on_behalf_of", "_received_on", "_channel"}
    assert house.open_tasks(case)[-1] == "write_it_down"


def test_what_is_said_stands_on_the_task_and_in_the_chronology(acting):
    house, case = acting
    task = complete(house, case, AMIR)
    assert view(house, task).behalf == AMIR
    assert view(house, task).answers == {"words": "Well", "go_on": None}
    with house.engine.session() as session:
        entry = house.engine.reading(session).chronology(PRIYA, case).items[0]
    assert entry.behalf == "Dr Amir, received on 2 January 2026 (letter)"


def test_the_page_asks_before_the_tasks_own_form(acting):
    house, case = acting
    found = view(house, house.task(case, "write_it_down"))
    assert found.for_another
    assert [one.label for one in found.form.components][:1] == ["On behalf of someone else"]


def test_a_person_of_the_role_itself_does_it_for_nobody(house: House, acting):
    made, case = acting
    task = complete(made, case, None, PARENT)
    assert view(made, task).behalf is None


def test_where_nobody_is_acted_for_it_counts_for_nothing(house: House):
    case = house.open()
    task = house.task(case, "first_talk")
    house.engine.complete_task(PRIYA, house.request(), task, {}, AMIR)
    assert view(house, task).behalf is None
    assert MONDAY.date() > AMIR.received_on


def test_a_scenario_that_says_it_wrongly_is_told_so():
    steps = "title: A visit\nsteps:\n  - do: note\n    by: priya\n    behalf: {nmae: Dr Amir}\n"
    with pytest.raises(BadRehearsal, match="there is no nmae here, only: channel, name, received_on"):
        read_scenario("visit.yaml", steps)
