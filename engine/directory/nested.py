"""Who is in which group, where groups may hold groups: three ways to ask a server, since no one way works on all.

`memberof` reads what the server has worked out (OpenLDAP with the dynlist overlay; Active Directory only for groups
that hold the person themselves). `in_chain` lets Active Directory follow the groups. `walk` follows them from here,
and so works everywhere; a group that was seen is not followed again, so groups that hold each other end.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from ldap3.utils.conv import escape_filter_chars

from engine.directory.layout import Found, Layout
from engine.directory.names import Path, path

IN_CHAIN = "1.2.840.113556.1.4.1941"
MEMBER_OF = "memberOf"
AT_ONCE = 50  # names in one filter
MOST = 20_000  # groups and people that one group leads to: more than a council has


class Asking(Protocol):
    """What a way to follow groups may ask."""

    layout: Layout

    def people(self, query: str) -> list[Found]: ...

    def groups(self, query: str) -> list[Found]: ...


class Nesting(Protocol):
    """A way to follow groups."""

    is_free: bool  # whether what is above a person stands in the person's entry already

    def above(self, person: Found, asking: Asking, groups: Sequence[str]) -> set[Path]:
        """Those of `groups` that hold the person, themselves or through others; there may be more in the answer."""
        ...

    def below(self, group: str, asking: Asking) -> list[Found]:
        """The people whom the group holds, itself or through others."""
        ...


class MemberOf:
    """The server has put the names of all groups into each person's entry."""

    is_free = True

    def above(self, person: Found, asking: Asking, groups: Sequence[str]) -> set[Path]:
        return {path(group) for group in person.values(MEMBER_OF)}

    def below(self, group: str, asking: Asking) -> list[Found]:
        return asking.people(f"({MEMBER_OF}={escape_filter_chars(group)})")


class InChain:
    """Active Directory follows the groups. Only those that count are asked for, which keeps the question quick."""

    is_free = False

    def above(self, person: Found, asking: Asking, groups: Sequence[str]) -> set[Path]:
        held = f"(member:{IN_CHAIN}:={escape_filter_chars(person.dn)})"
        parts = [groups[at : at + AT_ONCE] for at in range(0, len(groups), AT_ONCE)]
        return {path(group.dn) for part in parts for group in asking.groups(f"(&{asking.layout.named(part)}{held})")}

    def below(self, group: str, asking: Asking) -> list[Found]:
        return asking.people(f"({MEMBER_OF}:{IN_CHAIN}:={escape_filter_chars(group)})")


class Walk:
    """One question a level, up from a person or down from a group."""

    is_free = False

    def above(self, person: Found, asking: Asking, groups: Sequence[str]) -> set[Path]:
        seen: set[Path] = set()
        level = [person.dn]
        while level and len(seen) < MOST:
            found = [group.dn for part in _parts(level) for group in asking.groups(_holders(part))]
            level = _new(found, seen)
        return seen

    def below(self, group: str, asking: Asking) -> list[Found]:
        seen = {path(group)}
        level, reached = [group], []
        while level and len(seen) < MOST:
            found = [entry for part in _parts(level) for entry in asking.groups(asking.layout.named(part))]
            level = _new((name for entry in found for name in _members(entry)), seen)
            reached += level
        return [person for part in _parts(reached) for person in asking.people(asking.layout.named(part))]


NESTINGS: dict[str, Nesting] = {"memberof": MemberOf(), "in_chain": InChain(), "walk": Walk()}


def _holders(names: Sequence[str]) -> str:
    """The filter for the groups that hold one of `names`."""
    written = [escape_filter_chars(name) for name in names]
    return f"(|{''.join(f'(member={name})(uniqueMember={name})' for name in written)})"


def _members(group: Found) -> list[str]:
    return [*group.values("member"), *group.values("uniqueMember")]


def _new(names: Iterable[str], seen: set[Path]) -> list[str]:
    """Those of `names` that were not seen before, once each; from now on they were."""
    new = {dn: name for name in names if (dn := path(name)) not in seen}
    seen.update(new)
    return list(new.values())


def _parts(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)]
