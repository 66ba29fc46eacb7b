"""Reads an LDIF file (RFC 2849): entries of attributes, folded lines, comments and base64. Changes are refused."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.domain.errors import BadDirectoryFile

ATTRIBUTE = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9.;-]*):(?P<sign>[:<]?) *(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """One entry: its distinguished name, the line it starts on, and the values by lower-case attribute name."""

    dn: str
    line: int
    attributes: dict[str, list[str]] = field(default_factory=dict)

    def values(self, name: str) -> list[str]:
        return self.attributes.get(name.lower(), [])


def read_ldif(text: str, file: str) -> list[Entry]:
    """The entries of `text`, in order. Raises BadDirectoryFile, naming `file` and the line, for what is not one."""
    entries: list[Entry] = []
    inside = False  # an empty line ends an entry
    for number, line in _unfolded(text):
        name, value = _attribute(number, line, file) if line else ("", "")
        if name == "dn":
            entries.append(Entry(value, number))
        elif name and not inside and name != "version":
            raise BadDirectoryFile(file=file, line=number, why="An entry starts with its dn.")
        elif name == "changetype":
            raise BadDirectoryFile(file=file, line=number, why="It changes entries; list them instead.")
        elif inside and name:
            entries[-1].attributes.setdefault(name, []).append(value)
        inside = name == "dn" or (inside and bool(name))
    return entries


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, without comments; a line that starts with a space belongs to the one before."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(" ") and lines:
            first, start = lines[-1]
            lines[-1] = (first, start + line[1:])
        else:
            lines.append((number, line))
    return ((number, line) for number, line in lines if not line.startswith("#"))


def _attribute(number: int, line: str, file: str) -> tuple[str, str]:
    match = ATTRIBUTE.fullmatch(line)
    if not match or match["sign"] == "<":  # a value "at this address" would make the reader fetch things
        raise BadDirectoryFile(file=file, line=number, why="It is not an attribute with its value.")
    try:
        value = b64decode(match["value"], validate=True).decode() if match["sign"] else match["value"]
    except ValueError as error:
        raise BadDirectoryFile(file=file, line=number, why="The value is not text in base64.") from error
    return match["name"].lower(), value.rstrip(" ") if not match["sign"] else value
