"""Servers that hang, lie or answer half: a refusal in plain words within three seconds, never a log-in."""

from collections.abc import Iterator
from time import perf_counter

import pytest

from engine.domain.errors import DirectoryUnavailable
from tests.integration.directory.false_server import (
    BIND,
    BOUND,
    HANG_UP,
    YES,
    done,
    entry,
    false_server,
    message,
)

SECONDS = 3.0
PRIYA = "c7cd9e34-8380-55c3-9b37-5e8b1e085e6c"
SAM = {"entryUUID": "e6de42e6-0e26-5ced-9bd9-c29a575deddf", "uid": "sam.lee", "cn": "Sam Lee"}
SAMS_NAME = "uid=sam.lee,ou=people,dc=demo,dc=invalid"


def says_nothing(number: int, operation: int) -> Iterator[bytes]:
    yield from ()


def speaks_nonsense(number: int, operation: int) -> Iterator[bytes]:
    yield b"HTTP/1.1 400 Bad Request\r\n\r\n"


def sends_other_bytes(number: int, operation: int) -> Iterator[bytes]:
    yield message(number, BOUND, b"\xff\xff\xff\xff\xff")


def hangs_up(number: int, operation: int) -> Iterator[bytes]:
    yield HANG_UP


def answers_half_and_hangs_up(number: int, operation: int) -> Iterator[bytes]:
    yield from agrees(number, operation) if operation == BIND else (entry(number, SAMS_NAME, **SAM)[:20], HANG_UP)


def answers_half_and_waits(number: int, operation: int) -> Iterator[bytes]:
    yield from agrees(number, operation) if operation == BIND else (entry(number, SAMS_NAME, **SAM)[:20],)


def sends_a_byte_now_and_then(number: int, operation: int) -> Iterator[bytes]:
    for byte in message(number, BOUND, YES):
        yield bytes([byte])
        yield from [b""] * 5


def turns_pages_for_ever(number: int, operation: int) -> Iterator[bytes]:
    yield from agrees(number, operation) if operation == BIND else (done(number, b"more"), b"")


def answers_another_question(number: int, operation: int) -> Iterator[bytes]:
    yield from agrees(number, operation) if operation == BIND else (done(number + 7),)


def sends_elsewhere(number: int, operation: int) -> Iterator[bytes]:
    yield message(number, BOUND, b"\x0a\x01\x0a\x04\x00\x04\x00")


def has_someone_else(number: int, operation: int) -> Iterator[bytes]:
    yield from (agrees(number, operation) if operation == BIND else (entry(number, SAMS_NAME, **SAM) + done(number),))


def agrees(number: int, operation: int) -> Iterator[bytes]:
    yield message(number, BOUND, YES)


BROKEN = (
    says_nothing,
    speaks_nonsense,
    sends_other_bytes,
    hangs_up,
    answers_half_and_hangs_up,
    answers_half_and_waits,
    sends_a_byte_now_and_then,
    turns_pages_for_ever,
    answers_another_question,
    sends_elsewhere,
)


@pytest.fixture
def opened_on(opened, shared_slapd):
    """A function that opens the directory of a false server."""
    return lambda *addresses: opened(shared_slapd, servers=addresses, in_the_clear=True, nested="memberof")


@pytest.mark.parametrize("answer", BROKEN, ids=lambda answer: answer.__name__)
def test_a_server_that_is_broken_is_told_within_three_seconds(opened_on, answer) -> None:
    with false_server(answer) as address:
        directory, began = opened_on(address), perf_counter()
        with pytest.raises(DirectoryUnavailable, match="nobody can log in just now"):
            directory.authenticate("sam.lee", "demo-sam")
        assert perf_counter() - began < SECONDS


def test_a_server_that_says_yes_to_everything_makes_nobody_someone_else(opened_on) -> None:
    """It answers with Sam whoever is asked for, and takes any password."""
    with false_server(has_someone_else) as address:
        directory = opened_on(address)
        assert directory.authenticate("priya.shah", "demo-priya") is None
        assert directory.person(PRIYA) is None


def test_where_the_first_server_hangs_the_second_answers_in_time(opened_on, shared_slapd) -> None:
    with false_server(says_nothing) as address:
        directory, began = opened_on(address, shared_slapd.ldap), perf_counter()
        person = directory.authenticate("sam.lee", "demo-sam")
        assert person and person.name == "Sam Lee"
        assert perf_counter() - began < SECONDS
