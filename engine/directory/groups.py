"""Who is in which group, where groups may hold groups, and may by mistake hold each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engine.directory.ldif import Entry
from engine.directory.names import Path, path


def memberships(groups: Iterable[Entry]) -> Mapping[Path, list[str]]:
    """For each member of `groups`, the names of all groups it is in, itself or through other groups."""
    holders: dict[Path, list[str]] = defaultdict(list)
    for group in groups:
        for member in group.values("member"):
            holders[path(member)].append(group.dn)
    return {member: _all_above(member, holders) for member in tuple(holders)}


def _all_above(member: Path, holders: Mapping[Path, list[str]]) -> list[str]:
    """Every group above `member`, once each: a group that was seen is not followed again, so loops end."""
    found: dict[Path, str] = {}
    waiting = list(holders.get(member, ()))
    while waiting:
        group = waiting.pop()
        if path(group) not in found:
            found[path(group)] = group
            waiting += holders.get(path(group), ())
    return sorted(found.values())
