"""Tree to closure. How each kind of node is built stands by theme in `building`; here is what they share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from lark import Token, Tree

from engine.domain.errors import FeelError
from engine.feel.builtins import BUILTINS
from engine.feel.parsing import place
from engine.feel.running import Frame

DEEPEST = 60
INPUT = "?"

Closure = Callable[[Frame], object]
Build = Callable[["Compiler", Tree], Closure]

BUILDERS: dict[str, Build] = {}


def builds(*kinds: str) -> Callable[[Build], Build]:
    """Registers how the nodes of these kinds are built."""

    def register(build: Build) -> Build:
        BUILDERS.update(dict.fromkeys(kinds, build))
        return build

    return register


class Compiler:
    """Compiles one text. It gathers the free names and paths, and refuses names that nobody sets.

    `known` are the names in sight when the expression runs; None when nobody can tell.
    """

    def __init__(self, where: str, text: str, known: frozenset[str] | None) -> None:
        self.where, self.text, self.known = where, text, known
        self.names: set[str] = set()
        self.paths: set[str] = set()
        self.limits: set[str] = set()
        self.calls: set[str] = set()
        self._local: list[str] = []
        self._filters = 0
        self._depth = 0

    def build(self, node: Tree) -> Closure:
        """The closure of a node. Raises FeelError, also for what is nested deeper than anyone could read."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.refusal(node, "Too much is nested inside one another there.")
        try:
            return BUILDERS[node.data](self, node)
        finally:
            self._depth -= 1

    def build_all(self, nodes: list[Tree]) -> list[Closure]:
        return [self.build(node) for node in nodes]

    @contextmanager
    def inside(self, *names: str, filtering: bool = False) -> Iterator[None]:
        """While building what is inside a loop or a filter, where these names are in sight too."""
        self._local += names
        self._filters += filtering
        yield
        self._filters -= filtering
        del self._local[len(self._local) - len(names) :]

    def use(self, node: Tree, name: str, path: str) -> None:
        """Note that a name is read. Raises FeelError if nobody sets it.

        A name inside a filter may be a field of the list's items, which nobody can tell: it is noted only if known.
        """
        if name in self._local:
            return
        if name == INPUT:
            raise self.refusal(node, "“?” is the input of a decision table's column: it has no meaning here.")
        if self._filters and name not in (self.known or ()):
            return
        if self.known is not None and name not in self.known:
            raise self.refusal(node, f"There is no “{name}”{self._at(node)}.{self._name_hint(name)}")
        self.names.add(name)
        self.paths.add(path)

    def refusal(self, node: Tree | Token, reason: str) -> FeelError:
        return FeelError(where=self.where, text=self.text, reason=reason)

    def refusal_at(self, node: Tree, reason: str) -> FeelError:
        """A refusal that says where in the text."""
        return self.refusal(node, f"{reason}{self._at(node)}.")

    def _at(self, node: Tree) -> str:
        at = getattr(node.meta, "start_pos", None)
        return "" if at is None else f" at {place(self.text, at)}"

    def _name_hint(self, name: str) -> str:
        if name in BUILTINS:
            return f" To call the function, write {name}(...)."
        return hint(name, sorted(self.known or ()))


def hint(wrong: str, words: list[str]) -> str:
    """What was probably meant, or all there is, where it is little; else nothing. Begins with a space."""
    near = get_close_matches(wrong, words, n=1, cutoff=0.6)
    if near:
        return f" Did you mean “{near[0]}”?"
    return f" In sight are: {', '.join(words)}." if 0 < len(words) <= 8 else ""


def word(node: Tree, at: int = 0) -> str:
    """The text of a node's token, its words one space apart."""
    return " ".join(str(node.children[at]).split())


def weight(node: Tree) -> int:
    """An upper bound on the steps of one evaluation, loops inside it counted once (they charge for themselves)."""
    return sum(1 for _ in node.iter_subtrees())
