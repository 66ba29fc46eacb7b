"""Settings: defaults that run at once, and every mistake named in one go."""

import pytest

from engine import BadSettings, Settings

KEY = "k" * 32


def test_an_empty_environment_runs_on_a_file_in_this_folder():
    settings = Settings.from_environ({})
    assert (settings.database_url, settings.port, settings.authority) == (
        "sqlite:///childpath.sqlite",
        8000,
        "national",
    )


def test_every_wrong_and_missing_variable_is_named_at_once():
    wrong = {"PORT": "eighty", "WORKERS": "0", "DATABASE_URL": "mysql://u:hush@h/d", "AUTHORITY": "North Yorkshire"}
    with pytest.raises(BadSettings) as refused:
        Settings.from_environ(wrong, serving=True)
    told = str(refused.value)
    assert all(name in told for name in (*wrong, "SECRET_KEY", "DIRECTORY"))
    assert "hush" not in told


def test_serving_needs_a_key_that_is_long_enough_and_a_directory():
    with pytest.raises(BadSettings, match="SECRET_KEY is shorter than 32 characters"):
        Settings.from_environ({"SECRET_KEY": "short", "DIRECTORY": "embedded:"}, serving=True)
    assert Settings.from_environ({"SECRET_KEY": KEY, "DIRECTORY": "embedded:"}, serving=True).secret_key == KEY


def test_several_web_processes_need_postgresql():
    with pytest.raises(BadSettings, match="SQLite cannot serve"):
        Settings.from_environ({"WORKERS": "2"})
    assert Settings.from_environ({"WORKERS": "2", "DATABASE_URL": "postgresql://h/d"}).workers == 2


LDAP = {
    "DIRECTORY": "ldaps://dc1.council.invalid ldap://dc2.council.invalid:3389",
    "DIRECTORY_BASE": "dc=council,dc=invalid",
    "DIRECTORY_ACCOUNT": "cn=childpath,dc=council,dc=invalid",
    "DIRECTORY_PASSWORD": "hush-hush",
    "DIRECTORY_GROUPS": "groups.csv",
}


def test_the_addresses_of_servers_bring_the_settings_of_a_directory():
    settings = Settings.from_environ(LDAP | {"DIRECTORY_KIND": "Active Directory", "DIRECTORY_TLS": "off"})
    assert settings.ldap.servers == ("ldaps://dc1.council.invalid", "ldap://dc2.council.invalid:3389")
    assert (settings.ldap.kind, settings.ldap.in_the_clear, settings.demo) == ("active directory", True, False)
    assert Settings.from_environ(LDAP).ldap.in_the_clear is False
    assert "hush-hush" not in repr(settings)


def test_all_that_a_directory_lacks_is_named_at_once():
    wrong = {"DIRECTORY_KIND": "novell", "DIRECTORY_NESTED": "guess", "DIRECTORY_TLS": "maybe"}
    with pytest.raises(BadSettings) as refused:
        Settings.from_environ({"DIRECTORY": "http://dc1.council.invalid"} | wrong)
    missing = ("DIRECTORY_BASE", "DIRECTORY_ACCOUNT", "DIRECTORY_PASSWORD", "DIRECTORY_GROUPS")
    assert all(name in str(refused.value) for name in (*wrong, *missing, "http://dc1.council.invalid"))
