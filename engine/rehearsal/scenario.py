"""A scenario file, read: who does what when, and what to expect. What cannot be meant is refused with its step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from engine.domain.errors import BadRehearsal
from engine.rehearsal.steps import Reading, Step, texts

KNOWN = {"title", "authorities", "today", "steps", "about", "usual"}


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

    @property
    def from_today(self) -> bool:
        """Whether its days count from the day it is played on, not from dates of its own."""
        return self.today is None and bool(self.steps) and not isinstance(self.steps[0].on, date)


class _Loader(yaml.SafeLoader):
    """YAML 1.1 reads the key `on` and the answers `yes` and `no` as booleans; here only true and false are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_scenario(file: str, text: str) -> Scenario:
    """The scenario in `text`; `file` names it. Raises BadRehearsal, naming the step.

    Where `usual` is a name, the usual answers stand in the file of that name, beside `file`.
    """
    said = _mapping(file, text)
    if not isinstance(said.get("steps"), list):
        raise BadRehearsal(file=file, step="none", why="a scenario has a title and a list of steps.")
    reading = Reading(file, _usual(file, said.get("usual")))
    reading.only("none", said, KNOWN)
    today = said.get("today")
    if today is not None and not isinstance(today, date):
        raise BadRehearsal(file=file, step="none", why=f'today is "{today}", which is no date like 2026-03-02.')
    steps = tuple(reading.steps(said["steps"]))
    return Scenario(file, str(said.get("title", file)), steps, texts(said.get("authorities")), today)


def _mapping(file: str, text: str) -> Mapping[str, Any]:
    try:
        said = yaml.load(text, _Loader)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date that is none is a ValueError
        raise BadRehearsal(file=file, step="none", why=f"this is no YAML: {' '.join(str(error).split())}.") from error
    return said if isinstance(said, Mapping) else {}


def _usual(file: str, said: object) -> Mapping[str, Mapping[str, Any]]:
    """Who usually does a task and what is usually answered: told in the scenario, or in a file beside it."""
    if not isinstance(said, str):
        found = said or {}
    else:
        beside = Path(file).parent / said
        try:
            found = _mapping(str(beside), beside.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadRehearsal(file=file, step="none", why=f'usual answers are not in "{said}".') from error
    if not isinstance(found, Mapping) or not all(isinstance(one, Mapping) for one in found.values()):
        raise BadRehearsal(file=file, step="none", why="usual answers are told by task: by, answers, behalf.")
    return found
