"""The texts that stand in an expression: what it gives for certain, and what a table's cell asks for."""

from collections.abc import Iterator, Mapping

from lark import Token, Tree

from engine.feel.building.calls import DUE, arguments
from engine.feel.building.literals import text_of
from engine.feel.compiler import word
from engine.feel.expression import Expression
from engine.feel.parsing import parse
from engine.feel.reading import tree_of

Texts = frozenset[str] | None  # None where it may give something else as well
NULL, LIMIT = "null", "limit"


def texts(expression: Expression) -> Texts:
    """All texts that an expression can give; None where it gives anything but written texts and null."""
    return _texts(tree_of(expression))


def entries(expression: Expression) -> Mapping[str, Texts] | None:
    """The keys of the contexts that an expression gives, each with its texts; None where it gives anything else."""
    return _entries(tree_of(expression))


def limits_named(expression: Expression) -> frozenset[str]:
    """The texts that say which limit is meant: in the first place of `due`, or under the name `limit`."""
    found: set[str] = set()
    for node in tree_of(expression).iter_subtrees():
        for meant in _limits(node):
            found |= _written(meant)
    return frozenset(found)


def due_of(expression: Expression) -> str:
    """What stands in the first place of an expression that is one call of `due`, without spaces; "" if it is none."""
    node = tree_of(expression)
    if node.data != "call" or word(node) != DUE:
        return ""
    named = (one.children[1] for one in arguments(node) if one.data == "named" and _key(one) == LIMIT)
    meant = next(named, arguments(node)[0])
    return "".join(expression[meant.meta.start_pos : meant.meta.end_pos].split())


def asked_for(cell: Expression) -> frozenset[str]:
    """The texts that a cell of a decision table compares its input with. None of those inside a function count."""
    return frozenset(_asked(parse(str(cell), cell.where, "cell")))


def _texts(node: Tree | Token) -> Texts:
    if not isinstance(node, Tree):
        return None
    if node.data == "string":
        return frozenset((text_of(str(node.children[0])),))
    if node.data == "constant" and word(node) == NULL:
        return frozenset()
    if node.data == "conditional":
        one, other = map(_texts, node.children[1:])
        return None if one is None or other is None else one | other
    return None


def _entries(node: Tree | Token) -> Mapping[str, Texts] | None:
    if not isinstance(node, Tree):
        return None
    if node.data == "context":
        return {_key(one): _texts(one.children[1]) for one in node.children if one is not None}
    if node.data == "conditional":
        one, other = map(_entries, node.children[1:])
        return None if one is None or other is None else _either(one, other)
    return None


def _either(one: Mapping[str, Texts], other: Mapping[str, Texts]) -> Mapping[str, Texts]:
    return {key: _both(one.get(key, frozenset()), other.get(key, frozenset())) for key in {*one, *other}}


def _both(one: Texts, other: Texts) -> Texts:
    return None if one is None or other is None else one | other


def _key(entry: Tree) -> str:
    said = word(entry)
    return text_of(said) if said.startswith('"') else said


def _limits(node: Tree) -> Iterator[Tree]:
    """What stands where a limit is named."""
    if node.data in ("entry", "named") and _key(node) == LIMIT:
        yield node.children[1]
    if node.data == "call" and word(node) == DUE:
        yield from (one for one in arguments(node)[:1] if one.data != "named")


def _written(node: Tree) -> frozenset[str]:
    """The texts that a node may give, also where it may give other things too."""
    if node.data == "conditional":
        return frozenset().union(*map(_written, node.children[1:]))
    return _texts(node) or frozenset()


def _asked(node: Tree) -> Iterator[str]:
    for child in node.children:
        if not isinstance(child, Tree) or child.data == "call":
            continue
        if child.data == "string":
            yield text_of(str(child.children[0]))
        else:
            yield from _asked(child)
