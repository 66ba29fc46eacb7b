"""What a rehearsal tells: the chronology, line by line, for people and as JSON."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.domain.clock import LONDON
from engine.domain.views import TaskLine
from engine.domain.words import short_day
from engine.queries.chronology import redated_in_words
from engine.queries.history import Happened

DID, OPENED, FIRED, REDATED, SENT, RECORDED, DECIDED, ENDED, MET = (
    "did",
    "task",
    "timer",
    "new date",
    "message",
    "record",
    "decision",
    "end",
    "expectation",
)


@dataclass(frozen=True)
class Told:
    """One line of a chronology. `facts` say the same for programs."""

    at: datetime
    kind: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"at": self.at.astimezone(LONDON).isoformat(), "what": self.kind, "text": self.text, **self.facts}


def tell(
    happened: Happened, sentence: str, tasks: Mapping[int, TaskLine], name_of: Callable[[str, str], str]
) -> Iterator[Told]:
    """An event and all that came of it. `name_of` gives what a process's diagram calls an element."""
    if not all(move["how"] == "fired" for move in happened.moves) or not happened.moves:
        yield Told(happened.at, DID, f"{happened.person_name}: {sentence}", {"by": happened.person_name})
    for operation in happened.operations:
        yield Told(happened.at, RECORDED, _recorded(operation), {"operation": operation["name"]})
    for move in happened.moves:
        yield from _moved(happened.at, move, tasks, name_of)


def _moved(
    at: datetime, move: Mapping[str, Any], tasks: Mapping[int, TaskLine], name_of: Callable[[str, str], str]
) -> Iterator[Told]:
    if move["how"] == "fired":
        element = move["what"]
        yield Told(at, FIRED, f"Timer: {name_of(move['process'], element)}", {"element": element})
    for redated in move.get("redated", ()):
        yield Told(at, REDATED, redated_in_words(redated, move["what"]), redated)
    for decided in move["decided"]:
        yield Told(at, DECIDED, f"Table {decided['decision']}: {_pairs(decided['outputs'])}", decided)
    for thrown in move["thrown"]:
        yield Told(at, SENT, f"Message: {thrown['name']}", {"name": thrown["name"]})
    for opened in move["opened"]:
        if line := tasks.get(opened["task"]):
            yield Told(at, OPENED, _task(line), _task_facts(line))
    if move["ended"]:
        ending = f": {move['ending']}" if move["ending"] else ""
        yield Told(at, ENDED, f"Ended: {move['name']}{ending}", {"process": move["process"]})


def _task(line: TaskLine) -> str:
    due = f", due {short_day(line.due_on)} ({line.due_sum})" if line.due_on else ""
    return f"Task: {line.title} for {line.role_name}{due}"


def _task_facts(line: TaskLine) -> dict[str, Any]:
    return {
        "task": line.element,
        "role": line.role,
        "child": line.item_name,
        "due": line.due_on.isoformat() if line.due_on else None,
        "sum": line.due_sum,
    }


def _recorded(operation: Mapping[str, Any]) -> str:
    inputs = operation.get("inputs") or {}
    said = _pairs({name: value for name, value in inputs.items() if value not in (None, "", [])})
    name = operation["name"].replace("_", " ").removeprefix("record ")
    return f"Record: {name}{' (' + said + ')' if said else ''}"


def _pairs(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_short(value)}" for name, value in values.items())


def _short(value: object) -> str:
    text = {True: "yes", False: "no", None: "unknown"}.get(value) if isinstance(value, bool | None) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
