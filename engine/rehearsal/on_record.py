"""What a scenario expects of the record against what it holds: a sentence for each list that is not so, with both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from engine.domain.record_views import RecordLines
from engine.rehearsal.expected import Seen

AT_LEAST, AMONG = "at least", "among"
LISTS = (*(one.name for one in fields(RecordLines)), "reviews")


def unmet_record(expected: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    """A sentence for each list of the record that is not as expected. Raises ValueError for what cannot be meant.

    A number is how many lines the list has, `{at least: 60}` how many it has or more. A list names all lines, in any
    order, `{among: [...]}` some of them; of each line as much as is to be compared.
    """
    for name, said in expected.items():
        if (column := name.replace(" ", "_")) not in LISTS:
            raise ValueError(f'there is no "{name}" in the record, only: {", ".join(LISTS)}.')
        yield from _list(name, seen.here(said), getattr(seen.record, column), seen)


def _list(name: str, said: Any, lines: Sequence[Any], seen: Seen) -> Iterator[str]:
    if isinstance(said, int):
        if len(lines) != said:
            yield f"expected {said} {name}, found {len(lines)}."
    elif isinstance(said, Mapping) and AT_LEAST in said:
        if len(lines) < said[AT_LEAST]:
            yield f"expected at least {said[AT_LEAST]} {name}, found {len(lines)}."
    elif isinstance(said, Mapping) and AMONG in said:
        yield from _missing(name, said[AMONG], lines, seen)
    elif isinstance(said, list):
        missing = list(_missing(name, said, lines, seen))
        yield from missing
        if not missing and len(lines) != len(said):
            yield f"expected {len(said)} {name}, found {len(lines)}."
    else:
        raise ValueError(f'{name} are told as a number, as a list, as "{AT_LEAST}" or as "{AMONG}".')


def _missing(name: str, wanted: Sequence[Mapping[str, Any]], lines: Sequence[Any], seen: Seen) -> Iterator[str]:
    """Each of `wanted` needs a line of its own."""
    left = list(lines)
    for one in wanted:
        found = next((line for line in left if _is(line, one, seen)), None)
        if found is None:
            yield f"expected {_in_words(one)} among {name}, found {_found(one, left)}."
        else:
            left.remove(found)


def _is(line: Any, wanted: Mapping[str, Any], seen: Seen) -> bool:
    return all(_equal(_field(line, name), seen.here(said), seen) for name, said in wanted.items())


def _field(line: Any, name: str) -> Any:
    known = [one.name for one in fields(line)]
    if name not in known:
        raise ValueError(f'there is no "{name}" in such a line of the record, only: {", ".join(known)}.')
    return getattr(line, name)


def _equal(found: Any, said: Any, seen: Seen) -> bool:
    if isinstance(found, tuple):
        return isinstance(said, list) and _all_equal(found, said, seen)
    if isinstance(found, bool):
        return said == ("yes" if found else "no")
    if isinstance(found, date) and said is not None:
        return found == seen.day(said)
    return found == said


def _all_equal(found: tuple[Any, ...], said: list[Any], seen: Seen) -> bool:
    """Lines inside a line, or texts: all of them are told, in any order."""
    if said and all(isinstance(one, Mapping) for one in said):
        return len(said) == len(found) and not list(_missing("", said, found, seen))
    return sorted(map(str, found)) == sorted(map(str, said))


def _found(wanted: Mapping[str, Any], lines: Sequence[Any]) -> str:
    return "; ".join(_in_words({name: getattr(line, name) for name in wanted}) for line in lines) or "none"


def _in_words(facts: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in facts.items())
