"""Tests: the cells of a decision table, and what may stand after `in`."""

from collections.abc import Callable

from lark import Tree

from engine.feel.comparing import compare, matches
from engine.feel.compiler import INPUT, Closure, Compiler, builds
from engine.feel.running import MISSING, Frame
from engine.feel.values import any_true, opposite

Test = Callable[[Frame, object], bool | None]  # of the value that is tested
CONDITIONS = {"compare", "and", "or", "between", "in", "not", "some", "every"}


@builds("cell")
def cell(compiler: Compiler, node: Tree) -> Closure:
    """A cell is true if one of its tests is; `not(...)` around all of them turns that round."""
    (tests,) = node.children
    with compiler.inside(INPUT):
        test = _negated(compiler, tests) or _one_of(compiler, tests)

    def run(frame: Frame) -> bool | None:
        value = frame.find(INPUT)
        return test(frame, None if value is MISSING else value)

    return run


@builds("not")
def not_(compiler: Compiler, node: Tree) -> Closure:
    """`not(x)` inside an expression, where it is a function of one value."""
    inner = node.children[0].children
    if len(inner) != 1 or inner[0].data == "test_compare":
        raise compiler.refusal_at(node, "Several tests inside not(...) belong in a cell of a decision table, not here,")
    value = compiler.build(inner[0])
    return lambda frame: opposite(value(frame))


def _negated(compiler: Compiler, tests: Tree) -> Test | None:
    if len(tests.children) != 1 or tests.children[0].data != "not":
        return None
    inner = _one_of(compiler, tests.children[0].children[0])
    return lambda frame, value: opposite(inner(frame, value))


def _one_of(compiler: Compiler, tests: Tree) -> Test:
    closures = [test_closure(compiler, test) for test in tests.children]
    return lambda frame, value: any_true(test(frame, value) for test in closures)


def test_closure(compiler: Compiler, node: Tree) -> Test:
    """The test that a node makes: `> 5`, a range, a list, a value, or a condition.

    A condition (a comparison, `and`, `some` ...) is the answer itself, and so is all that speaks of `?`; other truths
    are too where the input is no boolean. Every other value is compared with the input.
    """
    if node.data == "test_compare":
        sign, right = str(node.children[0]), compiler.build(node.children[1])
        return lambda frame, value: compare(sign, value, right(frame), frame.run)
    test = compiler.build(node)
    if node.data in CONDITIONS or any(one.children[0] == INPUT for one in node.find_data("name")):
        return lambda frame, _value: answer if isinstance(answer := test(frame), bool) else None

    def run(frame: Frame, value: object) -> bool | None:
        wanted = test(frame)
        if isinstance(wanted, bool) and not isinstance(value, bool | None):
            return wanted
        return matches(value, wanted, frame.run)

    return run
