"""The contract of every directory, on a Samba Active Directory, and what only an Active Directory does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.directory import DEMO_COUNCIL, Directory
from engine.directory.ldif import Entry, read_ldif
from engine.domain.errors import AccountClosed
from engine.domain.ldap_settings import LdapSettings
from tests.integration.directory.conftest import Opener
from tests.missing_parts import need
from tests.samba import ADMINISTRATOR, BASE, PASSWORD, Samba, server
from tests.unit.directory.contract import DirectoryContract

OLD = "dc=demo,dc=invalid"
DISABLED = 514
PRIYA = f"uid=priya.shah,ou=people,{OLD}"


def moved(dn: str) -> str:
    """A name of the demo council as it stands in this domain."""
    return dn.replace(OLD, BASE).replace("uid=", "CN=").replace("cn=", "CN=").replace("ou=", "OU=")


def is_a(entry: Entry, kind: str) -> bool:
    return kind in entry.values("objectClass")


@pytest.fixture(scope="session")
def samba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samba]:
    """A domain with the people and groups of the demo council, and its weak passwords."""
    with server(need("Samba"), tmp_path_factory.mktemp("samba")) as samba:
        for rule in ("pwdProperties", "minPwdLength", "pwdHistoryLength", "minPwdAge"):
            samba.replace(BASE, rule, 0)
        entries = read_ldif(DEMO_COUNCIL.read_text(encoding="utf-8"), "demo")
        for entry in entries:
            if is_a(entry, "organizationalUnit"):
                samba.add(moved(entry.dn), "organizationalUnit")
            elif is_a(entry, "inetOrgPerson"):
                add_person(samba, entry)
        for entry in entries:
            if is_a(entry, "groupOfNames"):
                samba.add_group(moved(entry.dn), map(moved, entry.values("member")))
        yield samba


def add_person(samba: Samba, entry: Entry) -> None:
    names = {name: entry.values(name)[0] for name in ("displayName", "mail", "title", "sn", "givenName")}
    samba.add_person(moved(entry.dn), entry.values("uid")[0], entry.values("userPassword")[0], **names)
    if entry.values("pwdAccountLockedTime"):
        samba.replace(moved(entry.dn), "userAccountControl", DISABLED)


@pytest.fixture
def settings(samba: Samba, table: Path, tmp_path: Path) -> LdapSettings:
    groups = tmp_path / "groups.csv"
    groups.write_text(moved(table.read_text(encoding="utf-8")), encoding="utf-8")
    return LdapSettings(
        servers=(samba.ldaps,),
        kind="active directory",
        base=BASE,
        people=f"OU=people,{BASE}",
        account=ADMINISTRATOR,
        password=PASSWORD,
        groups=str(groups),
        authority_file=str(samba.authority),
    )


@pytest.fixture
def settings_for(settings: LdapSettings):
    """What `opened` asks for."""
    from dataclasses import replace

    return lambda samba, **changed: replace(settings, **changed)


class TestWithInChain(DirectoryContract):
    @pytest.fixture
    def directory(self, samba: Samba, opened: Opener) -> Directory:
        return opened(samba)


class TestWithWalk(DirectoryContract):
    @pytest.fixture
    def directory(self, samba: Samba, opened: Opener) -> Directory:
        return opened(samba, nested="walk")


def test_people_may_type_their_principal_name_too(samba: Samba, opened: Opener) -> None:
    directory = opened(samba)
    priya = directory.authenticate("priya.shah@demo.invalid", "demo-priya")
    assert priya and priya == directory.authenticate("priya.shah", "demo-priya")
    assert directory.authenticate("DEMO\\priya.shah", "demo-priya") is None


def test_an_account_that_is_disabled_is_refused_with_the_reason_to_who_knows_the_password(samba, opened) -> None:
    directory = opened(samba)
    with pytest.raises(AccountClosed):
        directory.authenticate("max.turner", "demo-max")
    assert directory.authenticate("max.turner", "wrong") is None


@pytest.mark.parametrize(("attribute", "value"), [("accountExpires", 130_000_000_000_000_000), ("pwdLastSet", 0)])
def test_an_account_or_a_password_that_is_over_is_refused_with_the_reason(samba, opened, attribute, value) -> None:
    directory = opened(samba)
    sam = directory.authenticate("sam.lee", "demo-sam")
    samba.replace(moved(PRIYA.replace("priya.shah", "sam.lee")), attribute, value)
    with pytest.raises(AccountClosed):
        directory.authenticate("sam.lee", "demo-sam")
    assert directory.authenticate("sam.lee", "wrong") is None
    assert (directory.person(sam.id) is None) == (attribute == "accountExpires")
    samba.replace(
        moved(PRIYA.replace("priya.shah", "sam.lee")), attribute, {"accountExpires": 0, "pwdLastSet": -1}[attribute]
    )
    assert directory.authenticate("sam.lee", "demo-sam") == sam


def test_the_whole_domain_is_searched_without_following_where_it_leads_elsewhere(samba, opened) -> None:
    """An Active Directory answers with other servers too; they are not asked."""
    directory = opened(samba, people="")
    assert directory.authenticate("priya.shah", "demo-priya").roles == {"social_worker", "lead_social_worker"}


def test_a_change_of_groups_counts_at_once_and_groups_that_hold_each_other_end(samba, opened) -> None:
    directory = opened(samba)
    staff, managers = (f"CN={name},OU=groups,{BASE}" for name in ("Social workers", "Team managers"))
    before = [moved(f"uid={login},ou=people,{OLD}") for login in ("tom.reilly", "ruth.bennett")]
    ruth = directory.authenticate("ruth.bennett", "demo-ruth")
    samba.replace(managers, "member", *before, staff)
    sam = directory.authenticate("sam.lee", "demo-sam")
    assert sam.roles == {"social_worker", "team_manager"}
    samba.replace(managers, "member", before[0])
    assert directory.person(ruth.id).roles == frozenset()
    samba.replace(managers, "member", *before)
