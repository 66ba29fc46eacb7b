"""A server that speaks LDAP in the clear and means harm, or is broken: it answers whatever a test tells it to."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

BIND, SEARCH = 0x60, 0x63  # the operations that are asked for
BOUND, ENTRY, DONE = 0x61, 0x64, 0x65
YES = b"\x0a\x01\x00\x04\x00\x04\x00"  # a result: success, no name, no words
PAGING = b"1.2.840.113556.1.4.319"

Answer = Callable[[int, int], Iterator[bytes]]  # from the number of a message and its operation to what is sent


@contextmanager
def false_server(answer: Answer) -> Iterator[str]:
    """The address of a server that answers so, until the test is done."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        serving = Thread(target=_accept, args=(listening, answer, over))
        serving.start()
        try:
            yield f"ldap://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()
            serving.join()


def _accept(listening: socket.socket, answer: Answer, over: Event) -> None:
    threads = []
    while not over.is_set():
        with suppress(TimeoutError):
            asking, _ = listening.accept()
            threads.append(Thread(target=_converse, args=(asking, answer, over)))
            threads[-1].start()
    for one in threads:
        one.join()


def _converse(asking: socket.socket, answer: Answer, over: Event) -> None:
    asking.settimeout(0.05)
    with asking, suppress(OSError):
        while not over.is_set():
            asked = _heard(asking)
            if asked == b"" or (asked and not _answered(asking, asked, answer, over)):
                return


def _heard(asking: socket.socket) -> bytes | None:
    """What was asked; nothing when the other side has ended, None when it is silent."""
    with suppress(TimeoutError):
        return asking.recv(65536)
    return None


def _answered(asking: socket.socket, asked: bytes, answer: Answer, over: Event) -> bool:
    """Send what the test wants; an empty piece is a pause, and the end of all pieces without one ends nothing."""
    number, operation = _head(asked)
    for piece in answer(number, operation):
        if over.is_set():
            return False
        if piece == HANG_UP:
            return False
        asking.sendall(piece) if piece else over.wait(0.1)
    return True


HANG_UP = b"hang up"


def _head(asked: bytes) -> tuple[int, int]:
    """The number of the message and its operation."""
    at = 2 + (asked[1] & 0x7F if asked[1] & 0x80 else 0)
    length = asked[at + 1]
    return int.from_bytes(asked[at + 2 : at + 2 + length]), asked[at + 2 + length]


def tlv(tag: int, *parts: bytes) -> bytes:
    """A value of BER: its tag, its length, and what is in it."""
    inside = b"".join(parts)
    size = len(inside)
    length = bytes([size]) if size < 128 else bytes([0x82]) + size.to_bytes(2)
    return bytes([tag]) + length + inside


def message(number: int, operation: int, *parts: bytes, more: bytes = b"") -> bytes:
    return tlv(0x30, tlv(0x02, number.to_bytes(2)), tlv(operation, *parts), more)


def entry(number: int, dn: str, **attributes: str) -> bytes:
    """A search's entry with these attributes."""
    written = (
        tlv(0x30, tlv(0x04, name.encode()), tlv(0x31, tlv(0x04, value.encode()))) for name, value in attributes.items()
    )
    return message(number, ENTRY, tlv(0x04, dn.encode()), tlv(0x30, *written))


def done(number: int, cookie: bytes = b"") -> bytes:
    """The end of a page; with a cookie, one that promises more."""
    page = tlv(0x30, tlv(0x02, b"\x00"), tlv(0x04, cookie))
    control = tlv(0xA0, tlv(0x30, tlv(0x04, PAGING), tlv(0x04, page)))
    return message(number, DONE, YES, more=control)
