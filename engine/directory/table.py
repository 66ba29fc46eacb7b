"""Which groups of the directory are which roles and teams: a table that the council keeps, a CSV file."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ldap3.core.exceptions import LDAPInvalidDnError

from engine.directory.names import Path as Dn
from engine.directory.names import path
from engine.domain.errors import BadDirectoryFile

COLUMNS = ["group", "kind", "name"]
ROLE, TEAM = "role", "team"


@dataclass(frozen=True)
class Row:
    """One group, written as the directory writes it, and the role or team that it is."""

    group: str
    kind: str
    name: str


class GroupTable:
    """The rows, and what a set of groups makes of a person."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self._paths = tuple((path(row.group), row) for row in self.rows)

    def groups(self) -> list[str]:
        """Each group once, in the order of the rows."""
        return list({dn: row.group for dn, row in reversed(self._paths)}.values())[::-1]

    def named(self, kind: str, name: str) -> list[str]:
        """The groups that are the role or team `name`."""
        return [row.group for row in self.rows if (row.kind, row.name) == (kind, name)]

    def names(self, kind: str, groups: Iterable[Dn] | None = None) -> frozenset[str]:
        """The roles or teams that `groups` make, or all that there are; a group that has no row makes nothing."""
        among = None if groups is None else frozenset(groups)
        return frozenset(row.name for dn, row in self._paths if row.kind == kind and (among is None or dn in among))


def read_table(file: str) -> GroupTable:
    """The table in the CSV `file`. Raises BadDirectoryFile, naming the line, for what is no row of it."""
    try:
        lines = list(csv.reader(Path(file).read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadDirectoryFile(file=file, line=1, why="The file cannot be opened, or is no CSV in UTF-8.") from error
    if not lines or [cell.strip().lower() for cell in lines[0]] != COLUMNS:
        raise BadDirectoryFile(file=file, line=1, why="The first line is: group,kind,name.")
    rows = [_row(file, number, cells) for number, cells in enumerate(lines[1:], start=2) if any(cells)]
    if not any(row.kind == ROLE for row in rows):
        raise BadDirectoryFile(file=file, line=1, why="No group is a role, so nobody could do anything.")
    return GroupTable(rows)


def _row(file: str, number: int, cells: list[str]) -> Row:
    row = [cell.strip() for cell in cells]
    if len(row) != len(COLUMNS) or not all(row):
        raise BadDirectoryFile(file=file, line=number, why="It needs a group, a kind and a name.")
    if row[1].lower() not in (ROLE, TEAM):
        raise BadDirectoryFile(file=file, line=number, why=f'"{row[1]}" is neither role nor team.')
    try:
        path(row[0])
    except LDAPInvalidDnError as error:
        why = f'"{row[0]}" is no distinguished name. If it holds commas, put it in double quotes.'
        raise BadDirectoryFile(file=file, line=number, why=why) from error
    return Row(row[0], row[1].lower(), row[2])
