"""What a scenario expects against what is seen: a sentence for each that is not so, with both."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.domain.views import TaskLine
from engine.rehearsal.expected import Seen
from engine.rehearsal.on_record import unmet_record


def unmet(expected: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    """A sentence for each expectation that fails, none when all are met. Raises ValueError for a day that is none."""
    for wanted in expected.get("open") or ():
        yield from _open(wanted, seen)
    for wanted in expected.get("not open") or ():
        yield from _not_open(wanted, seen)
    for name, happened in (("fired", seen.fired), ("messages", seen.sent), ("ended", seen.ended)):
        for wanted in expected.get(name) or ():
            if wanted not in happened:
                yield f"expected {wanted} among {name}, found {_all(happened)}."
    yield from _decisions(expected.get("decisions") or {}, seen)
    yield from _departures(expected.get("departures") or (), seen)
    yield from _drafts(expected.get("drafts") or {}, seen)
    yield from unmet_record(expected.get("record") or {}, seen)


def _open(wanted: Any, seen: Seen) -> Iterator[str]:
    asked, about = _asked(wanted, seen)
    if not about:
        yield f"expected the task {_whose(asked)} to be open, found {_all(_named(seen.case.open_tasks))}."
        return
    differences = [list(_differences(asked, line, seen)) for line in about]
    yield from min(differences, key=len)


def _not_open(wanted: Any, seen: Seen) -> Iterator[str]:
    asked, about = _asked(wanted, seen)
    if about:
        yield f"expected the task {_whose(asked)} not to be open, and it is."


def _asked(wanted: Any, seen: Seen) -> tuple[Mapping[str, Any], list[TaskLine]]:
    """What is asked of a task, told as its element or in full, and the open tasks that it is about."""
    asked = wanted if isinstance(wanted, Mapping) else {"task": wanted}
    child = str(asked.get("child", ""))
    waiting = [line for line in seen.case.open_tasks if line.element == asked.get("task")]
    return asked, [line for line in waiting if is_about(line, child)]


def _whose(asked: Mapping[str, Any]) -> str:
    return f"{asked.get('task')} for {asked['child']}" if asked.get("child") else str(asked.get("task"))


def _differences(asked: Mapping[str, Any], line: TaskLine, seen: Seen) -> Iterator[str]:
    if "role" in asked and asked["role"] != line.role:
        yield f"expected {line.element} to be for {asked['role']}, found {line.role}."
    if "due" in asked:
        said = seen.here(asked["due"])
        due = seen.day(said) if said is not None else None
        if due != line.due_on:
            found = f"{line.due_on} ({line.due_sum})" if line.due_on else "no date"
            yield f"expected {line.element} to be due {due or 'never'}, found {found}."


def _decisions(wanted: Mapping[str, Mapping[str, Any]], seen: Seen) -> Iterator[str]:
    latest = {
        one.child: one for conference in reversed(seen.case.conferences) for one in conference.decisions
    }  # conferences come newest first, so the newest is kept
    for child, facts in wanted.items():
        found = latest.get(child)
        for name, value in facts.items():
            if found is None or getattr(found, name, None) != value:
                yield f"expected the {name} {value} for {child}, found {getattr(found, name, 'no decision')}."


def _departures(wanted: Sequence[str], seen: Seen) -> Iterator[str]:
    found = [one.child for conference in seen.case.conferences for one in conference.departures]
    for child in wanted:
        if child not in found:
            yield f"expected a departure for {child}, found {_all(found)}."


def _drafts(wanted: Mapping[str, Mapping[str, Mapping[str, Any]]], seen: Seen) -> Iterator[str]:
    for element, login in ((element, login) for element, by in wanted.items() for login in by):
        found = seen.draft(element, login)
        for name, value in wanted[element][login].items():
            if found.get(name) != value:
                yield f"expected {login}'s draft of {element} to say {value}, found {found.get(name)}."


def is_about(line: TaskLine, child: str) -> bool:
    """Whether a task is this child's: its item inside a multi-instance, else one of the instance's children."""
    if not child:
        return True
    return child in (line.item_name, line.item_name.partition(" ")[0]) if line.item_name else child in line.children


def _named(lines: Sequence[TaskLine]) -> list[str]:
    return [f"{line.element}{f' for {line.item_name}' if line.item_name else ''}" for line in lines]


def _all(found: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(found)) or "none"
