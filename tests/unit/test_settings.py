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
