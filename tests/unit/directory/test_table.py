"""The table of groups: which of the directory's groups are which roles and teams."""

from pathlib import Path

import pytest

from engine.directory.names import path
from engine.directory.table import ROLE, TEAM, GroupTable, Row, read_table
from engine.domain.errors import BadDirectoryFile

STAFF = '"CN=Social Workers, OU=Groups,DC=x"'


@pytest.fixture
def read(tmp_path: Path):
    """A function that reads a table out of a text."""

    def read_text(text: str, encoding: str = "utf-8") -> GroupTable:
        file = tmp_path / "groups.csv"
        file.write_bytes(text.encode(encoding))
        return read_table(str(file))

    return read_text


def test_a_group_is_known_however_its_name_is_written(read) -> None:
    table = read(f"group,kind,name\n{STAFF},role,a_role\n\n{STAFF},team,East\n")
    held = {path("cn=social workers,ou=groups,dc=X")}
    assert (table.names(ROLE, held), table.names(TEAM, held)) == ({"a_role"}, {"East"})
    assert len(table.groups()) == 1


def test_a_group_without_a_row_makes_nothing_and_several_groups_may_make_one_role(read) -> None:
    table = read("group,kind,name\ncn=a,role,one\ncn=b,role,one\ncn=c,role,two\n")
    assert table.names(ROLE, {path("cn=other")}) == frozenset()
    assert table.named(ROLE, "one") == ["cn=a", "cn=b"] and table.named(TEAM, "one") == []
    assert table.names(ROLE) == {"one", "two"}


def test_a_table_saved_by_a_spreadsheet_is_read(read) -> None:
    """With its mark at the start, Windows line ends, spaces and capitals."""
    table = read("Group,Kind,Name\r\ncn=a , Role , one\r\n,,\r\n", "utf-8-sig")
    assert table.rows == (Row("cn=a", ROLE, "one"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The first line is: group,kind,name"),
        ("cn=a,role,one\n", "The first line is: group,kind,name"),
        ("group,kind,name\ncn=a,role\n", "Line 2: It needs a group, a kind and a name"),
        ("group,kind,name\ncn=a,dc=x,role,one\n", "Line 2: It needs a group, a kind and a name"),
        ("group,kind,name\ncn=a,post,one\n", '"post" is neither role nor team'),
        ("group,kind,name\nstaff,role,one\n", '"staff" is no distinguished name'),
        ("group,kind,name\ncn=a,team,East\n", "No group is a role"),
        ('group,kind,name\n"cn=a,role,one\n', "is no CSV in UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(read, text: str, said: str) -> None:
    with pytest.raises(BadDirectoryFile, match=said):
        read(text)


def test_a_table_in_another_encoding_is_refused(read) -> None:
    with pytest.raises(BadDirectoryFile, match="no CSV in UTF-8"):
        read("group,kind,name\ncn=Müller,role,one\n", "latin-1")
