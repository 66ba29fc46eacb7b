"""Cells of decision tables beyond those of the corpus."""

from datetime import date

import pytest

from engine import feel
from tests.unit.feel.asking import hits


@pytest.mark.parametrize("cell", ["-", "", " ", "=-"])
def test_an_empty_cell_is_true_for_everything(cell: str) -> None:
    assert [hits(cell, one) for one in (None, 1, "a", [1])] == [True] * 4


@pytest.mark.parametrize(
    ("cell", "tested", "answer"),
    [
        ('[date("2026-01-01")..date("2026-12-31")]', date(2026, 5, 1), True),
        ('>= date("2026-05-01")', date(2026, 5, 1), True),
        ("> 3, null", None, True),
        ('"a", > 3', "b", None),
        ("null", None, True),
        ("not(null)", 5, True),
        ("not(> 3, 1)", 2, True),
        ("not(true)", False, True),
        ("not(true) and true", 1, False),
        ("a = 3", None, True),
        ("a = 4", "x", False),
        ("a = 3", False, True),
        ("list contains([1, 2], ?)", 2, True),
        ("? in (1, 2) and a = 3", 2, True),
        ("some x in [1, 2] satisfies x = ?", 2, True),
        ("flag", True, True),
        ("flag", False, False),
        ("flag", "x", True),
        ("a", 3, True),
        ("? + 1", 3, None),
        ("count(?) > 1", [1, 2], True),
    ],
)
def test_a_cell_is_hit_as_dmn_says(cell: str, tested: object, answer: bool | None) -> None:
    assert hits(cell, tested, a=3, flag=True) is answer


def test_a_cell_knows_its_names_but_the_input_is_none_of_them() -> None:
    cell = feel.compile_unary("> data.limit, ? = other", "t.dmn#r1", names=["data", "other"])
    assert (cell.names, cell.paths, cell.condition) == ({"data", "other"}, {"data.limit", "other"}, True)


def test_a_cell_with_an_unknown_name_is_refused() -> None:
    with pytest.raises(feel.FeelError, match=r"t.dmn#r1: There is no “plam” at character 1. Did you mean “plan”\?"):
        feel.compile_unary("plam", "t.dmn#r1", names=["plan"])
