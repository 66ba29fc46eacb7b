"""What the tests of FEEL share: a set moment, and one call from text to value."""

from datetime import UTC, date, datetime

import pytest

from engine import feel
from engine.domain import limits
from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import NoSuchLimit

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
ROWS = {
    "first": limits.Limit("first", "national", 15, limits.WORKING_DAYS, "the meeting"),
    "oversight": limits.Limit("oversight", "national", 24, limits.HOURS, "the override"),
}


def due(name: str, anchor: date | datetime) -> limits.Due:
    if name not in ROWS:
        raise NoSuchLimit(limit=name, authority="national", on=anchor)
    return limits.apply(ROWS[name], anchor, WorkingCalendar())


def world(now: datetime = NOW, **facts: object) -> feel.Environment:
    return feel.Environment(**{"now": now, "due": due, **facts})


def value(text: str, /, **scope: object) -> object:
    """The value of an expression over these names."""
    return feel.compile(text, "test#it").run(scope, world())


def warned(text: str, /, **scope: object) -> list[str]:
    """The warnings of an expression whose value is null."""
    env = world()
    assert feel.compile(text, "test#it").run(scope, env) is None
    return env.warnings


def hits(cell: str, tested: object, /, **scope: object) -> object:
    """What a cell of a decision table says of an input."""
    return feel.compile_unary(cell, "test#it").run({**scope, "?": tested}, world())


def refusal(text: str, /, names: list[str] | None = None) -> str:
    """Why an expression is refused. Fails if it is not."""
    with pytest.raises(feel.FeelError, match=r"^plan\.bpmn#it: ") as refused:
        feel.compile(text, "plan.bpmn#it", names=names)
    return str(refused.value.reason)
