"""Scenarios are read strictly, played in memory, and fail where an expectation fails."""

import json

import pytest

from webapp.cli import run

OPENING = """
title: A family
today: 2026-03-02
steps:
  - open: strategy_discussion
    by: tom.reilly
    on: today - 2 wd
    answers:
      family_name: Shaw
      concern: A neighbour called.
      children:
        - {given_name: Ava, is_born: yes, birth_date: today - 300 days, sex: F}
"""


@pytest.fixture
def play(tmp_path, monkeypatch, capsys):
    """Plays the opening with more steps; gives the exit status, what was printed and what went wrong."""
    monkeypatch.chdir(tmp_path)

    def play(steps: str = "", *options: str, opening: str = OPENING) -> tuple[int, str, str]:
        file = tmp_path / "family.yaml"
        file.write_text(opening + steps)
        status = run(["rehearse", str(file), *options])
        return status, *capsys.readouterr()

    return play


def test_the_chronology_is_printed_day_by_day(play):
    status, out, _ = play()
    assert status == 0
    assert "Thursday 26 February 2026" in out and "Tom Reilly: Opened the case" in out
    assert "Task: Plan the discussion for Team manager" in out


def test_as_json_each_line_says_what_it_is(play):
    _, out, _ = play("", "--json")
    (told,) = json.loads(out)
    assert told["passed"] and told["today"] == "2026-03-02"
    task = next(line for line in told["chronology"] if line["what"] == "task")
    assert (task["task"], task["role"], task["due"]) == ("plan_the_discussion", "team_manager", None)


def test_a_failed_expectation_names_step_expected_and_found(play):
    status, _, err = play("  - expect: {open: [{task: plan_the_discussion, role: social_worker}]}\n")
    assert status == 1
    assert "step 2 (expect)" in err and "for social_worker, found team_manager" in err


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("{open: [hold_the_discussion]}", "found plan_the_discussion"),
        ("{not open: [plan_the_discussion]}", "not to be open, and it is"),
        ("{fired: [too_late]}", "expected too_late among fired, found none"),
        ("{messages: [asked]}", "expected asked among messages"),
        ("{ended: [strategy_discussion]}", "expected strategy_discussion among ended"),
        ("{decisions: {Ava: {outcome: plan}}}", "found no decision"),
        ("{departures: [Ava]}", "expected a departure for Ava, found none"),
        ("{open: [{task: plan_the_discussion, due: today}]}", "to be due 2026-03-02, found no date"),
    ],
)
def test_each_kind_of_expectation_can_fail(play, expected, said):
    status, _, err = play(f"  - expect: {expected}\n")
    assert status == 1 and said in err


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{dance: x}", "a step does one of"),
        ("{do: plan_the_discussion, with: x}", "there is no with here"),
        ("{do: plan_the_discussion, by: nobody}", 'nobody has the log-in "nobody"'),
        ("{do: plan_the_discussion, by: tom.reilly, on: today - 9 wd}", "before the step that it follows"),
        ("{do: plan_the_discussion, by: tom.reilly, on: Tuesday}", "is no day"),
        ("{do: something_else, by: tom.reilly}", "this task is not open; open are: plan_the_discussion"),
        ("{do: plan_the_discussion, by: sam.lee}", "Your roles do not let you"),
        ("{do: plan_the_discussion, by: tom.reilly}", "problem with"),
        ("{start: strategy_discussion, by: tom.reilly, children: [Ben]}", 'no child of the case is called "Ben"'),
        ("{open: strategy_discussion, by: tom.reilly}", "open already"),
        ("{expect: {closed: []}}", "there is no closed here"),
    ],
)
def test_a_step_that_cannot_be_is_named(play, step, said):
    status, _, err = play(f"  - {step}\n")
    assert status == 1 and "step 2" in err and said in err


def test_a_scenario_for_others_is_skipped_with_a_line(play):
    status, out, _ = play(opening=OPENING.replace("today:", "authorities: [york]\ntoday:"))
    assert status == 0 and "skipped, it is for york" in out


def test_a_file_that_is_no_scenario_is_refused(play):
    status, _, err = play(opening="- a list")
    assert status == 1 and "a scenario has a title and a list of steps" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "no text in UTF-8"),
        (b"title: x\nsteps:\n  - {do: x, on: 2026-13-45}\n", "month must be in 1..12"),
        (b"title: x\ntoday: 9999-12-31\nsteps:\n  - {advance to: today + 9 wd}\n", "no day that a calendar knows"),
    ],
)
def test_a_file_that_cannot_be_played_is_one_sentence(tmp_path, monkeypatch, capsys, content, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.yaml").write_bytes(content)
    assert run(["rehearse", "odd.yaml"]) == 1
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_a_folder_without_a_scenario_proves_nothing(tmp_path, capsys):
    """A build that rehearses a wrong folder must not pass."""
    assert run(["rehearse", str(tmp_path)]) == 2
    assert "There are no scenarios" in capsys.readouterr().err
