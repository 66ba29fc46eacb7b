"""A local limit may be stricter than the statute, never looser: over a year of days, whatever the units."""

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import ReleaseRefused
from tests.unit.bpmn.playing import FORMS, OPERATIONS
from tests.unit.bpmn.test_decisions import table

NAMES = ("amount", "unit", "rounding", "statutory")
STATUTE = '"talk" | - | - | 15 | "working days" | "earlier" | true'
RIGHT = '"talk" | - | - | 7 | "days" | "later" | true'
CUSTOM = '"talk" | - | - | 15 | "working days" | "earlier" | false'


def told(local: str, national: str = STATUTE) -> list[str]:
    files = {
        "limits.dmn": table('hitPolicy="FIRST"', [local, national], ("limit", "authority", "on"), NAMES, id="limits")
    }
    try:
        Catalogue.read(files, OPERATIONS, FORMS)
    except ReleaseRefused as refused:
        return [str(one) for one in refused.findings]
    return []


@pytest.mark.parametrize(
    "row",
    ['16 | "working days"', '22 | "days"', '1 | "months"', '30 | "days"'],
)
def test_a_looser_row_is_refused_with_both_sums(row: str):
    """Also one in calendar days that is shorter in most weeks and longer in some."""
    (found,) = told(f'"talk" | "york" | - | {row} | "earlier" | false')
    assert found.startswith("limits.dmn#limits: york has a looser talk than the statute: ")
    assert "The statute says 15 working days after" in found


@pytest.mark.parametrize("row", ['15 | "working days"', '10 | "working days"', '19 | "days"', '48 | "hours"'])
def test_a_row_as_strict_is_published(row: str):
    assert told(f'"talk" | "york" | - | {row} | "earlier" | false') == []


def test_what_protects_a_person_may_be_longer_but_not_shorter():
    """A window that runs to the next working day is the person's right."""
    assert told('"talk" | "york" | - | 10 | "days" | "later" | false', RIGHT) == []
    assert len(told('"talk" | "york" | - | 5 | "days" | "later" | false', RIGHT)) == 1


def test_a_national_row_that_is_no_statute_binds_nobody():
    """The guides of the authorities may differ from one another."""
    assert told('"talk" | "york" | - | 20 | "working days" | "earlier" | false', CUSTOM) == []


def test_a_row_of_some_later_months_is_compared_from_then_on():
    assert len(told('"talk" | "york" | >= date("2026-09-01") | 20 | "working days" | "earlier" | false')) == 1
