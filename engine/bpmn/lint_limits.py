"""The table of limits: an authority may bind itself more strictly than the statute, never less."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from engine.bpmn import table_of_limits
from engine.bpmn.decisions import Decision
from engine.domain.calendar import WorkingCalendar
from engine.domain.clock import LONDON
from engine.domain.errors import ChildpathError
from engine.domain.limits import LATER, Due, Limit, apply
from engine.domain.values import Finding
from engine.feel import Environment

SAMPLE = tuple(date(2026, 1, 1) + timedelta(days=number) for number in range(365))
Looser = tuple[Due, Due]  # the local and the national one, from the same day


def findings(table: Decision | None) -> Iterator[Finding]:
    """Rows that are looser than the national one where that is the statute's, over a year of days to count from."""
    if table is None:
        return
    for name in sorted(table_of_limits.names(table)):
        for authority in sorted(table_of_limits.authorities(table)):
            yield from _compared(table, name, authority)


def _compared(table: Decision, name: str, authority: str) -> Iterator[Finding]:
    found = _looser(table, name, authority)
    if found is None:
        return
    local, national = found
    message = f"{authority} has a looser {name} than the statute: {local.sum}; the statute says {national.sum}."
    yield Finding(table.file, table.id, message, "Make the row as strict as the national one, or remove it.")


def _looser(table: Decision, name: str, authority: str) -> Looser | None:
    calendar = WorkingCalendar()
    rows = {day: _rows(table, name, authority, day) for day in (SAMPLE[0], SAMPLE[-1])}
    same_all_year = rows[SAMPLE[0]] == rows[SAMPLE[-1]]
    for day in SAMPLE:
        local, national = rows[SAMPLE[0]] if same_all_year else _rows(table, name, authority, day)
        if local is None or national is None or local == national:
            continue
        one, other = apply(local, day, calendar), apply(national, day, calendar)
        if _is_looser(one, other):
            return one, other
    return None


def _rows(table: Decision, name: str, authority: str, day: date) -> tuple[Limit | None, Limit | None]:
    """An authority's own row and the statute's, in force on a day."""
    env = Environment(now=datetime.combine(day, time(12), LONDON))
    try:
        national = table_of_limits.own_row(table, name, table_of_limits.NATIONAL, day, env)
        if national is None or not table_of_limits.is_statute(national):
            return None, None
        local = table_of_limits.own_row(table, name, authority, day, env)
        return (None if local is None else table_of_limits.as_limit(name, authority, local)), table_of_limits.as_limit(
            name, authority, national
        )
    except (ChildpathError, ValueError, TypeError):
        return None, None  # a table that cannot be asked has findings of its own


def _is_looser(local: Due, statute: Due) -> bool:
    """Later than the statute; for a time that protects a person's right, shorter. In one unit the amounts decide."""
    one, other = local.limit, statute.limit
    same = one.unit == other.unit and one.rounding == other.rounding
    later = one.amount > other.amount if same else local.at > statute.at
    earlier = one.amount < other.amount if same else local.at < statute.at
    return earlier if other.rounding == LATER else later
