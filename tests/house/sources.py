"""The repository's own files, parsed once, for the tests of the house rules."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("engine", "webapp")
NOT_OURS = {"node_modules", "static", "__pycache__", ".venv"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def classes(self) -> list[ast.ClassDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def python(*folders: str) -> tuple[Source, ...]:
    """Every Python file under `folders` that is ours."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return tuple(_source(file) for file in files if not NOT_OURS & set(file.parts))


def _source(file: Path) -> Source:
    text = file.read_text(encoding="utf-8")
    return Source(file.relative_to(ROOT).as_posix(), text, ast.parse(text))


@cache
def tracked() -> tuple[str, ...]:
    """The path of every file that is in the repository, or would be with the next commit."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(sorted(path for path in set(listed) if (ROOT / path).is_file()))


def dotted(node: ast.AST) -> str:
    """The name that an expression spells, such as "os.environ.get"; "" if it is more than a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else f"?.{node.attr}"
    return ""


def names(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """Every name that `source` reads or imports, in full: "datetime.datetime.now" however it was imported."""
    imported = dict(_imported(source.tree))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, dot, rest = dotted(node).partition(".")
            yield imported.get(first, first) + dot + rest, node
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module or ''}.{alias.name}", node) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What each imported name stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module or ''}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.asname, alias.name) for alias in node.names if alias.asname)


def bound(tree: ast.Module) -> set[str]:
    """The names that a file defines or imports itself: they are not Python's own."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, Function | ast.ClassDef)}
    return own | {name for name, _ in _imported(tree)}


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """The constants that are docstrings."""
    holders = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | Function))
    first = (holder.body[0] for holder in holders if holder.body and ast.get_docstring(holder, clean=False) is not None)
    return {statement.value for statement in first if isinstance(statement, ast.Expr)}
