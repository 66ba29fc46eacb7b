"""Functions of texts."""

from decimal import Decimal
from re import sub

from engine.feel.builtins.registry import builtin
from engine.feel.running import Run

SPECIAL = set(r".^$*+?()[]{}|")


@builtin("substring")
def substring(_run: Run, string: str, start_position: Decimal, length: Decimal | None = None) -> str:
    """From a position on (1 is the first, -1 the last character), as many characters as `length` says."""
    start = int(start_position)
    if not start:
        raise ValueError("The first character has the position 1.")
    first = start - 1 if start > 0 else max(len(string) + start, 0)
    return string[first:] if length is None else string[first : first + max(int(length), 0)]


@builtin("string length")
def string_length(_run: Run, string: str) -> Decimal:
    return Decimal(len(string))


@builtin("upper case")
def upper_case(_run: Run, string: str) -> str:
    return string.upper()


@builtin("lower case")
def lower_case(_run: Run, string: str) -> str:
    return string.lower()


@builtin("substring before")
def substring_before(_run: Run, string: str, match: str) -> str:
    return string.partition(match)[0] if match and match in string else ""


@builtin("substring after")
def substring_after(_run: Run, string: str, match: str) -> str:
    return string.partition(match)[2] if match else string


@builtin("contains")
def contains(_run: Run, string: str, match: str) -> bool:
    return match in string


@builtin("starts with")
def starts_with(_run: Run, string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with")
def ends_with(_run: Run, string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("split")
def split(_run: Run, string: str, delimiter: str) -> list[str]:
    r"""The parts between the delimiters: plain or escaped ("\\.") ones, since a pattern has no bounded cost."""
    bare = sub(r"\\(.)", "", delimiter)
    if SPECIAL & set(bare):
        raise ValueError(f'Patterns are not supported; write "\\\\{delimiter}" for the sign itself.')
    plain = sub(r"\\(.)", r"\1", delimiter)
    return string.split(plain) if plain else list(string)


@builtin("string join")
def string_join(run: Run, list_: list, delimiter: str | None = None) -> str:
    """The texts of a list as one text; nulls fall away."""
    parts = [part for part in list_ if part is not None]
    if not all(isinstance(part, str) for part in parts):
        raise ValueError("All items must be texts.")
    run.charge(sum(map(len, parts)) // 8 + len(parts) * len(delimiter or "") // 8)
    return (delimiter or "").join(parts)


@builtin("trim")
def trim(_run: Run, string: str) -> str:
    return string.strip()
