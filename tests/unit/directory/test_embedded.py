"""The directory out of an LDIF file: the contract of every directory, and what only this one does."""

from pathlib import Path

import pytest

from engine.directory import DEMO_COUNCIL, Directory, demo_logins, open_directory
from engine.domain.errors import BadDirectoryFile, BadSettings
from tests.unit.directory.contract import DirectoryContract

PEOPLE = """dn: dc=x
objectClass: dcObject
dc: x

dn: uid=a,ou=people,dc=x
objectClass: inetOrgPerson
uid: a
cn: Ann Other
userPassword: secret
entryUUID: 1
"""
GROUP = "\n\ndn: {dn}\nobjectClass: groupOfNames\nmember: {member}\n"


class TestEmbedded(DirectoryContract):
    @pytest.fixture
    def directory(self) -> Directory:
        return open_directory("embedded:")


@pytest.fixture
def opened(tmp_path: Path):
    """Opens the directory that a text describes."""

    def open_text(text: str) -> Directory:
        file = tmp_path / "people.ldif"
        file.write_text(text, encoding="utf-8")
        return open_directory(f"embedded:{file}")

    return open_text


def groups(*pairs: tuple[str, str]) -> str:
    return PEOPLE + "".join(GROUP.format(dn=dn, member=member) for dn, member in pairs)


def test_the_demo_prints_log_ins_that_work() -> None:
    directory = open_directory("embedded:")
    printed = demo_logins(directory)
    assert len(printed) == 10
    for login, password, name, roles in printed:
        person = directory.authenticate(login, password)
        assert person and person.name == name and sorted(person.roles) == roles != []


def test_only_an_embedded_directory_tells_its_passwords() -> None:
    class Other:
        pass

    assert demo_logins(Other()) == []  # type: ignore[arg-type]


def test_the_demo_council_has_only_addresses_that_cannot_exist() -> None:
    mails = [line for line in DEMO_COUNCIL.read_text(encoding="utf-8").splitlines() if line.startswith("mail:")]
    assert mails and all(line.endswith("@demo.invalid") for line in mails)


def test_groups_that_hold_each_other_end(opened) -> None:
    person, one, two = "uid=a,ou=people,dc=x", "cn=first_role,ou=roles,dc=x", "cn=second_role,ou=roles,dc=x"
    directory = opened(groups((one, two), (two, one)) + f"member: {person}\n")
    assert directory.people()[0].roles == {"first_role", "second_role"}
    assert [found.login for found in directory.people("first_role")] == ["a"]


def test_a_name_may_be_written_in_any_of_its_forms(opened) -> None:
    directory = opened(
        groups(
            ("cn=East\\, north,ou=teams,dc=x", "UID=A, OU=People, DC=X"),
            ("cn=outer_role,ou=roles,dc=x", "cn=East\\2C North,ou=teams,dc=x"),
        )
    )
    assert directory.people()[0].teams == {"East, north"}
    assert directory.people()[0].roles == {"outer_role"}


def test_an_identity_that_two_people_share_is_nobodys(opened) -> None:
    twin = PEOPLE.split("\n\n")[1].replace("uid=a,", "uid=b,").replace("uid: a", "uid: b")
    directory = opened(f"{PEOPLE}\n{twin}")
    assert len(directory.people()) == 2
    assert directory.person("1") is None


def test_a_person_keeps_the_identity_under_a_new_name_and_log_in(opened) -> None:
    married = opened(PEOPLE.replace("Ann Other", "Ann Married").replace("uid: a", "uid: ann.married"))
    found = married.person("1")
    assert found and found.name == "Ann Married"


@pytest.mark.parametrize("address", ["", "embedded", "ldap://council.invalid", "file:x.ldif"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(BadSettings, match="DIRECTORY"):
        open_directory(address)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no entry of the class"),
        (PEOPLE.replace("entryUUID: 1\n", ""), "Line 5: uid=a,ou=people,dc=x needs one entryUUID"),
        (PEOPLE.replace("secret", "{SSHA}abc"), "is not plain text"),
        (PEOPLE.replace("dn: uid=a,ou=people,dc=x", "dn: nonsense"), "does not make a directory"),
    ],
)
def test_a_file_that_makes_no_directory_is_refused_with_the_reason(opened, text: str, said: str) -> None:
    with pytest.raises(BadDirectoryFile, match=said):
        opened(text)


@pytest.mark.parametrize("content", [None, b"dn: \xff\xfe"])
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "missing.ldif"
    if content:
        file.write_bytes(content)
    with pytest.raises(BadDirectoryFile, match=r"missing\.ldif cannot be used"):
        open_directory(f"embedded:{file}")
