"""Who is not let in, and which servers are not believed: accounts that are over, certificates, settings."""

import pytest

from engine.directory import open_directory
from engine.domain.errors import (
    AccountClosed,
    BadDirectoryFile,
    BadSettings,
    DirectoryNotTrusted,
    DirectoryUnavailable,
)
from tests.certificates import Authority, self_signed
from tests.slapd import BASE

PRIYA = f"uid=priya.shah,ou=people,{BASE}"
RIGHT = ("priya.shah", "demo-priya")


def why(refusal) -> str:
    """What an administrator reads."""
    return refusal.value.facts["why"]


def test_an_account_that_an_administrator_locked_is_refused_and_nobody_in_open_sessions(slapd, opened) -> None:
    directory = opened(slapd)
    priya = directory.authenticate(*RIGHT)
    slapd.add(PRIYA, "pwdAccountLockedTime", "000001010000Z")
    assert directory.authenticate(*RIGHT) is None  # this server does not say why
    assert directory.person(priya.id) is None
    assert "priya.shah" not in {person.login for person in directory.people()}


def test_a_lock_after_wrong_passwords_refuses_log_ins_but_ends_no_session(slapd, opened) -> None:
    """Else anybody could throw a person out by typing wrong passwords."""
    directory = opened(slapd)
    priya = directory.authenticate(*RIGHT)
    slapd.replace(f"cn=policy,{BASE}", "pwdMaxFailure", "2")
    assert [directory.authenticate("priya.shah", "wrong") for _ in range(2)] == [None, None]
    assert directory.authenticate(*RIGHT) is None
    assert directory.person(priya.id) == priya


def test_an_account_past_its_last_day_is_refused_with_the_reason(slapd, opened) -> None:
    """To who knows the password."""
    directory = opened(slapd)
    priya = directory.authenticate(*RIGHT)
    slapd.add(PRIYA, "objectClass", "shadowAccount")
    slapd.add(PRIYA, "shadowExpire", "20513")
    with pytest.raises(AccountClosed, match="has run out"):
        directory.authenticate(*RIGHT)
    assert directory.authenticate("priya.shah", "wrong") is None
    assert directory.person(priya.id) is None


def test_an_account_that_the_password_policy_has_ended_is_refused(slapd, opened) -> None:
    directory = opened(slapd)
    priya = directory.authenticate(*RIGHT)
    slapd.add(PRIYA, "pwdEndTime", "20260301000000Z")
    assert directory.authenticate(*RIGHT) is None  # this server does not say why
    assert directory.person(priya.id) is None


def test_a_password_that_has_run_out_is_refused_with_the_reason(slapd, opened) -> None:
    """The server tells it to who knows the password."""
    slapd.replace(f"cn=policy,{BASE}", "pwdMaxAge", "60")
    slapd.add(PRIYA, "pwdChangedTime", "20200101000000Z")
    with pytest.raises(AccountClosed, match="its password"):
        opened(slapd).authenticate(*RIGHT)
    assert opened(slapd).authenticate("priya.shah", "wrong") is None


def test_an_account_that_ends_later_works(slapd, opened) -> None:
    slapd.add(PRIYA, "objectClass", "shadowAccount")
    slapd.add(PRIYA, "shadowExpire", "20516")
    assert opened(slapd).authenticate(*RIGHT)


def test_an_unknown_name_costs_the_server_what_a_known_one_does(shared_slapd, opened, monkeypatch) -> None:
    """So that the time an answer takes does not tell who works here."""
    from engine.directory.servers import Servers

    directory, asked, connect = opened(shared_slapd), [], Servers.connect
    assert directory.authenticate(*RIGHT)
    monkeypatch.setattr(Servers, "connect", lambda *given: (asked.append(given[1]), connect(*given))[1])
    assert directory.authenticate("priya.shah", "wrong") is None
    assert directory.authenticate("no.body", "wrong") is None
    assert asked == [PRIYA, f"cn=nobody,ou=people,{BASE}"]


