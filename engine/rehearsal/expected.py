"""What a scenario's expectations are held against."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from engine.domain.record_views import RecordLines
from engine.domain.views import CaseView

OTHERS = "others"


@dataclass(frozen=True)
class Seen:
    """The case and its record as they stand, and what has happened since the scenario began."""

    case: CaseView
    fired: Sequence[str]
    sent: Sequence[str]
    ended: Sequence[str]
    day: Callable[[object], date]
    authority: str
    read_record: Callable[[], RecordLines]
    draft: Callable[[str, str], Mapping[str, object]]  # of a task, by a log-in

    @cached_property
    def record(self) -> RecordLines:
        return self.read_record()

    def here(self, said: Any) -> Any:
        """What is expected here, of `{warwickshire: 2026-03-30, others: 2026-04-07}` or of anything else."""
        if isinstance(said, Mapping) and OTHERS in said:
            return said.get(self.authority, said[OTHERS])
        return said
