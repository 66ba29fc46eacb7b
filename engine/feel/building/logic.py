"""and, or, if, comparisons, between, in, instance of, and sums."""

from collections.abc import Callable

from lark import Tree

from engine.feel.arithmetic import calculate, negative
from engine.feel.building.cells import Test, test_closure
from engine.feel.comparing import compare, matches, ordered
from engine.feel.compiler import Closure, Compiler, builds, word
from engine.feel.running import Frame
from engine.feel.values import all_true, any_true, kind

SIGNS = {"^": "**"}


def _chain(node: Tree) -> list[Tree]:
    """The operands of `a and b and c`, which the grammar nests to the left."""
    last: list[Tree] = []
    kind_, first = node.data, node
    while first.data == kind_:
        first, operand = first.children
        last.append(operand)
    return [first, *reversed(last)]


def _joined(join: Callable[..., object]) -> Callable[[Compiler, Tree], Closure]:
    def build(compiler: Compiler, node: Tree) -> Closure:
        parts = compiler.build_all(_chain(node))
        return lambda frame: join(part(frame) for part in parts)

    return build


builds("and")(_joined(all_true))
builds("or")(_joined(any_true))


@builds("conditional")
def conditional(compiler: Compiler, node: Tree) -> Closure:
    """What is not true is not true: null goes to else."""
    test, yes, no = compiler.build_all(node.children)
    return lambda frame: yes(frame) if test(frame) is True else no(frame)


@builds("compare")
def compare_(compiler: Compiler, node: Tree) -> Closure:
    left, sign, right = compiler.build(node.children[0]), str(node.children[1]), compiler.build(node.children[2])
    return lambda frame: compare(sign, left(frame), right(frame), frame.run)


@builds("between")
def between(compiler: Compiler, node: Tree) -> Closure:
    value, low, high = compiler.build_all(node.children)

    def run(frame: Frame) -> bool | None:
        it = value(frame)
        return all_true((ordered(">=", it, low(frame), frame.run), ordered("<=", it, high(frame), frame.run)))

    return run


@builds("in")
def in_(compiler: Compiler, node: Tree) -> Closure:
    value, right = compiler.build(node.children[0]), node.children[1]
    several = right.data == "several"
    tests = [test_closure(compiler, one) for one in right.children] if several else [_one(compiler, right)]

    def run(frame: Frame) -> bool | None:
        it = value(frame)
        return any_true(test(frame, it) for test in tests)

    return run


def _one(compiler: Compiler, node: Tree) -> Test:
    """What alone stands after `in`: a null there holds nothing that anyone knows."""
    if node.data == "test_compare":
        return test_closure(compiler, node)
    container = compiler.build(node)

    def run(frame: Frame, value: object) -> bool | None:
        holder = container(frame)
        return None if holder is None else matches(value, holder, frame.run)

    return run


@builds("instance_of")
def instance_of(compiler: Compiler, node: Tree) -> Closure:
    value, wanted = compiler.build(node.children[0]), word(node, 1)
    wanted = "days and time duration" if wanted.startswith("day") else wanted
    return lambda frame: (found := kind(value(frame))) == wanted or (wanted == "Any" and found != "null")


@builds("arithmetic")
def arithmetic(compiler: Compiler, node: Tree) -> Closure:
    """`a + b - c` in one loop, from left to right: the grammar nests it to the left."""
    first, steps = node, []
    while first.data == "arithmetic":
        first, sign, operand = first.children
        steps.append((SIGNS.get(str(sign), str(sign)), compiler.build(operand)))
    start = compiler.build(first)
    steps.reverse()

    def run(frame: Frame) -> object:
        value = start(frame)
        for sign, operand in steps:
            value = calculate(value, sign, operand(frame), frame.run)
        return value

    return run


@builds("negative")
def negative_(compiler: Compiler, node: Tree) -> Closure:
    value = compiler.build(node.children[0])
    return lambda frame: negative(value(frame), frame.run)
