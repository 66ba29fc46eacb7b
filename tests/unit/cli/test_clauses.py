"""`childpath clauses`: what is claimed of each clause, and what is wrong with a claim."""

import csv
import json
from pathlib import Path

import pytest

from engine.clauses import ClauseLine, marked_tests, wrong_clauses
from tests.without import CannotBeTakenOut, without
from webapp.cli import run

ROOT = Path(__file__).parents[3]


def line(how: str, *, where: tuple[str, ...] = (), tests: tuple[str, ...] = (), why: str = "") -> ClauseLine:
    return ClauseLine("ROT-001", "rotherham", how, where, tests, why)


@pytest.mark.parametrize(
    ("claimed", "wrong"),
    [
        (line("enforced", where=("a.bpmn#b",), tests=("t.py::test",)), ""),
        (line("shown", where=("a.bpmn#b",)), ""),
        (line("gap", why="It comes with the minutes."), ""),
        (line("enforced", where=("a.bpmn#b",)), "no test names it"),
        (line("enforced", tests=("t.py::test",)), "no element or row names it"),
        (line("prompted"), "no element or row names it"),
        (line("not software's"), "does not say why"),
        (line("gap", where=("a.bpmn#b",), why="It comes later."), "a.bpmn#b names it"),
        (line("", why="Nobody looked."), 'Its state is "", which is none'),
    ],
)
def test_a_claim_holds_or_is_told(claimed: ClauseLine, wrong: str) -> None:
    found = [str(finding) for finding in wrong_clauses([claimed])]
    assert [wrong in one for one in found] == ([True] if wrong else [])


def test_an_installed_program_has_no_tests_to_ask_for() -> None:
    """The wheel holds the clauses, not the tests."""
    assert wrong_clauses([line("enforced", where=("a.bpmn#b",))], tested=False) == []


def test_a_test_names_clauses_by_its_mark(tmp_path: Path) -> None:
    """On functions and in classes, several at once."""
    folder = tmp_path / "tests"
    folder.mkdir()
    text = '@pytest.mark.clause("A-1", "B-2")\ndef test_one(): ...\n\nclass TestTwo:\n'
    text += '    @pytest.mark.clause("A-1")\n    def test_inside(self): ...\n    def test_other(self): ...\n'
    (folder / "test_it.py").write_text(text)
    found = marked_tests(folder)
    assert found == {
        "A-1": ("tests/test_it.py::test_one", "tests/test_it.py::TestTwo::test_inside"),
        "B-2": ("tests/test_it.py::test_one",),
    }


def test_every_clause_is_told_as_json(capsys) -> None:
    """All 344, each with how it is kept, where, by which tests, and why."""
    assert run(["clauses", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with (ROOT / "processes" / "clauses.csv").open(newline="", encoding="utf-8") as file:
        assert [one["id"] for one in told] == [row["id"] for row in csv.DictReader(file)]
    assert len(told) == 344
    assert all(set(one) == {"id", "how", "where", "tests", "why"} for one in told)


def test_one_clause_is_told_with_where_and_by_which_tests(capsys) -> None:
    assert run(["clauses", "rot-014"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("ROT-014 (rotherham): enforced.")
    assert "strategy_discussion.bpmn#" in out and "tests/processes/test_strategy_discussion.py::" in out


def test_an_unknown_clause_is_an_error(capsys) -> None:
    assert run(["clauses", "ROT-999"]) == 1
    assert capsys.readouterr().err == "There is no clause ROT-999.\n"


# ---- taking a clause's element out


def test_what_is_taken_out_is_passed_through() -> None:
    """The task is gone, its flows are not, and the timer on it has gone with it."""
    files = {"a.bpmn": (ROOT / "processes" / "section_47_enquiry.bpmn").read_bytes()}
    left = without(files, ["a.bpmn#gather_the_information"])["a.bpmn"].decode()
    assert '<bpmn:userTask id="gather_the_information"' not in left
    assert '<bpmn:intermediateThrowEvent id="gather_the_information"' in left
    assert 'attachedToRef="gather_the_information"' not in left


def test_a_row_of_a_table_can_be_taken_out() -> None:
    files = {"limits.dmn": (ROOT / "processes" / "limits.dmn").read_bytes()}
    left = without(files, ["limits.dmn#york_report_to_parents"])
    assert b'rule id="york_report_to_parents"' in files["limits.dmn"]
    assert b'rule id="york_report_to_parents"' not in left["limits.dmn"]


def test_what_leaves_no_mark_cannot_be_proved() -> None:
    """A lane does nothing by itself: a clause that names only it is not enforced by it."""
    files = {"a.bpmn": (ROOT / "processes" / "strategy_discussion.bpmn").read_bytes()}
    with pytest.raises(CannotBeTakenOut, match="team_manager"):
        without(files, ["a.bpmn#team_manager"])
