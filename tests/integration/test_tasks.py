"""Doing tasks: what completing one records, who may, and what happens when it cannot be."""

import pytest

from engine import (
    AnswersRefused,
    NotAllowed,
    NotFound,
    RequestReused,
    TaskAlreadyDone,
    TaskClaimedByAnother,
    TaskNotClaimed,
)
from tests.integration.family import CHAIR, MONDAY, PRIYA, TOM, House


def test_completing_a_task_opens_the_next_and_says_whose_it_is(house: House):
    case = house.open("Ava", "Ben")
    done = house.do(case, "first_talk", go_on="yes")
    assert (done.case_id, done.when, [task.name for task in done.next_tasks]) == (case, MONDAY, ["see the child"])
    assert done.next_tasks[0].yours
    assert house.open_tasks(case) == ["see_the_child"]


def test_what_was_answered_is_kept_with_who_and_when(house: House):
    case = house.open()
    house.do(case, "first_talk", words="We talked.", go_on="no")
    row = house.rows('select element, form, given_by, "values" from answers order by id')[-1]
    assert row[:3] == ("first_talk", "talk", PRIYA.person)
    assert "We talked." in str(row[3])


def test_a_task_that_is_done_tells_the_second_who_did_it_and_when(house: House):
    case = house.open()
    house.do(case, "first_talk", actor=TOM)
    with pytest.raises(TaskAlreadyDone) as refused:
        house.do(case, "first_talk")
    assert str(refused.value).startswith("Tom Reed completed this task on 5 January 2026 at 9:00am.")


def test_the_same_request_gives_the_first_outcome_and_does_nothing_again(house: House):
    case = house.open()
    task = house.task(case, "first_talk")
    first = house.engine.complete_task(PRIYA, "once", task, {"go_on": "yes"})
    house.later(hours=3)
    assert house.engine.complete_task(PRIYA, "once", task, {"go_on": "no"}) == first
    assert len(house.rows("select id from events where request_id = 'once'")) == 1


def test_a_request_id_cannot_be_used_for_something_else(house: House):
    one, other = house.open(), house.open()
    house.engine.complete_task(PRIYA, "once", house.task(one, "first_talk"), {})
    with pytest.raises(RequestReused):
        house.engine.complete_task(PRIYA, "once", house.task(other, "first_talk"), {})
    with pytest.raises(RequestReused):
        house.engine.complete_task(TOM, "once", house.task(one, "first_talk"), {})
    with pytest.raises(RequestReused):
        house.engine.claim_task(PRIYA, "once", house.task(other, "first_talk"))


def test_opening_a_case_twice_with_one_request_opens_one(house: House):
    raw = {"family_name": "Green", "children": [{"given_name": "Ava", "birth_date": "2019-03-27"}]}
    first = house.engine.open_case(PRIYA, "open", "intake", raw)
    assert house.engine.open_case(PRIYA, "open", "intake", raw) == first
    assert house.rows("select reference from cases") == [(first.reference,)]


def test_starting_an_instance_twice_with_one_request_starts_one(house: House):
    case = house.open()
    first = house.engine.start_instance(PRIYA, "start", case, "note")
    assert house.engine.start_instance(PRIYA, "start", case, "note") == first
    assert house.open_tasks(case) == ["first_talk", "write_it_down"]


def test_answers_that_are_wrong_record_nothing(house: House):
    with pytest.raises(AnswersRefused) as refused:
        house.engine.open_case(PRIYA, "open", "intake", {"family_name": "", "children": []})
    assert any(problem.path[0] == "family_name" for problem in refused.value.problems)
    assert house.rows("select id from cases") == []


def test_only_the_role_of_the_lane_may_do_its_task(house: House):
    case = house.open()
    with pytest.raises(NotAllowed):
        house.do(case, "first_talk", actor=CHAIR)
    with pytest.raises(NotAllowed):
        house.engine.open_case(CHAIR, "open", "intake", {})


def test_a_restricted_case_is_not_there_for_those_who_do_not_work_it(house: House):
    case = house.open(restricted=True)
    task = house.task(case, "first_talk")
    for attempt in (
        lambda: house.engine.complete_task(PRIYA, "a", task, {}),
        lambda: house.engine.claim_task(PRIYA, "b", task),
        lambda: house.engine.save_draft(PRIYA, task, {}),
        lambda: house.engine.start_instance(PRIYA, "c", case, "note"),
        lambda: house.engine.deliver_message(PRIYA, "d", case, "asked", [1]),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_claimed_task_is_left_to_the_one_who_claimed_it(house: House):
    case = house.open()
    task = house.task(case, "first_talk")
    house.engine.claim_task(TOM, "claim", task)
    house.engine.claim_task(TOM, "claim", task)
    house.engine.claim_task(TOM, "claim again", task)
    for attempt in (house.engine.claim_task, house.engine.release_task):
        with pytest.raises(TaskClaimedByAnother, match="Tom Reed took this task on 5 January 2026"):
            attempt(PRIYA, house.request(), task)
    with pytest.raises(TaskClaimedByAnother):
        house.do(case, "first_talk")
    house.engine.release_task(TOM, "give back", task)
    with pytest.raises(TaskNotClaimed):
        house.engine.release_task(TOM, "give back again", task)
    house.do(case, "first_talk")
    assert [
        row.verb for row in house.rows("select verb from events where case_id = :case order by number", case=case)
    ] == [
        "open_case",
        "claim_task",
        "release_task",
        "complete_task",
    ]


def test_a_draft_survives_until_its_task_is_done_and_is_its_writers_own(house: House):
    case = house.open()
    task = house.task(case, "first_talk")
    house.engine.save_draft(TOM, task, {"words": "Tom's"})
    house.engine.save_draft(PRIYA, task, {"words": "first"})
    house.later(minutes=1)
    assert house.engine.save_draft(PRIYA, task, {"words": "second"}) == house.clock.now()
    house.engine.claim_task(TOM, "claim", task)
    house.engine.save_draft(PRIYA, task, {"words": "third"})
    kept = dict(house.rows("select person, raw from drafts"))
    assert "third" in str(kept[PRIYA.person]) and "Tom's" in str(kept[TOM.person])
    house.do(case, "first_talk", actor=TOM)
    assert [row.person for row in house.rows("select person from drafts")] == [PRIYA.person]
    with pytest.raises(TaskAlreadyDone):
        house.engine.save_draft(PRIYA, task, {"words": "too late"})


def test_a_process_can_be_started_for_some_of_the_children_only(house: House):
    case, other = house.open("Ava", "Ben"), house.open("Cy")
    ava = house.children(case)[0]
    instance = house.start(case, "note", ava)
    assert house.rows("select child_id from instance_children where instance_id = :id", id=instance) == [(ava,)]
    with pytest.raises(NotFound):
        house.start(case, "note", *house.children(other))
    with pytest.raises(NotFound):
        house.start(case, "visit")  # a message starts it, nobody by hand


def test_a_process_that_opens_cases_can_be_started_again_in_one_without_asking_for_the_family(house: House):
    case = house.open("Ava", "Ben")
    house.do(case, "first_talk", go_on="no")
    house.start(case, "intake")
    assert house.open_tasks(case) == ["first_talk"]
    assert len(house.children(case)) == 2
