"""A mapping whose values are fetched when they are first asked for, so that a diagram pays only for what it reads."""

from collections.abc import Callable, Iterator, Mapping


class Lazy(Mapping[str, object]):
    """Read-only; each value is made once, by the callable that was given for its name."""

    def __init__(self, **makers: Callable[[], object]) -> None:
        self._makers = makers
        self._made: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, name: object) -> bool:
        return name in self._makers  # asking whether there is a name must not fetch it
