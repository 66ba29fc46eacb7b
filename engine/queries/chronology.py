"""What happened in a case, in sentences, the newest first."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from engine.domain.values import Actor, Behalf
from engine.domain.views import Entry, Page
from engine.domain.words import behalf_in_words, moment_in_words, short_day
from engine.queries import keys
from engine.queries.awaited import host_name
from engine.queries.cases import case_row
from engine.queries.history import Happened, newest_first
from engine.queries.reading import Reading


def chronology(reading: Reading, actor: Actor, case_id: int, after: str | None, size: int) -> Page[Entry]:
    """A page of the case's chronology. Raises NotFound."""
    case_row(reading, actor, case_id)
    return entries(reading, case_id, after, size)


def entries(reading: Reading, case_id: int, after: str | None, size: int) -> Page[Entry]:
    """The same, of a case that the actor is known to see."""
    found = newest_first(reading.session, case_id, keys.read_number(after, keys.LARGEST_PLACE), size + 1)
    told = tuple(_entry(reading, happened) for happened in found[:size])
    return Page(told, str(found[size - 1].number) if len(found) > size else None)


def _entry(reading: Reading, happened: Happened) -> Entry:
    return Entry(
        number=happened.number,
        at=happened.at,
        verb=happened.verb,
        sentence=_left_undone(reading, happened) or sentence(happened),
        person=happened.person,
        person_name=happened.person_name,
        details=tuple(details(reading, happened)),
        behalf=_behalf(happened.said.get("behalf")),
        task_id=happened.said.get("about") if happened.verb in _ABOUT_TASKS else None,
    )


def _behalf(said: Mapping[str, str] | None) -> str:
    return behalf_in_words(Behalf(**said | {"received_on": date.fromisoformat(said["received_on"])})) if said else ""


def sentence(happened: Happened) -> str:
    """What was done, as one line."""
    name, item = happened.said.get("name") or "something", happened.said.get("item_name")
    told = _SENTENCES.get(happened.verb, f"{_words(happened.verb)}: {{name}}")
    said = told.format(name=f"{name}: {item}" if item else name)
    return said[:1].upper() + said[1:]


def details(reading: Reading, happened: Happened) -> Iterator[str]:
    """What followed from it, a line each: what was recorded, which tasks opened, which messages went, what ended."""
    processes = {move["instance"]: move["process"] for move in happened.moves}
    for operation in happened.operations:
        yield f"Done by Childpath: {_step(reading, processes.get(operation['instance'], ''), operation['name'])}"
    yield from (f"The dates could not be counted anew. {failure}" for failure in happened.said.get("failures", ()))
    for number, move in enumerate(happened.moves):
        yield from _move(reading, move, happened.verb, told=number == 0 and happened.verb in _STARTS)


def _step(reading: Reading, process: str, operation: str) -> str:
    """What the diagram calls the step that runs an operation; the operation in words where several differ."""
    drawn = reading.published.catalogue.processes.get(process)
    steps = drawn.elements.values() if drawn else ()
    names = {step.name for step in steps if step.operation == operation and step.name}
    return names.pop() if len(names) == 1 else _words(operation)


def _left_undone(reading: Reading, happened: Happened) -> str:
    """That the step was not done on whose border a timer came due; "" for any other event."""
    if happened.verb != _FIRED or not happened.moves:
        return ""
    step = host_name(reading, happened.moves[0]["process"], str(happened.said.get("about", "")))
    return f"Not done in time: {step}" if step else ""


def _move(reading: Reading, move: Mapping[str, Any], verb: str, *, told: bool) -> Iterator[str]:
    """`told` says that the entry's own sentence is about the start."""
    if move.get("how") in ("started", "message") and not told:
        yield f"{'Started' if move['how'] == 'started' else 'A message moved'}: {move['name']}"
    for opened in move.get("opened", ()):
        yield _opened(reading, opened)
    for redated in move.get("redated", ()):
        yield redated_in_words(redated, "" if verb == _REDATED else str(move.get("what", "")))
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


def redated_in_words(redated: Mapping[str, Any], why: str) -> str:
    """Such as "New date for “Hold the core group”: 27 April 2026 instead of 4 May 2026. Reason: ..."."""
    whom = f": {redated['item_name']}" if redated.get("item_name") else ""
    old, new = _moment(redated, "old"), _moment(redated, "new")
    said = f"New date for “{redated['name']}{whom}”: {new or 'none any more'}{f' instead of {old}' if old else ''}"
    passed = ". The old one had passed, and what followed from that stays" if redated.get("passed") else ""
    return f"{said}{passed}{f'. Reason: {why}' if why else ''}"


def _moment(redated: Mapping[str, Any], which: str) -> str:
    """The due date, else the moment of a timer that has none; "" for neither."""
    if day := redated.get(which):
        return short_day(date.fromisoformat(day))
    moment = redated.get(f"{which}_at")
    return moment_in_words(datetime.fromisoformat(moment)) if moment else ""


def _words(verb: str) -> str:
    return verb.replace("_", " ").capitalize()


_FIRED, _REDATED = "fire_timer", "redate_case"
_STARTS = ("open_case", "start_instance")
_ABOUT_TASKS = ("complete_task", "claim_task", "release_task")
_SENTENCES = {
    "open_case": "Opened the case with {name}",
    "start_instance": "Started {name}",
    "complete_task": "Completed {name}",
    "claim_task": "Took {name}",
    "release_task": "Gave back {name}",
    _FIRED: "{name} came due",
    "deliver_message": "Handed on the message {name}",
    _REDATED: "Counted the dates anew: {name}",
    "retry_timer": "Asked to try {name} again",
}
