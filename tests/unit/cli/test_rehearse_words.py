"""The words that make a long scenario short, and what each says when it cannot be meant or is not so."""

from pathlib import Path

import pytest

from webapp.cli import run

OPENING = """
title: A family
today: 2026-03-02
usual:
  strategy_discussion: {by: tom.reilly, answers: {concern: A neighbour called.}}
  plan_the_discussion: {by: tom.reilly, answers: {planned_on: that day, agencies: [police], in_danger: no}}
  hold_the_discussion:
    by: tom.reilly
    answers:
      held_on: that day
      took_part: [police]
      summary: All were heard.
      children: {each row: {enquiry: yes, reason: Harm is likely., safe_now: With an aunt.}}
  see_the_child: {by: priya.shah, answers: {visits: [{seen_on: that day, alone: yes}], wishes: Quiet.}}
steps:
  - open: strategy_discussion
    answers:
      family_name: Shaw
      children:
        - {given_name: Ava, is_born: yes, birth_date: today - 300 days, sex: F}
        - {given_name: Ben, is_born: yes, birth_date: today - 900 days, sex: M}
  - do: plan_the_discussion
"""
HELD = "  - do: hold_the_discussion\n"  # 15 working days after Monday 2 March are over on Monday 23 March


@pytest.fixture
def play(tmp_path, capsys):
    """Plays the opening with more steps; gives the exit status, what was printed and what went wrong."""

    def play(steps: str, opening: str = OPENING, authority: str = "york") -> tuple[int, str, str]:
        file: Path = tmp_path / "family.yaml"
        file.write_text(opening + steps)
        return run(["rehearse", str(file), "--authority", authority]), *capsys.readouterr()

    return play


@pytest.mark.parametrize(
    "steps",
    [
        HELD + "  - expect: {open: [{task: see_the_child, child: Ben}], not open: [{task: see_the_child, child: C}]}\n",
        HELD + "  - do: see_the_child\n    child: each\n  - expect: {not open: [see_the_child]}\n",
        HELD + "  - do: see_the_child\n    child: Ava\n    on: due - 2 wd\n  - advance to: 2026-03-19\n",
        HELD + "  - keep up: [see_the_child]\n    until: 2026-03-23\n  - expect: {not open: [see_the_child]}\n",
        HELD + "  - keep up: [see_the_child]\n    until: 2026-03-20\n  - expect: {open: [see_the_child]}\n",
        HELD + "  - wait for: explain_the_delay\n  - expect: {open: [{task: explain_the_delay, due: 2026-03-24}]}\n",
        "  - repeat: 3\n    steps: [{advance to: + 1 wd}]\n  - do: hold_the_discussion\n"
        "  - expect: {record: {discussions: [{held_on: 2026-03-05}]}}\n",
        "  - draft: hold_the_discussion\n    by: tom.reilly\n    answers: {summary: Half of it.}\n"
        "  - expect: {drafts: {hold_the_discussion: {tom.reilly: {summary: Half of it.}}}}\n",
        "  - do: hold_the_discussion\n    answers: {summary: ''}\n    refused: Enter what was said\n"
        "  - expect: {open: [hold_the_discussion], record: {discussions: 0}}\n",
        HELD + "  - expect: {open: [{task: see_the_child, due: {york: 2026-03-23, others: 2020-01-01}}]}\n",
        "  - advance to: 2030-01-01\n    authorities: [rotherham]\n  - do: hold_the_discussion\n    on: 2026-03-02\n",
        HELD + "  - expect: {record: {enquiries: [{child: Ben}, {child: Ava, started_on: today}]}}\n",
        HELD + "  - expect: {record: {enquiries: {among: [{child: Ben, ended_on: null}]}, plans: 0}}\n",
        HELD + "  - expect: {record: {enquiries: {at least: 2}, discussions: [{started_enquiry: yes}]}}\n",
        HELD + "  - expect: {record: {discussions: [{children: [Ben, Ava]}]}}\n",
    ],
)
def test_what_a_scenario_says_in_few_words_is_played(play, steps):
    """As the longer way to say it would be."""
    status, _, err = play(steps)
    assert (status, err) == (0, "")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("  - expect: {not open: [{task: hold_the_discussion, child: Ava}]}\n", "for Ava not to be open, and it is"),
        (
            "  - do: hold_the_discussion\n    refused: Enter\n",
            '"Enter" to be said, and the answers were taken',
        ),
        ("  - do: hold_the_discussion\n    answers: {summary: ''}\n    refused: Select\n", "Enter what was said"),
        ("  - wait for: see_the_child\n", "no timer runs that could open it"),
        ("  - do: hold_the_discussion\n    on: due\n", "no due date to count from"),
        ("  - repeat: often\n    steps: []\n", "repeat says how often"),
        (
            "  - repeat: 2\n    steps: [{do: see_the_child}]\n",
            "step 3, round 1, 1 (do see_the_child): this task is",
        ),
        ("  - keep up: [hold_the_discussion]\n", "is no day"),
        ("  - expect: {drafts: {hold_the_discussion: {tom.reilly: {summary: Half}}}}\n", "to say Half, found None"),
        ("  - expect: {record: {discussions: 1}}\n", "expected 1 discussions, found 0"),
        ("  - expect: {record: {discussions: {at least: 1}}}\n", "expected at least 1 discussions, found 0"),
        ("  - expect: {record: {meetings: 1}}\n", 'there is no "meetings" in the record'),
        (HELD + "  - expect: {record: {enquiries: [{child: Ava}]}}\n", "expected 1 enquiries, found 2"),
        (HELD + "  - expect: {record: {discussions: [{held_on: 2026-03-03}]}}\n", "found held_on 2026-03-02"),
        (HELD + "  - expect: {record: {discussions: [{held: 2026-03-03}]}}\n", 'there is no "held" in such a line'),
        (HELD + "  - expect: {record: {discussions: {of: 1}}}\n", "are told as a number, as a list"),
        (HELD + "  - expect: {open: [{task: see_the_child, due: {others: 2026-03-20}}]}\n", "found 2026-03-23"),
    ],
)
def test_what_is_not_so_or_cannot_be_meant_is_told(play, steps, said):
    """With the step."""
    status, _, err = play(steps)
    assert status == 1 and said in err


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ("usual: elsewhere.yaml", 'usual answers are not in "elsewhere.yaml"'),
        ("usual: [by]", "usual answers are told by task"),
        ("usual: {strategy_discussion: {who: tom}}", "there is no who here"),
        ("usual: {strategy_discussion: {by: tom, answers: [1]}}", "answers are told by field"),
    ],
)
def test_usual_answers_that_cannot_be_read_are_told(play, usual, said):
    """Before anything is played."""
    status, _, err = play("", f"title: x\n{usual}\nsteps: [{{open: strategy_discussion}}]\n")
    assert status == 1 and said in err


def test_usual_answers_may_stand_in_a_file_beside_the_scenario(play, tmp_path):
    """So that many scenarios share them."""
    usual, steps = OPENING.partition("usual:\n")[2].split("steps:\n")
    (tmp_path / "answers.yaml").write_text(usual)
    status, out, err = play("", f"title: x\nusual: answers.yaml\nsteps:\n{steps}")
    assert (status, err) == (0, "")
    assert "Completed Plan the discussion" in out
