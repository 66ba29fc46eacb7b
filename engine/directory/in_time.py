"""Answers in time or not at all: whoever logs in is told within three seconds that the directory does not answer."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from typing import TypeVar

from engine.directory.face import Directory
from engine.domain.errors import DirectoryUnavailable
from engine.domain.values import Person

SECONDS_FOR_ONE = 2.7  # of the three that a person waits; the page takes the rest
SECONDS_FOR_MANY = 30.0
AT_ONCE = 16

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class DirectoryInTime:
    """A Directory that asks another in threads of its own, and stops waiting for it.

    Each step has a limit too (to connect, for TLS, to answer), but a server can be slow in each of them, or send its
    answer byte by byte, and looking up its name has no limit. A thread that is not waited for ends with its step.
    """

    def __init__(self, slow: Directory) -> None:
        self._slow = slow
        self._threads = _threads()

    def authenticate(self, login: str, password: str) -> Person | None:
        return self._asked(SECONDS_FOR_ONE, lambda: self._slow.authenticate(login, password))

    def person(self, person_id: str) -> Person | None:
        return self._asked(SECONDS_FOR_ONE, lambda: self._slow.person(person_id))

    def people(self, role: str | None = None) -> list[Person]:
        return self._asked(SECONDS_FOR_MANY, lambda: self._slow.people(role))

    def roles(self) -> list[str]:
        return self._slow.roles()

    def close(self) -> None:
        ended, self._threads = self._threads, _threads()
        ended.shutdown(wait=False, cancel_futures=True)
        self._slow.close()

    def _asked(self, seconds: float, question: Callable[[], Answer]) -> Answer:
        answer: Future[Answer] = self._threads.submit(question)
        try:
            return answer.result(timeout=seconds)
        except TookTooLong:
            answer.cancel()
            log.warning("directory: no answer within %g seconds", seconds)
            raise DirectoryUnavailable(why=f"No answer came within {seconds:g} seconds.") from None
        except DirectoryUnavailable as error:
            log.warning("directory: %s", error.facts.get("why", error))
            raise


def _threads() -> ThreadPoolExecutor:
    """It starts a thread when there is something to ask, so a web process may be forked before."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="directory")
