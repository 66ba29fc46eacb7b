"""Functions of contexts."""

from collections.abc import Mapping

from engine.feel.builtins.registry import builtin
from engine.feel.running import MISSING, Run
from engine.feel.values import Entries


@builtin("get value")
def get_value(run: Run, context: Mapping, key: str) -> object:
    """The value of an entry whose name is worked out; null where there is none."""
    value = context.get(key, MISSING)
    return None if value is MISSING else run.take(value)


@builtin("get entries")
def get_entries(run: Run, context: Mapping) -> list[Entries]:
    """The entries as a list of {key, value}."""
    run.charge(len(context))
    return [Entries(key=key, value=run.take(value)) for key, value in context.items()]


@builtin("context put")
def context_put(run: Run, context: Mapping, key: str, value: object) -> Entries:
    """A copy of the context with one entry set."""
    run.charge(len(context))
    return Entries({**{name: run.take(one) for name, one in context.items()}, key: value})


@builtin("context merge")
def context_merge(run: Run, contexts: list) -> Entries:
    """One context of all entries; later ones win."""
    merged = Entries()
    for one in contexts:
        if not isinstance(one, Mapping):
            raise ValueError("All items must be contexts.")
        run.charge(len(one))
        merged.update((name, run.take(value)) for name, value in one.items())
    return merged
