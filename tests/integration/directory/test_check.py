"""`childpath directory check`: what whoever connects Childpath to a council's directory reads."""

import pytest

from tests.slapd import ACCOUNT, BASE, PASSWORD, Slapd
from webapp.cli import run


@pytest.fixture
def environment(monkeypatch, shared_slapd: Slapd, table):
    """A function that sets the variables for the server, with some of them changed."""

    def set_variables(slapd: Slapd = shared_slapd, **changed: str) -> None:
        variables = {
            "DIRECTORY": slapd.ldaps,
            "DIRECTORY_BASE": BASE,
            "DIRECTORY_ACCOUNT": ACCOUNT,
            "DIRECTORY_PASSWORD": PASSWORD,
            "DIRECTORY_GROUPS": str(table),
            "DIRECTORY_CA": str(slapd.authority),
        }
        for name, value in (variables | changed).items():
            monkeypatch.setenv(name, value)

    return set_variables


def test_servers_certificate_groups_and_a_person_are_told(environment, capsys, shared_slapd) -> None:
    environment(DIRECTORY=f"{shared_slapd.ldaps} {shared_slapd.ldap}")
    assert run(["directory", "check", "tom.reilly"]) == 0
    said = capsys.readouterr().out
    for address in (shared_slapd.ldaps, shared_slapd.ldap):
        assert f"Found  Server {address}: TLSv1.3, certificate signed by Tests authority, good until" in said
    assert f"Role social_worker: 2 people in cn=social_worker,ou=roles,{BASE}" in said
    assert "Team East: 2 people" in said
    assert "Tom Reilly is known by 4164ca78-28ea-577d-9ca5-2442d01d7f64." in said
    assert "The account works." in said and "Roles: team_manager." in said and "Teams: East." in said
    assert PASSWORD not in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DIRECTORY_PASSWORD": "wrong"}, f"does not accept {ACCOUNT}: invalidCredentials"),
        ({"DIRECTORY": "ldaps://localhost:1"}, "Nothing listens there"),
        ({"DIRECTORY_CA": ""}, "not signed by an authority"),
        ({"DIRECTORY_BASE": "dc=elsewhere"}, "nothing at the place that DIRECTORY_BASE"),
    ],
)
def test_what_is_wrong_is_told_with_its_name(environment, capsys, changed, said) -> None:
    environment(**changed)
    assert run(["directory", "check"]) == 1
    told = capsys.readouterr()
    assert f"WRONG  {'Server ' if 'DIRECTORY_BASE' not in changed else ''}" in told.out and said in told.out
    assert "wrong." in told.err


def test_a_group_that_is_not_there_is_told(environment, capsys, tmp_path) -> None:
    table = tmp_path / "groups.csv"
    table.write_text(f'group,kind,name\n"cn=analyst,ou=roles,{BASE}",role,analyst\n"cn=gone,{BASE}",team,North\n')
    environment(DIRECTORY_GROUPS=str(table))
    assert run(["directory", "check"]) == 1
    assert f"WRONG  Team North: there is no group cn=gone,{BASE}." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("max.turner", "WRONG  The account is disabled or over: no log-in."),
        ("zoe.nolan", "WRONG  Roles: none, so there is no log-in."),
        ("no.body", 'WRONG  There is not exactly one person with the user name "no.body".'),
    ],
)
def test_why_a_person_cannot_log_in_is_told(environment, capsys, person, said) -> None:
    environment()
    assert run(["directory", "check", person]) == 1
    assert said in capsys.readouterr().out


def test_without_a_directory_the_missing_setting_is_named(monkeypatch, capsys) -> None:
    monkeypatch.delenv("DIRECTORY", raising=False)
    assert run(["directory", "check"]) == 1
    assert "DIRECTORY is missing" in capsys.readouterr().err


def test_the_demo_council_is_told_as_a_file(monkeypatch, capsys) -> None:
    monkeypatch.setenv("DIRECTORY", "embedded:")
    assert run(["directory", "check", "sam.lee"]) == 0
    assert "Roles: social_worker." in capsys.readouterr().out
