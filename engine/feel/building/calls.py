"""Calls of builtin functions, with positional or named parameters: both are checked when the text is compiled."""

from lark import Tree

from engine.feel.building.access import presence
from engine.feel.building.literals import text_of
from engine.feel.builtins import BUILTINS, IS_DEFINED, Builtin
from engine.feel.compiler import Closure, Compiler, builds, hint, word

DUE = "due"


@builds("call")
def call(compiler: Compiler, node: Tree) -> Closure:
    """Raises FeelError for an unknown function, and for parameters that it does not take."""
    name = word(node)
    given = arguments(node)
    compiler.calls.add(name)
    if name == IS_DEFINED and len(given) == 1 and given[0].data != "named":
        return presence(compiler, given[0])
    ways = BUILTINS.get(name)
    if ways is None:
        near = hint(name, sorted(BUILTINS)).removeprefix(" ")
        raise compiler.refusal(node, f"{_unknown(compiler, node, name)} {near}".rstrip())
    if name == DUE:
        compiler.limits.update(_limit_named(given))
    if given and given[0].data == "named":
        return _named(compiler, node, ways, {word(one): one.children[1] for one in given})
    way = next((way for way in ways if way.takes(len(given))), None)
    if way is None:
        raise _misfit(compiler, node, ways)
    closures = compiler.build_all(given)
    return lambda frame: way.invoke(frame.run, [one(frame) for one in closures])


def _named(compiler: Compiler, node: Tree, ways: list[Builtin], given: dict[str, Tree]) -> Closure:
    way = next((way for way in ways if way.takes_named(list(given))), None)
    if way is None:
        raise _misfit(compiler, node, ways)
    closures = [compiler.build(given[name]) if name in given else None for name in way.parameters]
    while closures and closures[-1] is None:
        closures.pop()
    return lambda frame: way.invoke(frame.run, [one(frame) if one else None for one in closures])


def arguments(node: Tree) -> list[Tree]:
    return list(node.children[1].children) if len(node.children) > 1 else []


def due_arguments(given: list[Tree]) -> dict[str, Tree]:
    """What stands in the places of `due`, by the names of its parameters."""
    if given and given[0].data == "named":
        return {word(one): one.children[1] for one in given}
    return dict(zip(("limit", "anchor", "set"), given, strict=False))


def _limit_named(given: list[Tree]) -> list[str]:
    limit = due_arguments(given).get("limit")
    return [text_of(str(limit.children[0]))] if limit is not None and limit.data == "string" else []


def _unknown(compiler: Compiler, node: Tree, name: str) -> str:
    return str(compiler.refusal_at(node, f"There is no function “{name}”").facts["reason"])


def _misfit(compiler: Compiler, node: Tree, ways: list[Builtin]) -> Exception:
    return compiler.refusal(node, f"“{word(node)}” is called as {' or '.join(map(str, ways))}.")
