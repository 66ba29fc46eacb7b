"""Whether the record holds what an expression reads of it below `case`."""

from collections.abc import Collection, Iterator, Sequence

from engine.feel.expression import Expression
from engine.feel.reading import reads

CASE = "case"


def unknown_facts(expression: Expression, facts: Collection[str]) -> Iterator[tuple[str, str]]:
    """What an expression reads below `case` and `facts` does not have, each with the mend."""
    for path in sorted(reads(expression).paths):
        root, *names = path.split(".")
        if root == CASE:
            yield from unknown_fact(names, facts)


def unknown_fact(names: Sequence[str], facts: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the path `case.<names>`, and the mend; nothing where `facts` has it, or is a part of one."""
    for count in range(1, len(names) + 1):
        path, before = ".".join(names[:count]), ".".join(names[: count - 1])
        if path in facts:
            continue
        known = sorted(one.rpartition(".")[2] for one in facts if one.rpartition(".")[0] == before)
        if known:  # else it is a part of a date, or of something that is no context
            yield f"The record holds no {CASE}.{path}.", f"There are: {', '.join(known)}."
        return
