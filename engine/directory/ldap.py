"""A directory on the council's own servers, by LDAP over TLS: people log in with the passwords that they have there.

Look-ups go over lines of a service account, which are kept; each log-in is a bind as the person, on a line of its own
that is closed at once. Nothing that a server does or leaves out makes a yes: what is not understood is a refusal.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, LifoQueue
from typing import Any

from ldap3 import SUBTREE, Connection

from engine.directory.failures import failed, refused
from engine.directory.layout import Found, text_of
from engine.directory.servers import PASSWORD_POLICY, Line, Servers
from engine.domain.errors import AccountClosed, DirectoryUnavailable

PAGE, MOST_PAGES = 500, 400
PAGING = "1.2.840.113556.1.4.319"
SUCCESS, WRONG_PASSWORD = 0, 49
CLOSED = ("data 532", "data 533", "data 701", "data 773")  # Active Directory: run out, disabled, over, to be changed
RUN_OUT, LOCKED = b"\x81\x01\x00", b"\x81\x01\x01"  # OpenLDAP's errors, as its password policy encodes them
LONGEST_PASSWORD = 1000
TRIES = 2


class LdapSource:
    """The Source that is a council's servers. Safe to share between threads: a line serves one of them at a time."""

    def __init__(self, servers: Servers, account: str, password: str) -> None:
        self._servers, self._account, self._password = servers, account, password
        self._kept: LifoQueue[Line] = LifoQueue()

    def search(self, base: str, query: str, attributes: Sequence[str]) -> list[Found]:
        problem = DirectoryUnavailable()
        for _ in range(TRIES):  # a kept line may have ended meanwhile, with its server
            line = self._line()
            try:
                found = _pages(line, base, query, attributes)
            except DirectoryUnavailable:
                line.shut()
                raise
            except Exception as error:  # whatever bytes came, and whatever ldap3 made of them
                line.shut()
                self.close()
                self._servers.move_back(line.address)
                problem = failed(line.address, error)
            else:
                self._kept.put(line)
                return found
        raise problem

    def proves(self, dn: str, password: str) -> bool:
        if len(password) > LONGEST_PASSWORD or "\0" in password:  # some servers read no further than that
            return False
        line = self._servers.connect(dn, password)
        line.shut()
        code = line.result["result"]
        if code == WRONG_PASSWORD:
            if _tells_of_a_closed_account(line.result):
                raise AccountClosed
            return False
        if code != SUCCESS:
            raise refused(line.address, line.result)
        return True

    def close(self) -> None:
        """End the lines that are kept; the next question opens one anew."""
        with suppress(Empty):
            while True:
                self._kept.get_nowait().shut()

    def _line(self) -> Line:
        """A kept line, or a new one."""
        with suppress(Empty):
            return self._kept.get_nowait()
        line = self._servers.connect(self._account, self._password)
        if line.result["result"] != SUCCESS:
            line.shut()
            raise refused(line.address, line.result, by_account=True)
        return line


def _tells_of_a_closed_account(result: Mapping[str, Any]) -> bool:
    """Whether a refusal says more than "wrong": servers say it only to who knows the password."""
    policy = result.get("controls", {}).get(PASSWORD_POLICY, {}).get("value") or b""
    told = policy if isinstance(policy, bytes) else b""
    return RUN_OUT in told or LOCKED in told or any(one in result["message"] for one in CLOSED)


def _pages(line: Line, base: str, query: str, attributes: Sequence[str]) -> list[Found]:
    """All that the search finds, page by page: without pages a server gives what it likes, and calls it success."""
    found: list[Found] = []
    cookie: bytes | None = None
    for _ in range(MOST_PAGES):
        result = _page(line.connection, base, query, attributes, cookie)
        if result["result"] != SUCCESS:
            raise refused(line.address, result)
        found += [_found(one) for one in line.connection.response or () if one["type"] == "searchResEntry"]
        cookie = result.get("controls", {}).get(PAGING, {}).get("value", {}).get("cookie")
        if not cookie:
            return found
    raise DirectoryUnavailable(why=f"{line.address}: Its answer does not end.")


def _page(
    connection: Connection, base: str, query: str, attributes: Sequence[str], cookie: bytes | None
) -> dict[str, Any]:
    connection.search(
        base,
        query,
        SUBTREE,
        attributes=list(attributes),
        paged_size=PAGE,
        paged_criticality=True,
        paged_cookie=cookie,
    )
    return connection.result


def _found(answer: dict[str, Any]) -> Found:
    raw = answer["raw_attributes"]
    return Found(answer["dn"], {name.lower(): [text_of(name, value) for value in raw[name]] for name in raw})
