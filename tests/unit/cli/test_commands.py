"""The command line: what it prints, and the exit status it gives."""

import errno
import getpass
import json
import os
import shutil
from pathlib import Path

import pytest

from webapp.cli import COMMANDS, run

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    """Most commands read the current folder: start in an empty one."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_by_an_example(name, capsys):
    assert run([name, "--help"]) == 0
    assert "Example:" in capsys.readouterr().out


def test_due_gives_the_date_with_its_sum(capsys):
    """The shipped limits over Christmas, as the design says."""
    assert run(["due", "initial_conference", "2025-12-12", "--authority", "rotherham"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2026-01-07  15 working days after Friday 12 December 2025, skipping 25 and 26 December")


def test_due_as_json_is_a_list_of_objects(capsys):
    assert run(["due", "conference_record", "2 March 2026", "--authority", "warwickshire", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert set(told) == {"limit", "authority", "from", "due", "sum", "source"}
    assert (told["limit"], told["authority"], told["from"], told["due"]) == (
        "conference_record",
        "warwickshire",
        "2026-03-02",
        "2026-03-23",
    )


def test_due_in_clock_hours_gives_londons_date_and_time(capsys):
    assert run(["due", "veto_oversight", "2026-06-05 16:15", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["from"], told["due"]) == ("2026-06-05T16:15", "2026-06-06T16:15")


def test_due_without_such_a_limit_is_an_empty_list_and_exit_status_3(capsys):
    assert run(["due", "home_visit", "2026-01-05", "--json"]) == 3
    captured = capsys.readouterr()
    assert captured.out.strip() == "[]"
    assert captured.err.count("\n") == 1 and "home_visit" in captured.err


def test_due_is_the_authoritys_own_where_it_has_a_row(capsys):
    assert run(["due", "home_visit", "2026-01-05", "--authority", "North Yorkshire"]) == 0
    assert capsys.readouterr().out.startswith("2026-01-19  ")


def test_due_reads_the_tables_of_the_current_folder_first(tmp_path, capsys):
    """An analyst sees a changed table before it is published."""
    (tmp_path / "processes").mkdir()
    table = (ROOT / "processes" / "limits.dmn").read_text()
    (tmp_path / "processes" / "limits.dmn").write_text(table.replace('"initial_conference"', '"a_new_limit"'))
    assert run(["due", "a_new_limit", "2025-12-12"]) == 0
    assert run(["due", "initial_conference", "2025-12-12"]) == 3


def test_a_wrong_date_is_one_sentence_and_exit_status_2(capsys):
    assert run(["due", "initial_conference", "someday"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and '"someday" is not a date' in captured.err


def test_the_shipped_files_are_sound(capsys):
    assert run(["check"]) == 0
    assert "files are sound." in capsys.readouterr().out


def test_check_names_what_needs_mending(tmp_path, capsys):
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<definitions")
    assert run(["check", str(broken)]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("broken.bpmn") and "mending" in captured.err


def test_check_of_a_folder_with_nothing_in_it_says_so(tmp_path, capsys):
    assert run(["check", str(tmp_path)]) == 1
    assert "no diagrams, tables or forms" in capsys.readouterr().err


def test_an_unknown_command_is_one_sentence(capsys):
    assert run(["dance"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_wrong_settings_are_one_sentence(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    assert run(["upgrade-database"]) == 1
    assert "DATABASE_URL" in capsys.readouterr().err


def test_a_release_is_published_and_its_record_is_whole(monkeypatch, tmp_path, capsys):
    """From nothing: the schema, a release, and the proof of the record."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'work.sqlite'}")
    assert [run([name]) for name in ("upgrade-database", "publish", "verify-record")] == [0, 0, 0]
    assert "Release 1 is published" in capsys.readouterr().out


def test_serving_on_a_taken_port_is_one_sentence(monkeypatch, tmp_path, capsys):
    import socket

    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DIRECTORY", "embedded:")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["serve", str(taken.getsockname()[1])]) == 1
    assert "port" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []  # nothing was made


@pytest.mark.parametrize("dates", [[""], ["9999-12-31"], ["0001-01-01"], ["2025-12-12", "20255-12-12"]])
def test_a_date_that_is_none_or_far_from_any_life_is_one_sentence(dates, capsys):
    assert run(["due", "initial_conference", *dates]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and "is not a date" in captured.err


def test_a_second_release_is_published_over_the_first(monkeypatch, tmp_path, capsys):
    """An analyst's change goes live by the same command as the first release."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'work.sqlite'}")
    assert run(["publish"]) == 0
    for folder in ("processes", "forms"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "processes" / "holidays.csv").write_text("date,change,source\n2027-06-07,add,announced\n")
    assert run(["publish"]) == 0
    assert "Release 2 is published" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:geheim@host:port/x", "DATABASE_URL cannot be read"),
        ("sqlite:////nowhere/at/all.sqlite", "unable to open database file"),
        ("sqlite:///a.sqlite", "file is not a database"),
        ("sqlite:///new.sqlite", "Run `childpath upgrade-database` first."),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_that_says_why(monkeypatch, tmp_path, capsys, url, said):
    """Who runs a command can mend it, and learns no password from it."""
    (tmp_path / "a.sqlite").write_text("no database at all" * 100)
    monkeypatch.setenv("DATABASE_URL", url)
    assert run(["verify-record"]) == 1
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1 and "geheim" not in err


def test_a_record_is_proved_of_a_case_that_is_there(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'work.sqlite'}")
    assert [run(["upgrade-database"]), run(["verify-record", "99"]), run(["verify-record", str(10**30)])] == [0, 1, 2]
    assert "no such case" in capsys.readouterr().err


def test_an_address_that_is_none_is_one_sentence(capsys):
    assert run(["demo", "--host", "999.1.1.1"]) == 1
    assert capsys.readouterr().err == 'Cannot serve on "999.1.1.1": there is no such address.\n'


def test_a_machine_that_has_no_name_for_its_user_can_publish(monkeypatch, tmp_path):
    """Containers run as numbers."""

    def nobody():
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'work.sqlite'}")
    assert run(["publish"]) == 0


def test_a_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(tmp_path, monkeypatch, capsys):
    """Else a limit that stands there is said not to exist."""

    def refused(path):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "processes").mkdir()
    monkeypatch.setattr(os, "scandir", refused)
    assert run(["due", "initial_conference", "2025-12-12"]) == 1
    assert "processes cannot be used: Permission denied" in capsys.readouterr().err
