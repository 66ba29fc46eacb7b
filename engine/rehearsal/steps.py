"""The steps of a scenario, read one by one. What cannot be meant is refused with its number."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from engine.domain.errors import BadRehearsal

OPEN, START, DO, DRAFT, EXPECT = "open", "start", "do", "draft", "expect"
ADVANCE, WAIT, KEEP = "advance to", "wait for", "keep up"
REPEAT = "repeat"
ALLOWED = {
    OPEN: {"by", "on", "at", "answers"},
    START: {"by", "on", "at", "children", "answers"},
    DO: {"by", "on", "at", "child", "answers", "behalf", "refused"},
    DRAFT: {"by", "on", "at", "child", "answers"},
    ADVANCE: {"at"},
    WAIT: set(),
    KEEP: {"until"},
    REPEAT: {"steps"},
    EXPECT: set(),
}
EXPECTED = {"open", "not open", "fired", "messages", "ended", "decisions", "departures", "record", "drafts"}
BEHALF = {"name", "received_on", "channel"}
USUAL = {"by", "answers", "behalf"}
AUTHORITIES = "authorities"
MOST_ROUNDS = 1000


@dataclass(frozen=True)
class Step:
    """One step of a scenario; `what` is a process, a task's element, a day or the expectations."""

    number: int | str
    verb: str
    what: Any
    by: str = ""
    on: object = None
    at: time | None = None
    child: str = ""
    children: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    behalf: Mapping[str, Any] | None = None  # for whom a task is done: name, received_on, channel
    authorities: tuple[str, ...] = ()  # for which the step is; all, where none is named
    refused: str = ""  # part of what the form says to answers that it does not take
    until: object = None
    kept: Mapping[str, "Step"] = field(default_factory=dict)  # what is done, by the task it keeps up

    def __str__(self) -> str:
        return f"{self.number} ({self.verb}{'' if self.verb in (EXPECT, KEEP) else f' {self.what}'})"


@dataclass(frozen=True)
class Reading:
    """Reads the steps of one file; `usual` says who usually does a task, and with which answers."""

    file: str
    usual: Mapping[str, Mapping[str, Any]]

    def steps(self, said: Sequence[object], under: str = "") -> Iterator[Step]:
        """Each step in order, those of a repetition once a round. Raises BadRehearsal."""
        for place, one in enumerate(said, start=1):
            number = f"{under}{place}" if under else place
            if isinstance(one, Mapping) and REPEAT in one:
                yield from self._rounds(number, one)
            else:
                yield self._step(number, one)

    def _rounds(self, number: int | str, said: Mapping[str, Any]) -> Iterator[Step]:
        self.only(number, said, {REPEAT, *ALLOWED[REPEAT]})
        rounds, steps = said[REPEAT], said.get("steps")
        if not isinstance(rounds, int) or not 0 < rounds <= MOST_ROUNDS or not isinstance(steps, list):
            why = f"repeat says how often, 1 to {MOST_ROUNDS}, and has a list of steps."
            raise BadRehearsal(file=self.file, step=number, why=why)
        for turn in range(1, rounds + 1):
            yield from self.steps(steps, f"{number}, round {turn}, ")

    def _step(self, number: int | str, said: object) -> Step:
        verbs = [verb for verb in ALLOWED if isinstance(said, Mapping) and verb in said]
        if not isinstance(said, Mapping) or len(verbs) != 1:
            raise BadRehearsal(file=self.file, step=number, why=f"a step does one of: {', '.join(ALLOWED)}.")
        (verb,) = verbs
        self.only(number, said, {verb, AUTHORITIES, *ALLOWED[verb]})
        if verb == EXPECT:
            self._parts(number, said[verb], EXPECTED)
        told = self._with_usual(number, verb, said)
        return Step(
            number,
            verb,
            said[verb],
            str(told.get("by", "")),
            said.get("on"),
            self._time(number, said.get("at")),
            str(said.get("child", "")),
            texts(said.get("children")),
            told.get("answers") or {},
            told.get("behalf"),
            texts(said.get(AUTHORITIES)),
            str(said.get("refused", "")),
            said.get("until"),
            {task: self._step(number, {DO: task}) for task in texts(said[verb])} if verb == KEEP else {},
        )

    def _with_usual(self, number: int | str, verb: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """Who does it, with which answers and for whom: as usual, but for what the step says."""
        usual = self.usual.get(str(said[verb]), {}) if verb in (OPEN, START, DO) else {}
        self.only(number, usual, USUAL)
        told = {**usual, **{name: said[name] for name in USUAL if name in said}}
        answers = [one.get("answers") or {} for one in (usual, said)]
        if not all(isinstance(one, Mapping) for one in answers):
            raise BadRehearsal(file=self.file, step=number, why="answers are told by field.")
        if told.get("behalf") is not None:
            self._parts(number, told["behalf"], BEHALF)
        return told | {"answers": {**answers[0], **answers[1]}}

    def _parts(self, number: int | str, said: object, allowed: Collection[str]) -> None:
        self.only(number, said if isinstance(said, Mapping) else {"?": 0}, allowed)

    def only(self, number: object, said: Mapping[Any, Any], allowed: Collection[str]) -> None:
        """Raises BadRehearsal for a word that means nothing there."""
        if unknown := [str(name) for name in said if name not in allowed]:
            why = f"there is no {', no '.join(unknown)} here, only: {', '.join(sorted(allowed))}."
            raise BadRehearsal(file=self.file, step=number, why=why)

    def _time(self, number: int | str, written: object) -> time | None:
        """A time as text, or as the number of minutes that YAML makes of an unquoted 9:30."""
        if written is None:
            return None
        try:
            return time(*divmod(written, 60)) if isinstance(written, int) else time.fromisoformat(str(written).zfill(5))
        except ValueError as error:
            why = f'"{written}" is no time: write "09:30".'
            raise BadRehearsal(file=self.file, step=number, why=why) from error


def texts(said: object) -> tuple[str, ...]:
    """A list of texts, or one text, as texts."""
    listed = said if isinstance(said, list) else [] if said is None else [said]
    return tuple(map(str, listed))
