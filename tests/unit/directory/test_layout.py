"""How OpenLDAP and Active Directory write ids, log-ins and the end of an account."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from engine.directory.layout import ACTIVE_DIRECTORY, OPENLDAP, Found, text_of

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)  # day 20514 since 1970
ID = "6f9619ff-8b86-d011-b42d-00c04fc964ff"


def found(**attributes: str) -> Found:
    return Found("cn=x", {name.lower(): [value] for name, value in attributes.items()})


def since_1601(moment: datetime) -> str:
    return str(int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)


@pytest.mark.parametrize(
    ("over", "attributes"),
    [
        (False, {}),
        (True, {"pwdAccountLockedTime": "000001010000Z"}),
        (False, {"pwdAccountLockedTime": "20260302095900Z"}),  # after wrong passwords: it passes
        (False, {"shadowExpire": "-1"}),
        (False, {"shadowExpire": "20515"}),
        (True, {"shadowExpire": "20514"}),
        (False, {"shadowExpire": "99999999999999999999"}),
        (True, {"shadowExpire": "soon"}),
        (True, {"pwdEndTime": "20260302095959Z"}),
        (False, {"pwdEndTime": "20260302100001Z"}),
    ],
)
def test_an_account_of_openldap_is_over_when_it_is_locked_or_past_its_last_day(over, attributes) -> None:
    assert OPENLDAP.is_over(found(**attributes), NOW) == over


@pytest.mark.parametrize(
    ("over", "attributes"),
    [
        (False, {"userAccountControl": "512"}),
        (False, {"userAccountControl": "66048"}),  # its password never runs out
        (True, {"userAccountControl": "514"}),
        (True, {"userAccountControl": "66050"}),
        (True, {}),  # it cannot be read
        (True, {"userAccountControl": "none"}),
        (False, {"userAccountControl": "512", "accountExpires": "0"}),
        (False, {"userAccountControl": "512", "accountExpires": "9223372036854775807"}),
        (True, {"userAccountControl": "512", "accountExpires": since_1601(NOW)}),
        (False, {"userAccountControl": "512", "accountExpires": since_1601(NOW.replace(hour=11))}),
    ],
)
def test_an_account_of_active_directory_is_over_when_it_is_disabled_or_past_its_end(over, attributes) -> None:
    assert ACTIVE_DIRECTORY.is_over(found(**attributes), NOW) == over


def test_the_id_of_active_directory_is_bytes_there_and_text_here() -> None:
    raw = UUID(ID).bytes_le
    assert text_of("objectGUID", raw) == ID
    written = "".join(f"\\{byte:02x}" for byte in raw)
    assert ACTIVE_DIRECTORY.by_identity(ID) == f"(objectGUID={written})"
    assert ACTIVE_DIRECTORY.by_identity("*)(cn=*") == "(objectGUID=\\2a\\29\\28cn=\\2a)"


@pytest.mark.parametrize("layout", [OPENLDAP, ACTIVE_DIRECTORY], ids=["openldap", "active directory"])
def test_whatever_is_typed_stays_a_value_of_the_filter(layout) -> None:
    typed = "*)(|(cn=*))\\\0"
    for query in (layout.by_login(typed), layout.by_identity(typed), layout.named([typed])):
        assert "\\2a\\29\\28|\\28cn=\\2a\\29\\29\\5c\\00" in query
        assert query.count("(") == query.count(")")


def test_a_value_that_is_no_text_is_no_reason_to_fail() -> None:
    assert text_of("cn", b"\xffA") == "\N{REPLACEMENT CHARACTER}A"
