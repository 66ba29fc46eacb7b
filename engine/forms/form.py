"""Form: what a task asks, and how its answers are cleaned, filled in and read back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.clock import london_date
from engine.domain.errors import AnswersRefused
from engine.domain.values import Answers, FieldShape, Problem
from engine.feel import Environment, Expression
from engine.forms import cleaning, raws, reading_back
from engine.forms.components import Choice, Component, Question, Rows
from engine.forms.placing import Path, Placed, items_of, place
from engine.forms.reading import read_form
from engine.forms.shape import shape_of

UNREADABLE = Problem((), "The answers cannot be read. Fill in the form again")


@dataclass(frozen=True)
class Form:
    """A form of one release. Its answers come and go in two shapes: *raw*, as people type them, and clean values."""

    id: str
    title: str
    components: tuple[Component, ...]

    @classmethod
    def read(cls, name: str, content: bytes) -> Form:
        """The form in the file called `name`. Raises FormRefused, with a finding for each thing to mend in it."""
        found = read_form(name, content)
        return cls(found.id, found.title, found.components)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the answers: what a task may keep."""
        return frozenset(question.key for question in raws.questions(self.components))

    @property
    def shape(self) -> Mapping[str, FieldShape]:
        """The same with the answers that each offers: what diagrams are checked against."""
        return shape_of(self.components)

    @property
    def expressions(self) -> Iterator[tuple[str, Expression]]:
        """Every expression of the form, with the id of the component that it belongs to."""
        yield from _expressions(self.components)

    def clean(self, raw: Mapping[str, object], scope: Mapping[str, object], env: Environment) -> Answers:
        """The JSON-ready answers of all that is shown; the rest is ignored. Raises AnswersRefused with the problems."""
        values, problems = self._cleaned(raw, scope, env)
        if problems:
            raise AnswersRefused(problems=problems, count=len(problems))
        placed = walk(self.placed(raw, scope, env))
        asked = {one.question.key: one.question for one in placed if len(one.path) == 1 and one.component.asks}
        return Answers(values, {key: reading_back.in_words(asked[key], value) for key, value in values.items()})

    def problems(
        self,
        raw: Mapping[str, object],
        scope: Mapping[str, object],
        env: Environment,
        shown: Collection[str] | None = None,
    ) -> list[Problem]:
        """All that is wrong, in the order of the form.

        `shown` names the questions that the person had before them ("children-0-born"): one that only these answers
        bring up was never seen, so it is a problem even where it may stay empty.
        """
        found = self._cleaned(raw, scope, env)[1]
        if shown is None or not isinstance(raw, Mapping):
            return found
        order = [placed for placed in walk(self.placed(raw, scope, env)) if placed.component.asks and not placed.hidden]
        wrong = {problem.path for problem in found}
        unseen = [
            Problem(one.path, _new(one)) for one in order if named(one.path) not in shown and one.path not in wrong
        ]
        places = {one.path: number for number, one in enumerate(order)}
        return sorted(found + unseen, key=lambda problem: _place(places, problem.path))

    def _cleaned(self, raw, scope, env) -> tuple[dict[str, object], list[Problem]]:
        if not isinstance(raw, Mapping):
            return {}, [UNREADABLE]
        return cleaning.clean(self.placed(raw, scope, env), _today(env))

    def placed(self, raw: Mapping[str, object], scope: Mapping[str, object], env: Environment) -> tuple[Placed, ...]:
        """Each component in its place, with what was typed there and whether it is shown: what a page renders."""
        return place(self.components, raw if isinstance(raw, Mapping) else {}, scope, env)

    def visible(self, raw: Mapping[str, object], scope: Mapping[str, object], env: Environment) -> frozenset[Path]:
        """The paths of the questions that are shown with these answers."""
        placed = walk(self.placed(raw, scope, env))
        return frozenset(one.path for one in placed if one.component.asks and not one.hidden)

    def raw_from(self, values: Mapping[str, object]) -> dict[str, object]:
        """The raw answers that say the same as `values`, which may be clean ones, dates or numbers."""
        return raws.raw_of(self.components, values)

    def prefill(self, scope: Mapping[str, object], env: Environment) -> dict[str, object]:
        """The raw answers to begin with: what the form fills in by itself, and the first rows of its sections."""
        return raws.prefilled(self.components, scope, env)

    def rows(self, component: Rows, scope: Mapping[str, object], env: Environment) -> list[dict[str, object]]:
        """What the fixed rows of a `for_each` section are about: [{id, name}]."""
        return [{"id": item.id, "name": item.name} for item in items_of(component, scope, env)]

    def summary(
        self, values: Mapping[str, object], scope: Mapping[str, object] | None = None, env: Environment | None = None
    ) -> list[tuple[str, str]]:
        """(label, answer in words) for reading back; the answers of a row after its name: "Ava: Outcome".

        With `scope` and `env`, an answer whose label FEEL gave is read by what it gives now, where that still has it.
        """
        offers = _offers(self.placed(self.raw_from(values), scope, env)) if scope is not None and env else {}
        return list(reading_back.summary(self.components, values, offers))

    def find(self, path: Path) -> Question | None:
        """The question whose answer has this path, or is the one around it: a part of a date finds the date."""
        level, found = self.components, None
        for key in path:
            if isinstance(key, int):
                continue
            here = next((one for one in raws.questions(level) if one.key == key), None)
            if here is None:
                break
            found, level = here, getattr(here, "components", ())
        return found


def walk(parts: Iterable[Placed]) -> Iterator[Placed]:
    """Every component in its place, with all that groups and rows hold, in the order of the form."""
    for part in parts:
        yield part
        yield from walk(part.parts)
        for row in part.rows:
            yield from walk(row.parts)


def _offers(placed: Iterable[Placed]) -> Mapping[Path, Question]:
    """The questions whose answers FEEL offers, by their paths, with what it offers here."""
    asked = (one for one in walk(placed) if isinstance(one.component, Choice) and one.component.offered is not None)
    return {one.path: one.question for one in asked}


def named(path: Path) -> str:
    """The path as pages name it: "children-0-born"."""
    return "-".join(map(str, path))


def _place(places: Mapping[Path, int], path: Path) -> int:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, -1)


def _new(placed: Placed) -> str:
    question = placed.question
    if question.required:
        return question.message_required
    return f"Your answers bring up a new question. Check it, and leave it empty if you need to: {question.label}"


def _today(env: Environment) -> date:
    return london_date(env.now)


def _expressions(components: Iterable[Component]) -> Iterator[tuple[str, Expression]]:
    for component in components:
        for name in ("hide", "prefill", "for_each", "offered", "words"):
            expression = getattr(component, name, None)
            if expression is not None:
                yield component.id, expression
        yield from _expressions(getattr(component, "components", ()))
