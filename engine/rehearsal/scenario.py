"""A scenario file, read: who does what when, and what to expect. What cannot be meant is refused with its step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import yaml

from engine.domain.errors import BadRehearsal

OPEN, START, DO, ADVANCE, EXPECT = "open", "start", "do", "advance to", "expect"
ALLOWED = {
    OPEN: {"by", "on", "at", "answers"},
    START: {"by", "on", "at", "children", "answers"},
    DO: {"by", "on", "at", "child", "answers"},
    ADVANCE: {"at"},
    EXPECT: set(),
}
EXPECTED = {"open", "not open", "fired", "messages", "ended", "decisions", "departures"}
MORNING = time(10)  # when a step is done that names no time


@dataclass(frozen=True)
class Step:
    """One step of a scenario; `what` is a process, a task's element, a day or the expectations."""

    number: int
    verb: str
    what: Any
    by: str = ""
    on: object = None
    at: time | None = None
    child: str = ""
    children: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number} ({self.verb}{'' if self.verb == EXPECT else f' {self.what}'})"


@dataclass(frozen=True)
class Scenario:
    """A case told in time."""

    file: str
    title: str
    steps: tuple[Step, ...]
    authorities: tuple[str, ...] = ()
    today: date | None = None

    def is_for(self, authority: str) -> bool:
        return not self.authorities or authority in self.authorities


class _Loader(yaml.SafeLoader):
    """YAML 1.1 reads the key `on` and the answers `yes` and `no` as booleans; here only true and false are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_scenario(file: str, text: str) -> Scenario:
    """The scenario in `text`; `file` names it. Raises BadRehearsal, naming the step."""
    try:
        said = yaml.load(text, _Loader)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date that is none is a ValueError
        raise BadRehearsal(file=file, step="none", why=f"this is no YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(said, Mapping) or not isinstance(said.get("steps"), list):
        raise BadRehearsal(file=file, step="none", why="a scenario has a title and a list of steps.")
    _only(file, "none", said, {"title", "authorities", "today", "steps", "about"})
    steps = tuple(_step(file, number, step) for number, step in enumerate(said["steps"], start=1))
    today = said.get("today")
    if today is not None and not isinstance(today, date):
        raise BadRehearsal(file=file, step="none", why=f'today is "{today}", which is no date like 2026-03-02.')
    return Scenario(file, str(said.get("title", file)), steps, _texts(said.get("authorities")), today)


def _step(file: str, number: int, said: object) -> Step:
    verbs = [verb for verb in ALLOWED if isinstance(said, Mapping) and verb in said]
    if not isinstance(said, Mapping) or len(verbs) != 1:
        raise BadRehearsal(file=file, step=number, why=f"a step does one of: {', '.join(ALLOWED)}.")
    (verb,) = verbs
    _only(file, number, said, {verb, *ALLOWED[verb]})
    if verb == EXPECT:
        _only(file, number, said[verb] if isinstance(said[verb], Mapping) else {"?": 0}, EXPECTED)
    try:
        at = _time(said.get("at"))
    except ValueError as error:
        raise BadRehearsal(file=file, step=number, why=f'"{said["at"]}" is no time: write "09:30".') from error
    return Step(
        number,
        verb,
        said[verb],
        str(said.get("by", "")),
        said.get("on"),
        at,
        str(said.get("child", "")),
        _texts(said.get("children")),
        said.get("answers") or {},
    )


def _only(file: str, step: object, said: Mapping[Any, Any], allowed: Collection[str]) -> None:
    if unknown := [str(name) for name in said if name not in allowed]:
        why = f"there is no {', no '.join(unknown)} here, only: {', '.join(sorted(allowed))}."
        raise BadRehearsal(file=file, step=step, why=why)


def _time(written: object) -> time | None:
    """A time as text, or as the number of minutes that YAML makes of an unquoted 9:30."""
    if written is None:
        return None
    return time(*divmod(written, 60)) if isinstance(written, int) else time.fromisoformat(str(written).zfill(5))


def _texts(said: object) -> tuple[str, ...]:
    listed = said if isinstance(said, list) else [] if said is None else [said]
    return tuple(map(str, listed))
