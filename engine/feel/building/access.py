"""Names, paths and filters: all that reads data. Only mappings and the parts of dates are looked into."""

from collections.abc import Mapping
from decimal import Decimal

from lark import Tree

from engine.feel.compiler import Closure, Compiler, builds, weight
from engine.feel.running import MISSING, Frame, Run
from engine.feel.temporal import parts_of
from engine.feel.values import Items, kind

ITEM = "item"


@builds("name")
def name(compiler: Compiler, node: Tree) -> Closure:
    return _name(compiler, node, ())


@builds("path")
def path(compiler: Compiler, node: Tree) -> Closure:
    base, fields = _unfold(node)
    start = _name(compiler, base, fields) if base.data == "name" else compiler.build(base)

    def run(frame: Frame) -> object:
        value = start(frame)
        for field in fields:
            value = _field(value, field, frame.run)
        return value

    return run


def _unfold(node: Tree) -> tuple[Tree, tuple[str, ...]]:
    fields: list[str] = []
    while node.data == "path":
        fields.append(str(node.children[1]))
        node = node.children[0]
    return node, tuple(reversed(fields))


def _name(compiler: Compiler, node: Tree, fields: tuple[str, ...]) -> Closure:
    word = str(node.children[0])
    compiler.use(node, word, ".".join((word, *fields)))

    def run(frame: Frame) -> object:
        value = frame.find(word)
        return frame.run.null(f"There is no “{word}”.") if value is MISSING else value

    return run


def _field(value: object, field: str, run: Run) -> object:
    """A context's entry, a part of a date or duration, or for a list that of each item."""
    if isinstance(value, list):
        run.charge(len(value))
        return Items(_field(item, field, run) for item in value)
    if isinstance(value, Mapping):
        found = value.get(field, MISSING)
        return run.null(f"There is no “{field}” in the context.") if found is MISSING else run.take(found)
    part = parts_of(value).get(field)
    return run.null(f"{kind(value)} has no “{field}”.") if part is None else Decimal(part)


@builds("filter")
def filter_(compiler: Compiler, node: Tree) -> Closure:
    """`list[2]` by position, from the end `list[-1]`; `list[condition]` by what is true of an item."""
    target = compiler.build(node.children[0])
    with compiler.inside(ITEM, filtering=True):
        test = compiler.build(node.children[1])
    cost = weight(node.children[1])

    def run(frame: Frame) -> object:
        value = target(frame)
        if value is None:
            return None
        items = value if isinstance(value, list) else Items([value])
        frame.run.charge(cost * (len(items) + 1))
        return _filtered(items, test, frame)

    return run


def _filtered(items: list[object], test: Closure, frame: Frame) -> object:
    if not items:
        return _of_nothing(test, frame)
    first = test(_within_item(frame, items[0]))
    if isinstance(first, Decimal):
        return _at(items, first, frame.run)
    rest = [test(_within_item(frame, item)) for item in items[1:]]
    return Items(item for item, answer in zip(items, [first, *rest], strict=False) if answer is True)


def _of_nothing(test: Closure, frame: Frame) -> object:
    """No list of an empty list, and no item of it either."""
    with frame.run.hushed():
        position = test(_within_item(frame, None))
    return _at([], position, frame.run) if isinstance(position, Decimal) else Items()


def _within_item(frame: Frame, item: object) -> Frame:
    """The item's own fields hide `item`, and that the names outside."""
    inner = frame.within({ITEM: item})
    return inner.within(item) if isinstance(item, Mapping) else inner


def _at(items: list[object], position: Decimal, run: Run) -> object:
    at = int(position)
    if at != position or not 1 <= abs(at) <= len(items):
        return run.null("The list has no such item.")
    return items[at - 1 if at > 0 else at]


def presence(compiler: Compiler, node: Tree) -> Closure:
    """Whether a name or a path leads to anything at all, be it null; for other nodes, whether they are not null."""
    base, fields = _unfold(node)
    if base.data != "name":
        value = compiler.build(node)
        return lambda frame: value(frame) is not None
    word = str(base.children[0])
    compiler.use(base, word, ".".join((word, *fields)))

    def run(frame: Frame) -> bool:
        found = frame.find(word)
        for field in fields:
            present = isinstance(found, Mapping) and found.get(field, MISSING) is not MISSING
            found = found.get(field) if present and isinstance(found, Mapping) else parts_of(found).get(field, MISSING)
        return found is not MISSING

    return run
