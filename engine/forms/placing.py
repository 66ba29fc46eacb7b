"""A form that is being filled in: each component in its place, with what was typed there and whether it is shown.

Conditions look back only, so one walk in the order of the form settles what is hidden. A hidden answer counts as
not given, for the conditions after it as for the record.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from marshmallow import ValidationError

from engine.feel import Environment
from engine.forms import schema, typed
from engine.forms.components import Component, Group, Number, Question, Rows
from engine.forms.offering import settled
from engine.forms.typed import plain

MOST_ITEMS = 100  # rows that a for_each makes
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Item:
    """What a fixed row is about."""

    id: str | int
    name: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Placed:
    """A component in its place. `path` names the answer; groups and texts have that of their level."""

    component: Component
    path: Path
    hidden: bool = False
    raw: object = None
    parts: tuple[Placed, ...] = ()  # of a group
    rows: tuple[Row, ...] = ()  # of a repeated section
    surplus: bool = False  # more rows were sent than the section has

    @property
    def question(self) -> Question:
        """The component, where it is one that asks."""
        assert isinstance(self.component, Question)
        return self.component

    @property
    def typed(self) -> object:
        """The raw answer in the shape in which a page shows it: text, the parts of a date, a list of choices."""
        return typed.as_typed(self.question, self.raw)


@dataclass(frozen=True)
class Row:
    """One row of a repeated section; `item` tells what a fixed row is about."""

    path: Path
    raw: Mapping[str, object]
    parts: tuple[Placed, ...]
    item: Item | None = None
    readable: bool = True


def place(
    components: Sequence[Component], raw: Mapping[str, object], scope: Mapping[str, object], env: Environment
) -> tuple[Placed, ...]:
    """The components with the answers `raw`; conditions see the answers before them, and `scope` outside the form."""
    return Placing(env).level(components, raw, {}, scope, ())


class Placing:
    """One walk over a form."""

    def __init__(self, env: Environment) -> None:
        self.env = env

    def level(self, components, raw, seen: dict, scope: Mapping, path: Path, hidden=False) -> tuple[Placed, ...]:
        """The components of one level. `seen` collects its answers, for the conditions that come after."""
        return tuple(self.one(component, raw, seen, scope, path, hidden) for component in components)

    def one(self, component: Component, raw, seen: dict, scope: Mapping, path: Path, hidden: bool) -> Placed:
        within = inside(seen, scope)
        hidden = hidden or (component.hide is not None and component.hide.run(within, self.env) is True)
        component = component if hidden else settled(component, within, self.env)
        if isinstance(component, Group):
            parts = self.level(component.components, raw, seen, scope, path, hidden)
            return Placed(component, path, hidden, parts=parts)
        if not isinstance(component, Question):
            return Placed(component, path, hidden)
        typed = raw.get(component.key)
        here = (*path, component.key)
        if isinstance(component, Rows):
            placed = self.rows(component, typed, within, here, hidden)
            seen[component.key] = None if hidden else [_facts(row) for row in placed.rows]
            return placed
        seen[component.key] = None if hidden else lenient(component, typed)
        return Placed(component, here, hidden, typed)

    def rows(self, section: Rows, typed: object, scope: Mapping, path: Path, hidden: bool) -> Placed:
        found = list(typed[: section.max_rows + MOST_ITEMS]) if isinstance(typed, list | tuple) else []
        if section.for_each is not None:
            items = items_of(section, scope, self.env)
            pairs: list[tuple[Item | None, object]] = [
                (item, _row_about(item, index, found)) for index, item in enumerate(items)
            ]
        else:
            found += [{}] * (section.min_rows - len(found))
            pairs = [(None, one) for one in found[: section.max_rows]]
        rows = tuple(self.row(section, item, one, scope, (*path, i), hidden) for i, (item, one) in enumerate(pairs))
        surplus = section.for_each is None and len(found) > section.max_rows
        return Placed(section, path, hidden, typed, rows=rows, surplus=surplus)

    def row(self, section: Rows, item: Item | None, typed: object, scope: Mapping, path: Path, hidden: bool) -> Row:
        raw = typed if isinstance(typed, Mapping) else {}
        about = inside({"item": item.facts}, scope) if item else scope
        parts = self.level(section.components, raw, {}, about, path, hidden)
        return Row(path, raw, parts, item, readable=isinstance(typed, Mapping) or typed is None)


def inside(names: Mapping[str, object], scope: Mapping[str, object]) -> Mapping[str, object]:
    """What is in sight where `names` stand before those of `scope`."""
    return ChainMap(names, scope)  # type: ignore[arg-type]  # nothing writes to it


def lenient(question: Question, typed: object) -> object:
    """What a condition sees of an answer: its clean value, or null when it is missing or wrong."""
    if schema.is_blank(question, typed):
        return schema.unanswered(question)
    try:
        value = schema.read(question, typed)
    except ValidationError:
        return None
    return value if isinstance(question, Number) and isinstance(value, Decimal) else schema.as_json(value)


def _facts(row: Row) -> dict[str, object]:
    """What a condition sees of a row."""
    facts: dict[str, object] = {}
    for one in answered(row.parts):
        rows = isinstance(one.component, Rows)
        facts[one.question.key] = [_facts(inner) for inner in one.rows] if rows else lenient(one.question, one.raw)
    return facts | ({"item": row.item.id, "item_name": row.item.name} if row.item else {})


def _row_about(item: Item, index: int, found: list) -> object:
    """The typed row that says it is about `item`; rows that say nothing are taken by their place."""
    named = [one for one in found if isinstance(one, Mapping) and one.get("item") not in (None, "")]
    if named:
        return next((one for one in named if _same(one["item"], item.id)), {})
    return found[index] if index < len(found) else {}


def _same(typed: object, item_id: str | int) -> bool:
    return plain(typed) == str(item_id)


def items_of(section: Rows, scope: Mapping[str, object], env: Environment) -> tuple[Item, ...]:
    """What the rows of a `for_each` section are about; whatever is no {id, name} makes no row."""
    found = section.for_each.run(scope, env) if section.for_each is not None else None
    found = found if isinstance(found, list | tuple) else []
    return tuple(_item(one) for one in found[:MOST_ITEMS] if isinstance(one, Mapping) and one.get("id") is not None)


def _item(facts: Mapping[str, object]) -> Item:
    found = facts.get("id")
    if isinstance(found, Decimal) and found == found.to_integral_value():
        found = int(found)
    item_id = found if isinstance(found, int) and not isinstance(found, bool) else str(found)
    return Item(item_id, str(facts.get("name") or f"Item {item_id}"), facts)


def answered(parts: Sequence[Placed], *, hidden: bool = False) -> Iterator[Placed]:
    """The questions of one level in order, those of its groups too; hidden ones only if asked for."""
    for part in parts:
        if part.hidden and not hidden:
            continue
        if part.component.asks:
            yield part
        yield from answered(part.parts, hidden=hidden)
