"""Names put before others without reading these: a fact of the record costs a statement."""

from collections.abc import Iterator, Mapping


class Beside(Mapping[str, object]):
    """The names of `first`, and behind them those of `rest`."""

    def __init__(self, first: Mapping[str, object], rest: Mapping[str, object]) -> None:
        self._first, self._rest = first, rest

    def __getitem__(self, name: str) -> object:
        return self._first[name] if name in self._first else self._rest[name]

    def __contains__(self, name: object) -> bool:
        return name in self._first or name in self._rest

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._first, *self._rest)))

    def __len__(self) -> int:
        return len(dict.fromkeys(self))
