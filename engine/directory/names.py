"""Distinguished names: two may be written differently and be the same."""

import re

from ldap3.utils.dn import parse_dn

ESCAPED = re.compile(rb"\\([0-9a-fA-F]{2})|\\(.)", re.DOTALL)

Path = tuple[tuple[str, str], ...]


def path(dn: str) -> Path:
    """`dn` in the one form that can be compared: lower case, without the escapes and spaces that writers differ in."""
    return tuple((name.lower(), plain(value).lower()) for name, value, _ in parse_dn(dn, strip=True))


def plain(value: str) -> str:
    """A value of a distinguished name without its escapes: "East\\2C north" and "East\\, north" are "East, north"."""
    raw = ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()) if found[1] else found[2], value.encode())
    return raw.decode(errors="replace")


def name_under(dn: str, parent: Path) -> str | None:
    """The own name of the entry `dn` if it stands directly under `parent`, else None."""
    return plain(parse_dn(dn, strip=True)[0][1]) if path(dn)[1:] == parent else None
