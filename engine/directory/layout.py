"""How the two kinds of directory keep people: what names them, what they log in with, and when an account is over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from ldap3.utils.conv import escape_bytes, escape_filter_chars

FOR_EVER = "000001010000"  # how OpenLDAP writes that an administrator locked an account
DISABLED = 0x2  # a bit of Active Directory's userAccountControl
NEVER = (0, 0x7FFFFFFFFFFFFFFF)  # when an account of Active Directory ends that does not end
LONGEST_LOGIN = 256


@dataclass(frozen=True)
class Found:
    """An entry that a search found: its name, and the values of the attributes asked for, by lower-case name."""

    dn: str
    attributes: Mapping[str, Sequence[str]]

    def values(self, name: str) -> Sequence[str]:
        return self.attributes.get(name.lower(), ())

    def first(self, *names: str) -> str:
        """The first value there is of the attributes `names`, or ""."""
        return next((value for name in names for value in self.values(name)), "")


@dataclass(frozen=True)
class Layout:
    """The attributes of one kind of directory, and the filters for its people and groups."""

    identity: str
    logins: tuple[str, ...]
    own_name: str  # holds the distinguished name of its own entry, for filters
    person: str
    group: str
    account: tuple[str, ...]  # says whether an account is over
    is_over: Callable[[Found, datetime], bool]

    def by_identity(self, person_id: str) -> str:
        """The filter for the person with this id."""
        return f"({self.identity}={self._written(person_id)})"

    def by_login(self, login: str) -> str:
        """The filter for people with this log-in; escaped, so that it is only ever a value."""
        tests = (f"({name}={escape_filter_chars(login)})" for name in self.logins)
        return f"(|{''.join(tests)})"

    def has_login(self, person: Found, login: str) -> bool:
        """Whether this is the person's log-in as it is written: servers call more equal than capitals and small."""
        return any(value.casefold() == login.casefold() for name in self.logins for value in person.values(name))

    def named(self, names: Sequence[str]) -> str:
        """The filter for the entries with these distinguished names."""
        return f"(|{''.join(f'({self.own_name}={escape_filter_chars(name)})' for name in names)})"

    def _written(self, person_id: str) -> str:
        return escape_filter_chars(person_id)


class ActiveDirectory(Layout):
    """Ids are sixteen bytes there."""

    def _written(self, person_id: str) -> str:
        try:
            return escape_bytes(UUID(person_id).bytes_le)
        except ValueError:
            return escape_filter_chars(person_id)  # nobody has such an id


def text_of(name: str, value: bytes) -> str:
    """The value of the attribute `name` as text: Active Directory's ids as other directories write theirs."""
    if name.lower() == "objectguid" and len(value) == 16:
        return str(UUID(bytes_le=value))
    return value.decode(errors="replace")


def _over_in_openldap(person: Found, now: datetime) -> bool:
    """Locked for ever, or past its last day. A lock after wrong passwords passes: the server refuses log-ins then."""
    if any(value.startswith(FOR_EVER) for value in person.values("pwdAccountLockedTime")):
        return True
    days = person.first("shadowExpire")
    if days and not days.startswith("-") and now >= datetime(1970, 1, 1, tzinfo=UTC) + _days(days):
        return True
    ends = person.first("pwdEndTime")
    return bool(ends) and ends[:14] <= f"{now:%Y%m%d%H%M%S}"


def _over_in_active_directory(person: Found, now: datetime) -> bool:
    """Disabled, or past its end. An account that cannot be read counts as over: nobody knows that it is not."""
    control, ends = person.first("userAccountControl"), person.first("accountExpires")
    if not control.lstrip("-").isdigit() or int(control) & DISABLED:
        return True
    if not ends.isdigit() or int(ends) in NEVER:
        return False
    return now >= datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(ends) // 10)


def _days(number: str) -> timedelta:
    """Days since 1970 that an account lasts; what is no number ends it, and what is far away never comes."""
    return timedelta(days=min(int(number), 2_000_000)) if number.isdigit() else timedelta()


OPENLDAP = Layout(
    identity="entryUUID",
    logins=("uid",),
    own_name="entryDN",
    person="(objectClass=inetOrgPerson)",
    group="(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames))",
    account=("pwdAccountLockedTime", "shadowExpire", "pwdEndTime"),
    is_over=_over_in_openldap,
)
ACTIVE_DIRECTORY = ActiveDirectory(
    identity="objectGUID",
    logins=("sAMAccountName", "userPrincipalName"),
    own_name="distinguishedName",
    person="(&(objectCategory=person)(objectClass=user))",
    group="(objectClass=group)",
    account=("userAccountControl", "accountExpires"),
    is_over=_over_in_active_directory,
)
