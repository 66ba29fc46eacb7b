"""What a command lends the engine while it moves one instance: the moment, the record's facts and the operations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from engine.domain.calendar import WorkingCalendar
from engine.domain.limits import Due

Facts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Context:
    """Handed to every `Workflow`, and kept only as long as its command.

    `due` applies a limit's row of today's table to an anchor. `facts` gives `{"case": ..., "answers": {element: {item:
    values}}}`; it is asked at the first need and again after an operation has run. `operate` runs a named operation.
    `children` are the ids of those that the instance concerns: a message may take some out of it, and what `facts` and
    `operate` do then is about the others. Empty where nobody knows.
    """

    now: datetime
    calendar: WorkingCalendar
    due: Callable[[str, date | datetime], Due | None]
    facts: Callable[[], Facts]
    operate: Callable[[str, dict[str, object]], object]
    children: set[int] = field(default_factory=set)
