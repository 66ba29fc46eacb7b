"""for, some and every: each round is charged before it runs."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lark import Tree

from engine.feel.compiler import Closure, Compiler, builds, weight
from engine.feel.running import Frame, Run
from engine.feel.values import Items, Range, all_true, any_true, kind

PARTIAL = "partial"  # the results so far, in sight of what `return` says


class NothingToLoopOver(Exception):
    """Raised inside a loop whose list is none: the loop is null."""


Domain = tuple[str, Closure]


def _domains(compiler: Compiler, iterators: Tree) -> list[Domain]:
    """The names and lists of a loop; a later list may speak of an earlier name."""
    made: list[Domain] = []
    names: list[str] = []
    for iterator in iterators.children:
        name, source = iterator.children
        with compiler.inside(*names):
            made.append((str(name), compiler.build(source)))
        names.append(str(name))
    return made


def _rounds(frame: Frame, domains: list[Domain], cost: int) -> Iterator[Frame]:
    """A frame for every combination of items, the last list the fastest."""
    name, source = domains[0]
    for item in _items(source(frame), frame.run):
        frame.run.charge(cost)
        inner = frame.within({name: item})
        if domains[1:]:
            yield from _rounds(inner, domains[1:], cost)
        else:
            yield inner


def _items(value: object, run: Run) -> Iterable[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, Range) and (ends := _whole(value.low, value.high)):
        return _numbers(*ends, value.closed)
    run.null(f"{kind(value)} cannot be gone through one by one.")
    raise NothingToLoopOver


def _whole(low: object, high: object) -> tuple[int, int] | None:
    if not (isinstance(low, Decimal) and isinstance(high, Decimal)):
        return None
    return (int(low), int(high)) if int(low) == low and int(high) == high else None


def _numbers(low: int, high: int, closed: tuple[bool, bool]) -> Iterator[Decimal]:
    """From the first to the last, downwards if it is the smaller."""
    step = 1 if low <= high else -1
    first, last = low + (0 if closed[0] else step), high - (0 if closed[1] else step)
    return (Decimal(number) for number in range(first, last + step, step))


def _loop(compiler: Compiler, node: Tree, *names: str) -> tuple[list[Domain], Closure, int]:
    iterators, body = node.children
    domains = _domains(compiler, iterators)
    with compiler.inside(*(name for name, _ in domains), *names):
        return domains, compiler.build(body), 1 + weight(node)


@builds("counting")
def counting(compiler: Compiler, node: Tree) -> Closure:
    low, high = compiler.build_all(node.children)
    return lambda frame: Range(low(frame), high(frame))


@builds("iteration")
def iteration(compiler: Compiler, node: Tree) -> Closure:
    domains, result, cost = _loop(compiler, node, PARTIAL)
    remembers = any(one.children[0] == PARTIAL for one in node.children[1].find_data("name"))

    def run(frame: Frame) -> Items | None:
        results = Items()
        try:
            for inner in _rounds(frame, domains, cost):
                results.append(result(_with_partial(inner, results) if remembers else inner))
        except NothingToLoopOver:
            return None
        return results

    return run


def _with_partial(frame: Frame, results: Items) -> Frame:
    frame.run.charge(len(results))
    return frame.within({PARTIAL: Items(results)})


@builds("some", "every")
def quantified(compiler: Compiler, node: Tree) -> Closure:
    domains, condition, cost = _loop(compiler, node)
    join = any_true if node.data == "some" else all_true

    def run(frame: Frame) -> bool | None:
        try:
            return join(condition(inner) for inner in _rounds(frame, domains, cost))
        except NothingToLoopOver:
            return None

    return run
