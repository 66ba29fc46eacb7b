"""The pages of a case, of a task and of what may be started, from work that was really done."""

from datetime import date

import pytest

from engine import NotFound, Reader
from tests.integration.family import CHAIR, PRIYA, TOM, House
from tests.integration.queries.seeding import Seeds


def read(house: House, ask):
    with house.engine.session() as session:
        return ask(house.engine.reading(session))


def test_a_case_tells_what_was_done_and_what_waits(house: House):
    case = house.open("Ava", "Ben")
    house.do(case, "first_talk", words="Hello", go_on="yes")
    view = read(house, lambda reader: reader.case(PRIYA, case))
    assert [child.given_name for child in view.children] == ["Ava", "Ben"]
    assert {line.element for line in view.open_tasks} == {"see_the_child"}
    assert [instance.ended_at is None for instance in view.instances] == [True, False]
    assert view.timers and view.open_tasks[0].due_sum
    assert view.timers[0].sentence.startswith("If “see the child” is not done by the end of ")
    assert [task.id for task in view.open_tasks if task.due_on] == sorted(task.id for task in view.dated)
    newest, oldest = view.chronology.items[0], view.chronology.items[-1]
    assert newest.sentence.startswith("Completed ") and newest.person_name == PRIYA.name and newest.task_id
    assert "Message sent: asked" in newest.details
    assert oldest.sentence.startswith("Opened the case with")


def test_a_chronology_is_paged_without_gaps(house: House):
    case = house.open()
    for _ in range(3):
        house.start(case, "note")
        house.do(case, "write_it_down", words="x")
        house.do(case, "read_it_again", words="y")
    found, after = [], None
    while True:
        page = read(house, lambda reader, after=after: reader.chronology(PRIYA, case, after, 4))
        found += [entry.number for entry in page]
        if page.next is None:
            break
        after = page.next
    assert found == list(range(len(found), 0, -1)) and len(found) == 10


@pytest.mark.parametrize("key", [2**31, 2**63 - 1, 2**63, 10**30])
def test_a_place_that_no_event_can_have_is_no_key(house: House, key: int):
    """PostgreSQL refuses to compare a column with a number that it cannot hold."""
    case = house.open()
    first = read(house, lambda reader: reader.chronology(PRIYA, case))
    assert read(house, lambda reader: reader.chronology(PRIYA, case, str(key))) == first


def test_a_fired_timer_stands_in_the_chronology_by_what_was_not_done(house: House):
    case = house.open()
    house.do(case, "first_talk", go_on="yes")
    house.later(days=30)
    house.engine.fire_due_timers()
    newest = read(house, lambda reader: reader.chronology(PRIYA, case)).items[0]
    assert newest.sentence == "Not done in time: see the child" and newest.person == ""


def test_a_task_shows_its_form_and_who_may_do_it(house: House):
    case = house.open()
    task = house.task(case, "first_talk")
    house.engine.save_draft(PRIYA, task, {"words": "half a sen"})
    view = read(house, lambda reader: reader.task(PRIYA, task))
    assert view.may_act and view.form.title == "Talk" and view.draft == {"words": "half a sen"} and view.drafted_at
    assert view.name == view.line.name and view.answers is None
    others = read(house, lambda reader: reader.task(CHAIR, task))
    assert not others.may_act and others.draft is None


def test_a_done_task_shows_its_answers(house: House):
    case = house.open()
    task = house.task(case, "first_talk")
    house.do(case, "first_talk", words="All of it", go_on="no")
    view = read(house, lambda reader: reader.task(TOM, task))
    assert not view.may_act and view.answers["words"] == "All of it" and view.line.done_name == PRIYA.name


@pytest.mark.parametrize("text", ["shaw", "AVA", "T-", "av sha", "Ava Shaw"])
def test_a_case_is_found_by_any_part_of_its_names(reader: Reader, seeds: Seeds, text: str):
    case = seeds.case("Shaw")
    seeds.child(case, "Ava")
    seeds.case("Nowak")
    assert case in [line.id for line in reader.cases(PRIYA, text=text)]


def test_signs_of_a_search_mean_themselves(reader: Reader, seeds: Seeds):
    """A percent sign is no wild card."""
    seeds.case("Shaw")
    assert len(reader.cases(PRIYA, text="%")) == len(reader.cases(PRIYA, text="_h")) == 0


def test_cases_are_paged_newest_first(reader: Reader, seeds: Seeds):
    made = [seeds.case() for _ in range(5)]
    first = reader.cases(PRIYA, size=3)
    second = reader.cases(PRIYA, after=first.next, size=3)
    assert [line.id for line in (*first, *second)] == made[::-1] and second.next is None


def test_what_may_be_started_depends_on_the_role_and_the_place(house: House):
    case = house.open()
    outside, inside, chairs = (
        read(house, lambda reader: reader.startable(PRIYA)),
        read(house, lambda reader: reader.startable(PRIYA, case)),
        read(house, lambda reader: reader.startable(CHAIR)),
    )
    assert [one.process for one in outside] == ["intake"] and outside[0].opens
    assert {"note", "intake"} <= {one.process for one in inside} and not any(one.opens for one in inside)
    assert chairs == []


def test_the_page_that_starts_a_process_offers_the_children(house: House):
    case = house.open("Ava", "Ben")
    view = read(house, lambda reader: reader.start_view(PRIYA, "note", case))
    assert [child.given_name for child in view.children] == ["Ava", "Ben"] and view.case_id == case
    assert read(house, lambda reader: reader.start_view(PRIYA, "intake")).form is not None
    for process, where in [("note", None), ("nothing", None), ("note", 10**9)]:
        with pytest.raises(NotFound):
            read(house, lambda reader, process=process, where=where: reader.start_view(PRIYA, process, where))


def test_a_case_says_where_each_child_stands_the_most_telling_first(house: House):
    seeds = Seeds(house)
    case = seeds.case()
    ava, ben, cal = (seeds.child(case, name) for name in ("Ava", "Ben", "Cal"))
    instance = seeds.instance(case, ava, ben)
    asked = {"case_id": case, "instance_id": instance, "kind": "initial", "requested_on": date(2026, 1, 5)}
    conference = seeds.add("conferences", **asked, planned_on=date(2026, 1, 20))
    for child in (ava, ben):
        seeds.add("conference_children", conference_id=conference, child_id=child)

    def standing() -> list[str]:
        return [child.standing for child in read(house, lambda reader: reader.case(PRIYA, case)).children]

    assert standing() == ["Waiting for a conference: planned for 20 January 2026"] * 2 + [""]
    decided = {"case_id": case, "child_id": ben, "conference_id": conference, "decided_on": date(2026, 1, 20)}
    seeds.add("decisions", **decided, outcome="no plan")
    plan = {"case_id": case, "child_id": cal, "started_on": date(2026, 1, 20)}
    seeds.add("plans", **plan, category="NEG", initial_category="NEG")
    assert standing()[1:] == ["", "On a child protection plan since 20 January 2026 (neglect)"]
    former = {"case_id": case, "child_id": ava, "started_on": date(2025, 3, 3), "ended_on": date(2026, 1, 5)}
    seeds.add("plans", **former, category="NEG", initial_category="NEG")
    assert standing()[0] == "", "its plan ended in another way, so the conference asked for before waits for nothing"
