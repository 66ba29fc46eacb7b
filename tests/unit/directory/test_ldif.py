"""The LDIF reader: what RFC 2849 calls a content record, and nothing that would change or fetch anything."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.directory.ldif import read_ldif
from engine.domain.errors import BadDirectoryFile


def test_entries_attributes_and_repeated_values_are_read_in_order() -> None:
    first, second = read_ldif("version: 1\n\ndn: cn=a\ncn: a\nmember: x\nmember: y\n\n\ndn: cn=b\ncn: b\n", "f")
    assert (first.dn, first.line, first.values("member")) == ("cn=a", 3, ["x", "y"])
    assert (second.dn, second.values("CN"), second.values("mail")) == ("cn=b", ["b"], [])


def test_a_folded_line_goes_on_without_its_first_space_and_a_folded_comment_is_all_comment() -> None:
    (entry,) = read_ldif("# a comment\n  that goes on\ndn: cn=a,\n ou=b\ndescription: one\n  two\n", "f")
    assert (entry.dn, entry.values("description")) == ("cn=a,ou=b", ["one two"])


def test_lines_may_end_as_windows_ends_them() -> None:
    assert [entry.dn for entry in read_ldif("dn: cn=a\r\ncn: a\r\n\r\ndn: cn=b\r\n", "f")] == ["cn=a", "cn=b"]


@given(some.text(min_size=1).filter(lambda text: "\0" not in text))
def test_a_value_in_base64_is_any_text(value: str) -> None:
    (entry,) = read_ldif(f"dn: cn=a\ncn:: {b64encode(value.encode()).decode()}\n", "f")
    assert entry.values("cn") == [value]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cn: a\n", "Line 1: An entry starts with its dn"),
        ("dn: cn=a\n\ncn: a\n", "Line 3: An entry starts with its dn"),
        ("dn: cn=a\nnonsense\n", "Line 2: It is not an attribute"),
        ("dn: cn=a\njpegPhoto:< file:///etc/passwd\n", "Line 2: It is not an attribute"),
        ("dn: cn=a\nchangetype: delete\n", "Line 2: It changes entries"),
        ("dn: cn=a\ncn:: ***\n", "Line 2: The value is not text in base64"),
        ("dn: cn=a\ncn:: //79\n", "Line 2: The value is not text in base64"),
    ],
)
def test_what_is_no_list_of_entries_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadDirectoryFile, match=said):
        read_ldif(text, "f.ldif")
