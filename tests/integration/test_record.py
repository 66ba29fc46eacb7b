"""Proving the record: the chain of a case, its payloads, answers and states, and the sealed looks."""

import pytest
from sqlalchemy import text

from engine import CLOCK, Look, NotFound
from tests.integration.family import PRIYA, House

BYTES = [
    ("events", "person_name", "number = 2"),
    ("events", "verb", "number = 2"),
    ("events", "digest", "number = 2"),
    ("events", "before", "number = 2"),
    ("events", "payload_digest", "number = 1"),
    ("event_payloads", "payload", "event_id = (select id from events where number = 2)"),
    ("event_payloads", "salt", "event_id = (select id from events where number = 1)"),
    ("answers", "values", "element = 'first_talk'"),
    ("instances", "state", "process = 'visit'"),
    ("cases", "head", "1 = 1"),
    ("children", "given_name", "1 = 1"),
]


@pytest.fixture
def proved(house: House) -> House:
    case = house.open()
    house.do(case, "first_talk", words="Seen.", go_on="yes")
    assert house.engine.verify_record() == []
    return house


@pytest.mark.parametrize(("table", "column", "where"), BYTES, ids=[f"{table}.{column}" for table, column, _ in BYTES])
def test_one_changed_byte_is_found(proved: House, table: str, column: str, where: str):
    change(proved, f'select cast("{column}" as text) from {table} where {where}', table, column, where)
    (case,) = proved.rows("select id from cases")
    assert proved.engine.verify_record(case.id) != []
    assert proved.engine.verify_record() != []


def change(house: House, read: str, table: str, column: str, where: str) -> None:
    """Turn one letter of the value into another that keeps it readable."""
    with house.engine.database.begin() as connection:
        value = connection.execute(text(read)).scalar()
        place = next(at for at, letter in enumerate(value) if letter.isalpha() and at >= len(value) // 2)
        other = "b" if value[place] != "b" else "c"
        changed = value[:place] + other + value[place + 1 :]
        kind = "cast(:value as json)" if column == "values" and house.url.startswith("postgresql") else ":value"
        connection.execute(text(f'update {table} set "{column}" = {kind} where {where}'), {"value": changed})


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_event_that_was_taken_away_is_found(proved: House, number: int):
    (case,) = proved.rows("select id from cases")
    proved.engine.claim_task(PRIYA, proved.request(), proved.task(case.id, "see_the_child"))
    with proved.engine.database.begin() as connection:
        gone = f"(select id from events where number = {number})"
        connection.execute(text(f"delete from event_payloads where event_id = {gone}"))
        connection.execute(text(f"delete from events where number = {number}"))
    assert proved.engine.verify_record(case.id) != []


def test_a_case_all_of_whose_events_are_gone_is_found(proved: House):
    with proved.engine.database.begin() as connection:
        connection.execute(text("delete from event_payloads"))
        connection.execute(text("delete from events"))
    assert proved.engine.verify_record() != []


def test_other_cases_stay_proved_when_one_is_broken(proved: House):
    other = proved.open()
    change(proved, "select person_name from events where number = 2", "events", "person_name", "number = 2")
    assert proved.engine.verify_record(other) == []


def test_looks_are_sealed_once_in_a_chain_and_a_changed_one_is_found(proved: House):
    (case,) = proved.rows("select id from cases")
    proved.engine.record_looks(PRIYA, [Look("case", case.id, "CP-00001"), Look("tasks")])
    assert proved.engine.seal_looks() == 2
    proved.engine.record_looks(PRIYA, [Look("search", None, "Green")])
    assert (proved.engine.seal_looks(), proved.engine.seal_looks()) == (1, 0)
    assert proved.engine.verify_record() == []
    with proved.engine.database.begin() as connection:
        connection.execute(text("update access_log set detail = 'Grean' where detail = 'Green'"))
    assert [broken.what for broken in proved.engine.verify_record()] == ["it was changed."]


def test_a_look_that_was_taken_away_is_found(proved: House):
    proved.engine.record_looks(PRIYA, [Look("tasks"), Look("cases"), Look("tasks")])
    proved.engine.seal_looks()
    with proved.engine.database.begin() as connection:
        connection.execute(text("delete from access_log where place = 2"))
    assert "is missing" in str(proved.engine.verify_record()[0])


def test_the_night_proves_the_record_once_however_many_workers_ask(proved: House):
    proved.later(hours=-8)
    assert proved.engine.run_nightly() == []
    proved.later(hours=2)
    assert [proved.engine.run_nightly() for _ in range(2)] == [["verify"], []]
    proved.later(days=1)
    assert proved.engine.run_nightly() == ["verify"]


def test_a_heartbeat_is_one_row_a_worker(proved: House):
    for worker in ("one", "two", "one"):
        proved.engine.heartbeat(worker)
    assert len(proved.rows("select worker from heartbeats")) == 2
    assert proved.engine.health().well
    proved.later(minutes=6)
    assert not proved.engine.health().well
    assert CLOCK.name == "Childpath"


def test_a_case_that_is_none_is_not_called_whole(house: House):
    with pytest.raises(NotFound):
        house.engine.verify_record(99)


def test_a_look_at_what_no_database_can_hold_is_kept_all_the_same(house: House):
    """Who typed a zero or half a character into the search, or as their name, is on record."""
    house.engine.record_looks(PRIYA, [Look("search", None, "Oko\x00ro \udc80 Żółć")])
    assert [row.detail for row in house.rows("select detail from access_log where what = 'search'")] == [
        "Oko\ufffdro \ufffd Żółć"
    ]
