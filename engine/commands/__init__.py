"""What changes the world: one verb a file, one transaction each, in the order lock, re-read, check, run, write, commit.

Every event's payload is JSON with at least `about` (what the request concerns: what it is compared with when it comes
again) and `outcome` (what it gives then). Where instances moved, `moves` lists each move of one:

    {"instance", "process", "name", "how": "started" | "completed" | "fired" | "message" | "redated", "what": the
    element, the message, or the reason,
     "opened": [{"task", "element", "name", "role", "item_name", "due_on"}], "withdrawn": [task ids], "timers":
     [{"element", "name", "due_at", "due_on"}], "thrown": [{"name", "children"}], "left": [ids of the children that it
     no longer concerns], "decided": [{"element", "decision", "inputs", "outputs"}], "unknowns": [...],
     "ended": bool, "ending": str, "state": digest of the saved state}
     and where dates were counted anew "redated": [{"element", "name", "item_name", "limit", "old", "new": the due
     dates, "old_at", "new_at": the moments of a timer, "passed": whether it had fired before}]

and `operations` lists what was written to the record: {"instance", "name", "inputs", "value", "rows": {table: {key:
digest of the row}}}. What opened the case has its own `rows`, since no instance was there yet.
"""

from dataclasses import dataclass

from sqlalchemy import Engine

from engine.domain.clock import Clock
from engine.published import Library


@dataclass(frozen=True)
class Deps:
    """What a command needs beside its arguments."""

    database: Engine
    library: Library
    clock: Clock
    authority: str = "national"  # of cases opened here, unless the start form says otherwise
