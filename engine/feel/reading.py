"""What an expression reads, followed through loops and filters, and what it compares: for those who check it unrun."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lark import Token, Tree

from engine.domain.errors import ChildpathError
from engine.feel.building.access import ITEM
from engine.feel.building.calls import DUE
from engine.feel.building.literals import text_of
from engine.feel.builtins import IS_DEFINED
from engine.feel.compiler import word
from engine.feel.expression import Expression
from engine.feel.parsing import parse
from engine.feel.running import Environment

MOVING = ("today", "now", "due", "working_days_after", "working_days_between")  # another answer on another day
LITERALS = ("string", "number", "constant")
LOOPS = ("iteration", "some", "every")
HOLDS = "list contains"


@dataclass(frozen=True)
class Compared:
    """A place where what stands at `path` is asked to be the text `value`."""

    path: str
    value: str
    among: bool = False  # whether what stands there is searched as a list


@dataclass(frozen=True)
class Reads:
    """All that an expression reads. `paths` begin with a free name, whatever a loop or a filter calls its items."""

    gives: str | None  # the path that the whole expression is, if it is one
    paths: frozenset[str]
    compared: tuple[Compared, ...]
    clashes: tuple[str, ...]  # what is asked to equal two different things at once
    maybe: frozenset[str]  # the paths whose absence it allows for: compared with null, say
    constant: bool  # whether it gives the same for every case and day


def reads(expression: Expression, bound: Mapping[str, str | None] | None = None) -> Reads:
    """What an expression reads, where `bound` tells which list the names of a repetition's items come from."""
    walk = _Walk(dict(bound or {}), expression)
    gives = walk.visit(tree_of(expression), walk.bound, None)
    found = (frozenset(walk.paths), tuple(walk.compared), tuple(walk.clashes), frozenset(walk.maybe), walk.constant)
    return Reads(gives, *found)


def always(expression: Expression) -> object:
    """What a constant expression gives; null where it costs too much: then it never gives anything."""
    try:
        return expression.run({}, Environment(now=datetime(2026, 1, 1, tzinfo=UTC)))
    except ChildpathError:
        return None


def tree_of(expression: Expression) -> Tree:
    """The tree of an expression, for those who look at how it is written."""
    return parse(str(expression), expression.where).children[0]


@dataclass
class _Walk:
    """One walk over a tree. A visit gives the path that a node is, or None."""

    bound: Mapping[str, str | None]
    text: str
    paths: set[str] = field(default_factory=set)
    compared: list[Compared] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    maybe: set[str] = field(default_factory=set)
    constant: bool = True

    def visit(self, node: Tree | Token, local: Mapping[str, str | None], item: str | None) -> str | None:
        if not isinstance(node, Tree):
            return None
        own = getattr(self, f"_{node.data}", None)
        if own is not None:
            return own(node, local, item)
        if node.data in LOOPS:
            return self._loop(node, local, item)
        for child in node.children:
            self.visit(child, local, item)
        return None

    def _name(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> str | None:
        name = str(node.children[0])
        self.constant = False
        if name in local:
            return local[name]
        if item is not None and name == ITEM:
            return item or None
        return self._read(name) if item is None or name in self.roots else self._field(item, name)

    @property
    def roots(self) -> frozenset[str]:
        """Names that a filter's items hardly have as fields."""
        return frozenset(("data", "answers", "case", *self.bound))

    def _field(self, base: str | None, name: str) -> str | None:
        return self._read(f"{base}.{name}") if base else None

    def _read(self, path: str) -> str:
        self.paths.add(path)
        return path

    def _path(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> str | None:
        return self._field(self.visit(node.children[0], local, item), str(node.children[1]))

    def _filter(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> str | None:
        base = self.visit(node.children[0], local, item)
        self.visit(node.children[1], local, base or "")
        return base

    def _loop(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> str | None:
        iterators, body = node.children
        names = dict(local)
        for iterator in iterators.children:
            names[str(iterator.children[0])] = self.visit(iterator.children[1], names, item)
        result = self.visit(body, names, item)
        return result if node.data == "iteration" else None

    def _call(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> None:
        self.constant = self.constant and word(node) not in MOVING
        given = list(node.children[1].children) if len(node.children) > 1 else []
        found = [self.visit(one, local, item) for one in given]
        if word(node) == HOLDS and len(given) == 2:
            self._compares(found[0], given[1], among=True)
        allowing = {IS_DEFINED: slice(0, 1), DUE: slice(2, 3)}.get(word(node), slice(0))
        self.maybe.update(filter(None, found[allowing]))  # the date that people have set may well be missing

    def _compare(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> None:
        left, sign, right = node.children
        found = self.visit(left, local, item), self.visit(right, local, item)
        if str(sign) in ("=", "!="):
            self._compares(found[0], right)
            self._compares(found[1], left)
            self.maybe.update(
                path for path, other in zip(found, (right, left), strict=True) if path and _is_null(other)
            )

    def _in(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> None:
        asked, *tests = node.children
        path = self.visit(asked, local, item)
        for test in tests:
            self.visit(test, local, item)
            for one in (test, *getattr(test, "children", ())):
                self._compares(path, one)

    def _compares(self, path: str | None, literal: Tree | Token, *, among: bool = False) -> None:
        if path and isinstance(literal, Tree) and literal.data == "string":
            self.compared.append(Compared(path, text_of(str(literal.children[0])), among))

    def _and(self, node: Tree, local: Mapping[str, str | None], item: str | None) -> None:
        wanted: dict[str, str] = {}
        for part in _parts(node):
            self.visit(part, local, item)
            if pair := self._wants(part):
                asked, value = pair
                if wanted.setdefault(asked, value) != value:
                    self.clashes.append(f"{asked} = {wanted[asked]} and {asked} = {value}")

    def _wants(self, node: Tree) -> tuple[str, str] | None:
        """What a comparison asks to equal which literal."""
        if node.data != "compare" or str(node.children[1]) != "=" or node.children[2].data not in LITERALS:
            return None
        left, _, right = node.children
        return self._written(left), self._written(right)

    def _written(self, node: Tree) -> str:
        return " ".join(self.text[node.meta.start_pos : node.meta.end_pos].split())


def _is_null(node: Tree) -> bool:
    return node.data == "constant" and word(node) == "null"


def _parts(node: Tree) -> Iterator[Tree]:
    """The operands of `a and b and c`."""
    for child in node.children:
        if isinstance(child, Tree):
            yield from _parts(child) if child.data == "and" else (child,)
