"""What changes while Childpath runs: groups, names, people who leave; servers that stop, start and hang."""

from time import perf_counter

import pytest

from engine.directory import Directory
from engine.domain.errors import DirectoryUnavailable
from tests.slapd import BASE, Slapd

SAM, RUTH = (f"uid={login},ou=people,{BASE}" for login in ("sam.lee", "ruth.bennett"))
STAFF, MANAGERS = (f"cn={name},ou=groups,{BASE}" for name in ("Social workers", "Team managers"))
EAST, WEST = (f"cn={name},ou=teams,{BASE}" for name in ("East", "West"))
NESTINGS = ("memberof", "walk")


def logins(directory: Directory, role: str) -> list[str]:
    return [person.login for person in directory.people(role)]


@pytest.mark.parametrize("nested", NESTINGS)
def test_a_mover_has_the_new_roles_and_teams_at_once(slapd: Slapd, opened, nested: str) -> None:
    directory = opened(slapd, nested=nested)
    sam = directory.authenticate("sam.lee", "demo-sam")
    slapd.take(STAFF, "member", SAM)
    slapd.add(MANAGERS, "member", SAM)
    slapd.take(WEST, "member", SAM)
    slapd.add(EAST, "member", SAM)
    moved = directory.person(sam.id)
    assert (moved.roles, moved.teams) == ({"team_manager"}, {"East"})
    assert (logins(directory, "social_worker"), "sam.lee" in logins(directory, "team_manager")) == (
        ["priya.shah"],
        True,
    )


@pytest.mark.parametrize("nested", NESTINGS)
def test_a_leaver_without_any_group_has_no_role(slapd: Slapd, opened, nested: str) -> None:
    directory = opened(slapd, nested=nested)
    sam = directory.authenticate("sam.lee", "demo-sam")
    slapd.take(STAFF, "member", SAM)
    assert directory.person(sam.id).roles == frozenset()


@pytest.mark.parametrize("nested", NESTINGS)
def test_groups_that_hold_each_other_and_themselves_end(slapd: Slapd, opened, nested: str) -> None:
    directory = opened(slapd, nested=nested)
    slapd.add(STAFF, "member", MANAGERS)
    slapd.add(MANAGERS, "member", STAFF)
    slapd.add(MANAGERS, "member", MANAGERS)
    ruth = directory.authenticate("ruth.bennett", "demo-ruth")
    assert ruth.roles == {"team_manager", "social_worker"}
    assert logins(directory, "team_manager") == ["priya.shah", "ruth.bennett", "sam.lee", "tom.reilly"]


def test_a_member_that_is_no_longer_there_is_passed_over(slapd: Slapd, opened) -> None:
    slapd.add(STAFF, "member", f"uid=gone,ou=people,{BASE}")
    assert logins(opened(slapd), "social_worker") == ["priya.shah", "sam.lee"]


def test_a_person_is_the_same_under_a_new_name(slapd: Slapd, opened) -> None:
    directory = opened(slapd)
    sam = directory.authenticate("sam.lee", "demo-sam")
    slapd.replace(SAM, "displayName", "Sam Marchant-Lee")
    assert (directory.person(sam.id).id, directory.person(sam.id).name) == (sam.id, "Sam Marchant-Lee")


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_after_a_restart_of_the_server_the_next_question_is_answered(slapd: Slapd, opened, scheme: str) -> None:
    directory = opened(slapd, servers=(getattr(slapd, scheme),))
    sam = directory.authenticate("sam.lee", "demo-sam")
    slapd.stop()
    slapd.start()
    assert directory.person(sam.id) == sam


def test_while_the_server_is_away_it_is_told_at_once_and_afterwards_all_is_well(slapd: Slapd, opened) -> None:
    directory = opened(slapd)
    sam = directory.authenticate("sam.lee", "demo-sam")
    slapd.stop()
    began = perf_counter()
    with pytest.raises(DirectoryUnavailable):
        directory.authenticate("sam.lee", "demo-sam")
    with pytest.raises(DirectoryUnavailable):
        directory.person(sam.id)
    assert perf_counter() - began < 3
    slapd.start()
    assert directory.authenticate("sam.lee", "demo-sam") == sam


def test_a_server_that_hangs_in_the_middle_is_told_within_three_seconds(slapd: Slapd, opened) -> None:
    directory = opened(slapd)
    directory.authenticate("sam.lee", "demo-sam")
    slapd.pause()
    try:
        began = perf_counter()
        with pytest.raises(DirectoryUnavailable):
            directory.authenticate("sam.lee", "demo-sam")
        assert perf_counter() - began < 3
    finally:
        slapd.go_on()
    assert directory.authenticate("sam.lee", "demo-sam")


def test_where_one_of_two_servers_is_lost_the_other_answers(slapd: Slapd, shared_slapd: Slapd, opened) -> None:
    """Both hold the same people; their certificates are of two authorities, given in one file."""
    both = slapd.authority.with_name("both.pem")
    both.write_bytes(slapd.authority.read_bytes() + shared_slapd.authority.read_bytes())
    directory = opened(slapd, servers=(slapd.ldaps, shared_slapd.ldaps), authority_file=str(both))
    sam = directory.authenticate("sam.lee", "demo-sam")
    slapd.stop()
    assert directory.person(sam.id) == sam
    assert directory.authenticate("sam.lee", "demo-sam") == sam


def test_more_people_than_a_server_gives_at_once_are_all_found(slapd: Slapd, opened) -> None:
    """It gives five to a question that does not ask for pages, and calls that a success."""
    assert len(opened(slapd).people()) == 11
