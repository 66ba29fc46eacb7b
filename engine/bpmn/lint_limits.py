"""The table of limits: an authority may bind itself more strictly than the statute, never less."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice

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
    for name, authority in sorted(table_of_limits.local_rows(table)):
        for local, statute in _looser(table, name, authority):
            message = f"{authority} has a looser {name} than the statute: {local.sum}. The statute says {statute.sum}."
            yield Finding(table.file, table.id, message, "Make the row as strict as the national one, or remove it.")


def _looser(table: Decision, name: str, authority: str) -> Iterator[Looser]:
    """The first day of the sample on which the authority's row is looser, with both sums."""
    calendar = WorkingCalendar()
    for month, days in groupby(SAMPLE, key=lambda day: day.replace(day=1)):
        local, statute = _rows(table, name, authority, month)
        if local is None or statute is None:
            continue
        same = (local.unit, local.rounding) == (statute.unit, statute.rounding)  # then every day says the same
        for day in islice(days, 1 if same else None):
            both = apply(local, day, calendar), apply(statute, day, calendar)
            if _is_looser(*both):
                yield both
                return


def _rows(table: Decision, name: str, authority: str, day: date) -> tuple[Limit | None, Limit | None]:
    """An authority's row and the statute's, in force on a day; nothing of a table that has findings of its own."""
    env = Environment(now=datetime.combine(day, time(12), LONDON))
    try:
        rows = [
            table_of_limits.own_row(table, name, whose, day, env) for whose in (authority, table_of_limits.NATIONAL)
        ]
        local, national = (None if row is None else table_of_limits.as_limit(name, authority, row) for row in rows)
    except (ChildpathError, ValueError, TypeError):
        return None, None
    bound = rows[1] is not None and table_of_limits.is_statute(rows[1])
    return local, national if bound else None


def _is_looser(local: Due, statute: Due) -> bool:
    """Later than the statute; for a time that protects a person's right, shorter. In one unit the amounts decide."""
    one, other = local.limit, statute.limit
    same = one.unit == other.unit and one.rounding == other.rounding
    later = one.amount > other.amount if same else local.at > statute.at
    earlier = one.amount < other.amount if same else local.at < statute.at
    return earlier if other.rounding == LATER else later
