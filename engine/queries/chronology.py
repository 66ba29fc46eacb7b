"""What happened in a case, in sentences, the newest first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from engine.domain.values import Actor
from engine.domain.views import Entry, Page
from engine.domain.words import short_day
from engine.queries import keys
from engine.queries.cases import case_row
from engine.queries.history import Happened, newest_first
from engine.queries.reading import Reading
from engine.storage import tables as t


def chronology(reading: Reading, actor: Actor, case_id: int, after: str | None, size: int) -> Page[Entry]:
    """A page of the case's chronology. Raises NotFound."""
    case_row(reading, actor, case_id)
    return entries(reading, case_id, after, size)


def entries(reading: Reading, case_id: int, after: str | None, size: int) -> Page[Entry]:
    """The same, of a case that the actor is known to see."""
    found = newest_first(reading.session, case_id, keys.read_number(after), size + 1)
    names = _task_names(reading, found[:size])
    told = tuple(_entry(reading, happened, names) for happened in found[:size])
    return Page(told, str(found[size - 1].number) if len(found) > size else None)


def _entry(reading: Reading, happened: Happened, names: Mapping[int, str]) -> Entry:
    task = _task_id(happened)
    return Entry(
        number=happened.number,
        at=happened.at,
        verb=happened.verb,
        sentence=sentence(happened, names, reading.element_name),
        person=happened.person,
        person_name=happened.person_name,
        details=tuple(details(reading, happened)),
        task_id=task if task in names else None,
    )


def sentence(happened: Happened, names: Mapping[int, str], name_of: Callable[[str, str], str]) -> str:
    """What was done, as one line. `names` are those of tasks; `name_of` gives what a process calls an element."""
    told = _SENTENCES.get(happened.verb, _words(happened.verb))
    first = happened.moves[0] if happened.moves else {}
    task = names.get(_task_id(happened), "a task")
    return told.format(task=task, process=first.get("name", "the work"), what=_fired(happened, name_of))


def details(reading: Reading, happened: Happened) -> Iterator[str]:
    """What followed from it, a line each: what was recorded, which tasks opened, which messages went, what ended."""
    for operation in happened.operations:
        yield f"Recorded: {_words(operation['name']).lower()}"
    for move in happened.moves:
        yield from _move(reading, move)


def _move(reading: Reading, move: Mapping[str, Any]) -> Iterator[str]:
    if move.get("how") in ("started", "message"):
        yield f"{'Started' if move['how'] == 'started' else 'A message moved'}: {move['name']}"
    for opened in move.get("opened", ()):
        yield _opened(reading, opened)
    for thrown in move.get("thrown", ()):
        yield f"Message sent: {thrown['name']}"
    for element in move.get("unknowns", ()):
        yield f"Not known, so not taken: {element}"
    if move.get("ended"):
        yield f"Ended: {move['name']}{': ' + move['ending'] if move.get('ending') else ''}"


def _opened(reading: Reading, opened: Mapping[str, Any]) -> str:
    whom = f": {opened['item_name']}" if opened.get("item_name") else ""
    due = f", due {short_day(date.fromisoformat(opened['due_on']))}" if opened.get("due_on") else ""
    return f"Opened: {opened['name']}{whom} ({reading.role_name(opened['role'])}){due}"


def _fired(happened: Happened, name_of: Callable[[str, str], str]) -> str:
    """The names of the timers that fired, as the diagram calls them."""
    names = [name_of(move["process"], move["what"]) for move in happened.moves if move.get("how") == "fired"]
    return ", ".join(dict.fromkeys(names)) or "A timer"


def _task_id(happened: Happened) -> int:
    about = happened.said.get("about")
    return about if happened.verb in _ABOUT_TASKS and isinstance(about, int) else 0


def _task_names(reading: Reading, found: Sequence[Happened]) -> dict[int, str]:
    ids = {_task_id(happened) for happened in found} - {0}
    task = t.tasks.c
    rows = select(task.id, task.name, task.item_name).where(task.id.in_(ids)).order_by(task.id)
    found_names = reading.session.execute(rows) if ids else ()
    return {number: f"{name}: {item}" if item else name for number, name, item in found_names}


def _words(verb: str) -> str:
    return verb.replace("_", " ").capitalize()


_ABOUT_TASKS = ("complete_task", "claim_task", "release_task")
_SENTENCES = {
    "open_case": "Opened the case with {process}",
    "start_instance": "Started {process}",
    "complete_task": "Completed {task}",
    "claim_task": "Took {task}",
    "release_task": "Gave back {task}",
    "fire_timers": "{what} came due",
    "deliver_message": "Handed on a message",
    "retry_timer": "Asked to try a timer again",
}
