"""The register of builtin functions: their names, parameters and types stand in their Python signatures.

`def substring(run, string: str, start_position: Decimal, length: Decimal | None = None)` makes the FEEL function
`substring(string, start position, length)`, whose `length` may be left out. A wrong type gives null and a warning.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from engine.feel.running import Run
from engine.feel.values import Items, kind

MISFIT = object()


@dataclass(frozen=True)
class Builtin:
    """One way to call a function. `types` are those each parameter takes; None takes everything."""

    name: str
    call: Callable[..., object]
    parameters: tuple[str, ...]
    types: tuple[tuple[type, ...] | None, ...]
    needed: int
    many: bool  # the last parameter takes any number of values

    def takes(self, count: int) -> bool:
        return self.needed <= count and (self.many or count <= len(self.parameters))

    def takes_named(self, names: Sequence[str]) -> bool:
        wanted = self.parameters[: self.needed]
        return not self.many and set(wanted) <= set(names) <= set(self.parameters)

    def invoke(self, run: Run, values: Sequence[object]) -> object:
        """The function's value; null and a warning where an argument has the wrong type or no result exists."""
        run.charge(1 + sum(_size(value) for value in values))
        fitted = [_fit(value, self._types_of(at)) for at, value in enumerate(values)]
        if MISFIT in fitted:
            wrong = fitted.index(MISFIT)
            parameter = self.parameters[min(wrong, len(self.parameters) - 1)]
            return run.null(f"{self.name}: {kind(values[wrong])} cannot be its “{parameter}”.")
        try:
            result = self.call(run, *fitted)
        except (ArithmeticError, ValueError) as error:
            return run.null(f"{self.name}: {error}")
        return Items(result) if isinstance(result, list) else result

    def _types_of(self, at: int) -> tuple[type, ...] | None:
        return self.types[min(at, len(self.types) - 1)]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.parameters)}{', ...' if self.many else ''})"


BUILTINS: dict[str, list[Builtin]] = {}


def builtin(name: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Registers a function (its first parameter is the Run) under a FEEL name; twice for two ways to call it."""

    def register(function: Callable[..., object]) -> Callable[..., object]:
        given = list(inspect.signature(function).parameters.values())[1:]
        hints = get_type_hints(function)
        one = Builtin(
            name=name,
            call=function,
            parameters=tuple(one.name.strip("_").replace("_", " ") for one in given),
            types=tuple(_types(hints[one.name]) for one in given),
            needed=sum(one.default is one.empty and one.kind is not one.VAR_POSITIONAL for one in given),
            many=any(one.kind is one.VAR_POSITIONAL for one in given),
        )
        BUILTINS.setdefault(name, []).append(one)
        return function

    return register


def _types(hint: Any) -> tuple[type, ...] | None:
    if hint is object:
        return None
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def _fit(value: object, types: tuple[type, ...] | None) -> object:
    """The value, or by DMN's rules a list of it, or the only item of it, where that is of the type; else MISFIT."""
    if types is None or isinstance(value, types):
        return value
    if value is not None and types == (list,):
        return Items([value])
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], types) and value[0] is not None:
        return value[0]
    return None if value is None and NoneType in types else MISFIT


def _size(value: object) -> int:
    if isinstance(value, list):
        return len(value)
    return len(value) // 8 if isinstance(value, str) else 0
