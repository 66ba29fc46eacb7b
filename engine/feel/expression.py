"""A compiled expression: the text, where it stands, what it reads, and how to run it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import localcontext
from typing import Self

from lark import Tree

from engine.domain.errors import FeelError, FeelTooCostly
from engine.feel.building import THEMES
from engine.feel.building.calls import DUE, arguments, due_arguments
from engine.feel.building.literals import constant
from engine.feel.compiler import Closure, Compiler, weight, word
from engine.feel.parsing import parse
from engine.feel.running import Environment, Frame, Run
from engine.feel.values import DECIMALS

assert THEMES
NOW = ("today", "now")


class Expression(str):
    """A FEEL text that was compiled with its file, so nothing else can be run. As a str it is the text.

    `where` is "file#element"; `names` are the free names it reads, `paths` the same with the fields behind them
    ("case.conference.planned_on"); `limits` are the limits it names in `due(...)`. `due` are the parts of an
    expression that is one call `due(limit, anchor)` or `due(limit, anchor, set)` and nothing else. Names inside a
    filter may be fields of the list's items, and are left out of `names` unless they were handed to `compile`.
    `asks_now`: it gives something else on another day, whatever it reads.
    """

    where: str
    condition: bool
    names: frozenset[str]
    paths: frozenset[str]
    limits: frozenset[str]
    due: "DueCall | None"
    asks_now: bool
    _closure: Closure
    _weight: int

    def run(self, scope: Mapping[str, object], env: Environment) -> object:
        """The value over the names in `scope`: None, bool, Decimal, str, list, dict or Mapping, date ... or Months.

        Bad data gives None, and why in `env.warnings`. Raises FeelTooCostly, and NoSuchLimit from `due`.
        """
        run = Run(env, self.where)
        try:
            with localcontext(DECIMALS):
                run.charge(self._weight)
                return run.give(self._closure(Frame(run, scope)))
        except RecursionError:
            raise FeelTooCostly(where=self.where) from None

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # it never changes, and closures cannot be copied

    def __copy__(self) -> Self:
        return self


@dataclass(frozen=True)
class DueCall:
    """The parts of `due(limit, anchor)` or `due(limit, anchor, set)`, each an expression of its own."""

    limit: Expression
    anchor: Expression
    set: Expression | None


def compile_expression(
    text: str, where: str, *, names: Iterable[str] | None = None, condition: bool = False
) -> Expression:
    """Compile an expression; one leading "=", which the editors write, falls away.

    `names` are those in sight when it runs: others are refused; None lets all names pass. Raises FeelError.
    """
    stripped = _stripped(text)
    tree = parse(stripped, where).children[0]
    expression = _made(stripped, where, tree, _known(names), condition)
    if tree.data == "call" and word(tree) == DUE:
        expression.due = _due(expression, tree, names)
    return expression


def compile_unary(text: str, where: str, *, names: Iterable[str] | None = None) -> Expression:
    """Compile a cell of a decision table; run it with the input's value bound to `?` in the scope. Raises FeelError.

    An empty cell and `-` are true for every input.
    """
    stripped = _stripped(text)
    if stripped in ("", "-"):
        return _dressed(stripped, Compiler(where, stripped, None), constant(True), 1, condition=True)
    return _made(stripped, where, parse(stripped, where, "cell"), _known(names), condition=True)


def _stripped(text: str | None) -> str:
    return (text or "").strip().removeprefix("=").strip()


def _known(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _made(text: str, where: str, tree: Tree, known: frozenset[str] | None, condition: bool) -> Expression:
    compiler = Compiler(where, text, known)
    return _dressed(text, compiler, compiler.build(tree), weight(tree), condition)


def _dressed(text: str, compiler: Compiler, closure: Closure, cost: int, condition: bool) -> Expression:
    expression = Expression(text)
    expression.where, expression.condition, expression.due = compiler.where, condition, None
    expression.names, expression.paths = frozenset(compiler.names), frozenset(compiler.paths)
    expression.limits, expression.asks_now = frozenset(compiler.limits), not compiler.calls.isdisjoint(NOW)
    expression._closure, expression._weight = closure, cost
    return expression


def _due(whole: Expression, tree: Tree, names: Iterable[str] | None) -> DueCall:
    parts = {
        name: compile_expression(whole[one.meta.start_pos : one.meta.end_pos], whole.where, names=names)
        for name, one in due_arguments(arguments(tree)).items()
    }
    return DueCall(parts["limit"], parts["anchor"], parts.get("set"))


__all__ = ["DueCall", "Expression", "FeelError", "compile_expression", "compile_unary"]
