"""Decision tables on FEEL."""

from datetime import UTC, date, datetime

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import DiagramFailed, NoSuchLimit, ReleaseRefused
from engine.feel import Environment
from tests.unit.bpmn.drawing import end, process, rule, start, user
from tests.unit.bpmn.playing import FORMS, OPERATIONS

ENV = Environment(now=datetime(2026, 1, 5, 9, tzinfo=UTC))
RULES = ['"initial","transfer" | [0..5) | 7', 'not("initial") | - | if age < 10 then 10 else 14', " | ? > 3 | 21"]


def table(policy: str, rules: list[str], inputs=("kind", "age"), outputs=("days",), id: str = "visits") -> bytes:
    """A DMN file with one table; each rule is written as its cells with | between."""
    columns = "".join(
        f'<input id="i{n}"><inputExpression id="e{n}"><text>{one}</text></inputExpression></input>'
        for n, one in enumerate(inputs)
    )
    columns += "".join(f'<output id="o{n}" name="{one}" />' for n, one in enumerate(outputs))
    rows = ""
    for number, row in enumerate(rules):
        cells = [cell.strip().replace("<", "&lt;").replace(">", "&gt;") for cell in row.split("|")]
        entries = "".join(
            f'<inputEntry id="c{number}_{n}"><text>{one}</text></inputEntry>'
            for n, one in enumerate(cells[: len(inputs)])
        )
        entries += "".join(
            f'<outputEntry id="x{number}_{n}"><text>{one}</text></outputEntry>'
            for n, one in enumerate(cells[len(inputs) :])
        )
        rows += f'<rule id="r{number}">{entries}<annotationEntry><text>why</text></annotationEntry></rule>'
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="f" name="f" namespace="x">'
        f'<decision id="{id}" name="Visits"><decisionTable id="t" {policy}>{columns}<annotation name="Source" />{rows}'
        "</decisionTable></decision></definitions>"
    ).encode()


def ask(content: bytes, decision: str = "visits", **scope: object) -> object:
    return Catalogue.read_again({"rules.dmn": content}, OPERATIONS, FORMS).decide(decision, scope, ENV)


def test_first_takes_the_first_row_that_fits():
    """Lists, ranges, not(), a dash, an empty cell and tests with ? all work, and outputs are FEEL."""
    first = table('hitPolicy="FIRST"', RULES)
    assert ask(first, kind="transfer", age=4) == {"days": 7}
    assert ask(first, kind="transfer", age=5) == {"days": 10}
    assert ask(first, kind="review", age=12) == {"days": 14}
    assert ask(first, kind="initial", age=5) == {"days": 21}


def test_no_row_that_fits_gives_nulls():
    """So that an older value does not stay."""
    assert ask(table('hitPolicy="FIRST"', RULES), kind="initial", age=-1) == {"days": None}


def test_unique_is_checked_and_names_the_rows():
    """SpiffWorkflow's own takes the first in silence."""
    unique = table("", RULES)
    assert ask(unique, kind="initial", age=3) == {"days": 7}
    with pytest.raises(DiagramFailed, match="rules.dmn#visits: Rows 1 and 2 of the table fit at the same time."):
        ask(unique, kind="transfer", age=3)


def test_any_allows_rows_that_say_the_same():
    """Rows that differ are refused."""
    same = table('hitPolicy="ANY"', ["- | - | 1", "- | [0..9] | 1", "- | 10 | 2"])
    assert ask(same, kind="x", age=3) == {"days": 1}
    with pytest.raises(DiagramFailed, match="Rows 1 and 3"):
        ask(same, kind="x", age=10)


@pytest.mark.parametrize(("aggregation", "said"), [("SUM", 31), ("MIN", 10), ("MAX", 21), ("COUNT", 2)])
def test_collect_adds_up(aggregation, said):
    """Over all rows that fit."""
    assert ask(table(f'hitPolicy="COLLECT" aggregation="{aggregation}"', RULES), kind="a", age=6) == {"days": said}


def test_collect_gives_every_row_in_order():
    """A row is a context by the names of its outputs."""
    rows = table('hitPolicy="COLLECT"', ['"a" | - | 1 | "x"', '- | - | 2 | "y"'], outputs=("days", "who"))
    assert ask(rows, kind="a", age=1) == [{"days": 1, "who": "x"}, {"days": 2, "who": "y"}]


def test_a_task_asks_a_table_and_tells_what_it_saw(play):
    """Its inputs are names for the table; its outputs land in the process data."""
    asks = process(
        "asks",
        start("s", form="any_form", keep="how"),
        rule("visit_rule", "visits", kind="=data.how", age="=4"),
        user("go"),
        end("e"),
        flows="s > visit_rule > go > e",
    )
    story = play("asks", asks, tables={"rules.dmn": table('hitPolicy="FIRST"', RULES)})
    story.start({"how": "initial"})
    decided = story.step.decided[0]
    assert (decided.element, decided.decision) == ("visit_rule", "visits")
    assert (decided.inputs, decided.outputs) == ({"kind": "initial", "age": 4}, {"days": 7})
    assert '"days":7' in story.step.state


LIMITS = ["l", "limit", "authority", "on"]
ROWS = [
    '"ten_days" | "york" | >= date("2026-01-01") | 8 | "working days" | null',
    '"ten_days" | "york" | - | 9 | "working days" | 5',
    '"ten_days" | - | - | 10 | "working days" | null',
    '"only_york" | "york" | - | 1 | "days" | null',
]


def limits() -> Catalogue:
    content = table('hitPolicy="FIRST"', ROWS, tuple(LIMITS[1:]), ("amount", "unit", "amber"), id="limits")
    return Catalogue.read({"limits.dmn": content}, OPERATIONS, FORMS)


def test_a_limit_is_the_row_of_the_authority_in_force_that_day():
    """Else the national row; the numbers are whole."""
    catalogue = limits()
    assert catalogue.limit("ten_days", "york", date(2026, 1, 1)).amount == 8
    before = catalogue.limit("ten_days", "york", date(2025, 12, 31))
    assert (before.amount, before.amber, before.rounding, before.authority) == (9, 5, "earlier", "york")
    assert catalogue.limit("ten_days", "rotherham", date(2026, 1, 1)).amount == 10


def test_a_limit_without_a_row_says_so():
    """The reader learns for whom and when it was looked up."""
    with pytest.raises(NoSuchLimit, match="no time limit called only_york for rotherham on 2026-01-01"):
        limits().limit("only_york", "rotherham", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (table('hitPolicy="PRIORITY"', RULES), "hit policy PRIORITY"),
        (table('hitPolicy="FIRST" aggregation="SUM"', RULES), "aggregation SUM"),
        (table("", ["- | 1"]), "Row 1 does not have a cell for each column"),
        (table("", ["- | - | 1 +"]), "is not FEEL"),
        (
            table("", ["- | - | 1"], outputs=("",))
            .replace(b"<decisionTable", b"<literalExpression")
            .replace(b"</decisionTable", b"</literalExpression"),
            "no decision table",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(content, message):
    """At publish, with a sentence."""
    with pytest.raises(ReleaseRefused) as refused:
        Catalogue.read({"rules.dmn": content}, OPERATIONS, FORMS)
    assert any(message in str(one) for one in refused.value.findings)
