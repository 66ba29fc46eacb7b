"""What FEEL in a diagram sees: `data`, `answers`, `case` and the items of the multi-instances around it."""

from collections.abc import Callable, Iterator, Mapping

from engine.bpmn.elements import Element
from engine.bpmn.multi import Item, item_key

DATA, ANSWERS, CASE = "data", "answers", "case"


class Scope(Mapping[str, object]):
    """Names looked up one by one, since the facts of a case are only read when an expression asks for them."""

    def __init__(self, **given: Callable[[], object]) -> None:
        self._given = given

    def __getitem__(self, name: str) -> object:
        return self._given[name]()

    def __contains__(self, name: object) -> bool:
        return name in self._given

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


class AnswersSeen(Mapping[str, object]):
    """The answers of an instance as one task sees them: its own item's inside a multi-instance, else the latest.

    From outside a multi-instance, an element inside it has a list: each item's answers, with the item's id as `item`.
    """

    def __init__(
        self,
        answers: Mapping[str, Mapping[str, Mapping[str, object]]],
        elements: Mapping[str, Element],
        items: Mapping[str, Item],
    ) -> None:
        self._answers, self._elements, self._items = answers, elements, dict(items)

    def __getitem__(self, element: str) -> object:
        given = self._answers[element]
        for key in self._keys():
            if key in given:
                return given[key]
        if self._is_beside(element):
            return [{"item": _id(key), **values} for key, values in given.items() if self._is_inside(key)]
        return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def _keys(self) -> Iterator[str]:
        """The item's own key, then those of the items around it, and "" for outside."""
        names = list(self._items)
        for count in range(len(names), -1, -1):
            yield item_key({name: self._items[name] for name in names[:count]})

    def _is_beside(self, element: str) -> bool:
        """Whether the element repeats for items that are not this task's."""
        asked = self._elements.get(element)
        chain = (*asked.within, asked.id) if asked else ()
        names = {self._elements[one].item for one in chain if one in self._elements}
        return bool(names - {""} - set(self._items))

    def _is_inside(self, key: str) -> bool:
        own = item_key(self._items)
        return not own or key.startswith(f"{own}/")


def _id(key: str) -> str | int:
    last = key.rsplit("/", 1)[-1]
    return int(last) if last.isdecimal() else last