def test_people_may_have_to_fit_a_filter_of_the_council(shared_slapd, opened) -> None:
    directory = opened(shared_slapd, fit="(title=Team manager)")
    assert directory.authenticate(*RIGHT) is None
    assert [person.login for person in directory.people()] == ["ruth.bennett", "tom.reilly"]


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ("run out", "has run out"),
        ("self-signed", "not signed by an authority"),
        ("another authority", "not signed by an authority"),
        ("another host", "a server of another name"),
    ],
)
def test_a_server_with_a_wrong_certificate_never_sees_a_password(
    slapd, opened, tmp_path, certificate, said, scheme
) -> None:
    authority = Authority(tmp_path)
    made = {
        "run out": lambda: authority.server("old", days=-1),
        "self-signed": lambda: self_signed(tmp_path),
        "another authority": lambda: Authority(tmp_path, "stranger").server("strange"),
        "another host": lambda: authority.server("other", host="dc2.council.invalid"),
    }
    slapd.stop()
    slapd.use_certificate(made[certificate]())
    slapd.start()
    directory = opened(slapd, servers=(getattr(slapd, scheme),), authority_file=str(authority.file))
    with pytest.raises(DirectoryNotTrusted, match="cannot show that it is the right one") as refusal:
        directory.authenticate(*RIGHT)
    assert said in why(refusal)


def test_without_an_authority_of_its_own_only_those_of_the_machine_are_trusted(shared_slapd, opened) -> None:
    with pytest.raises(DirectoryNotTrusted):
        opened(shared_slapd, authority_file="").authenticate(*RIGHT)


def test_nothing_goes_in_the_clear_unless_a_setting_says_so(opened, shared_slapd) -> None:
    """A server that offers no StartTLS is not spoken to."""
    from tests.integration.directory.false_server import false_server, message

    asked = []

    def offers_none(number, operation):
        asked.append(operation)
        yield message(number, 0x78, b"\x0a\x01\x02\x04\x00\x04\x00")  # a protocol error, as the standard has it

    with false_server(offers_none) as address:
        with pytest.raises(DirectoryUnavailable) as refusal:
            opened(shared_slapd, servers=(address,)).authenticate(*RIGHT)
        assert "does not offer StartTLS" in why(refusal)
    assert asked == [0x77]  # the question for StartTLS, and nothing after it
    assert opened(shared_slapd, servers=(shared_slapd.ldap,), in_the_clear=True).authenticate(*RIGHT)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "wrong"}, "DIRECTORY_ACCOUNT"),
        ({"account": f"cn=nobody,{BASE}"}, "DIRECTORY_ACCOUNT"),
        ({"people": f"ou=nowhere,{BASE}"}, "DIRECTORY_PEOPLE"),
        ({"servers": ("ldaps://localhost:1",)}, "Nothing listens there"),
        ({"servers": ("ldaps://no-such-host.invalid",)}, "name"),
    ],
)
def test_what_is_wrong_in_the_settings_is_told_to_the_administrator(shared_slapd, opened, changed, said) -> None:
    with pytest.raises(DirectoryUnavailable, match="cannot be reached") as refusal:
        opened(shared_slapd, **changed).authenticate(*RIGHT)
    assert said in why(refusal)
    assert "the-service-password" not in why(refusal)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"base": "the council"}, "DIRECTORY_BASE"),
        ({"people": "people"}, "DIRECTORY_PEOPLE"),
        ({"fit": "(title=Team"}, "DIRECTORY_FILTER"),
        ({"authority_file": "missing.pem"}, "DIRECTORY_CA"),
        ({"authority_file": __file__}, "DIRECTORY_CA"),
    ],
)
def test_settings_that_no_server_could_understand_are_refused_at_once(shared_slapd, settings_for, changed, said):
    with pytest.raises(BadSettings, match=said):
        open_directory("", settings_for(shared_slapd, **changed))


def test_a_table_that_is_missing_is_refused_at_once(shared_slapd, settings_for, tmp_path) -> None:
    with pytest.raises(BadDirectoryFile, match=r"groups\.csv"):
        open_directory("", settings_for(shared_slapd, groups=str(tmp_path / "groups.csv")))
