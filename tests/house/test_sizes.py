"""Small files, small functions, nothing deep."""

import ast
from collections.abc import Iterator
from statistics import median, quantiles

from tests.house.sources import PROGRAM, Function, Source, python

LONGEST_FILE, LONGEST_FUNCTION, DEEPEST = 400, 60, 3
USUAL_FILE, USUAL_FUNCTION, ALMOST_EVERY_FUNCTION = 120, 8, 30
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)


def functions() -> Iterator[tuple[Source, Function]]:
    return ((source, node) for source in python(*PROGRAM, "tests") for node in source.functions)


def length(function: Function) -> int:
    """The lines of a function: its own, without decorators and docstring."""
    first = function.body[1 if ast.get_docstring(function) and function.body[1:] else 0]
    signature = function.body[0].lineno - function.lineno
    return signature + (function.end_lineno or first.lineno) - first.lineno + 1


def depth(node: ast.AST) -> int:
    """How many blocks stand in one another; an `elif` is no deeper than its `if`, a function within starts anew."""
    inner = (
        depth(child) - _chained(node, child) for child in ast.iter_child_nodes(node) if not isinstance(child, Function)
    )
    return isinstance(node, BLOCKS) + max(inner, default=0)


def _chained(node: ast.AST, child: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]


def test_no_file_is_long() -> None:
    sources = python(*PROGRAM, "tests")
    assert [f"{source.path} ({source.lines})" for source in sources if source.lines > LONGEST_FILE] == []


def test_no_function_is_long() -> None:
    assert [
        f"{s.at(node)} {node.name} ({length(node)})" for s, node in functions() if length(node) > LONGEST_FUNCTION
    ] == []


def test_no_function_is_deep() -> None:
    assert [f"{s.at(node)} {node.name} ({depth(node)})" for s, node in functions() if depth(node) > DEEPEST] == []


def test_the_program_is_small_in_the_small() -> None:
    """The median file and function, and almost every function, not only the worst."""
    files = [source.lines for source in python(*PROGRAM) if source.text]
    lengths = [length(node) for source in python(*PROGRAM) for node in source.functions]
    assert median(files) <= USUAL_FILE
    assert median(lengths) <= USUAL_FUNCTION
    assert quantiles(lengths, n=20)[-1] <= ALMOST_EVERY_FUNCTION


def test_depth_is_measured_as_people_see_it() -> None:
    text = (
        "def f():\n if a:\n  pass\n elif b:\n  for c in d:\n   with e:\n    pass\n else:\n  def g():\n   if h: pass\n"
    )
    outer, inner = (node for node in ast.walk(ast.parse(text)) if isinstance(node, Function))
    assert (depth(outer), depth(inner)) == (3, 1)
