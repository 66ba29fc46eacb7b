"""The messages of a case: whom they reach, and those that are kept until somebody awaits them.

A message carries the children it concerns and reaches the waiting instances of the same case whose children meet them.
One that nobody awaits and that starts nothing is kept, and listed; an instance that comes to await it gets it then, for
those of its children that it concerns, if it was running when the message was thrown: an old "plan ended" must not stop
what began for a later plan. Each delivery is a row, so that it shows who got what.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, exists, insert, select, update

from engine.domain.errors import DiagramFailed
from engine.domain.values import Thrown
from engine.storage import tables as t
from engine.storage.json_text import plain
from engine.storage.statements import Write
from engine.storage.steps import Live
from engine.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Letter:
    """A message on its way; one that was kept has its row's id, and the only instance it may go to."""

    name: str
    children: tuple[int, ...]
    payload: Mapping[str, object]
    sender: int | None = None
    kept: int | None = None
    to: int | None = None
    familiar: bool = False  # its sender concerns all its children, so they are of this case


def children_of(name: str, payload: Mapping[str, object]) -> tuple[int, ...]:
    """The ids that a payload names as `children`: numbers, or contexts with an `id`. Raises DiagramFailed for none."""
    listed = payload.get("children")
    items = [] if listed is None else listed if isinstance(listed, list | tuple) else [listed]
    try:
        ids = [int(str(item["id"] if isinstance(item, Mapping) else item)) for item in items]
    except (KeyError, TypeError, ValueError):
        ids = []
    if not ids:
        raise DiagramFailed(where=name, why="the message does not say which children it concerns.")
    return tuple(dict.fromkeys(ids))


# Statements that many commands send are built once: building one takes longer than the database takes to answer it.
_CONCERNED = exists().where(
    t.instance_children.c.instance_id == t.instances.c.id,
    t.instance_children.c.left_at.is_(None),
    t.instance_children.c.child_id.in_(bindparam("children", expanding=True)),
)
_TAKERS = (
    select(t.instances.c.id, t.instances.c.awaited)
    .where(t.instances.c.case_id == bindparam("case"), t.instances.c.ended_at.is_(None), _CONCERNED)
    .order_by(t.instances.c.id)
)
_OF_CASE = select(t.children.c.id).where(
    t.children.c.case_id == bindparam("case"), t.children.c.id.in_(bindparam("children", expanding=True))
)
_INSERT_MESSAGE = Write(insert(t.messages))


class Post:
    """The messages of one locked case."""

    def __init__(self, uow: UnitOfWork, case_id: int) -> None:
        self._uow, self._session, self._case_id = uow, uow.session, case_id

    def letter(self, thrown: Thrown, sender: Live) -> Letter:
        """Whatever way the payload names the children, those who get it find their ids."""
        children = children_of(thrown.name, thrown.payload)
        payload = plain({**thrown.payload, "children": children})
        return Letter(thrown.name, children, payload, sender.id, familiar=set(children) <= set(sender.children))

    def takers(self, letter: Letter) -> list[int]:
        """The instances that await the letter and concern one of its children."""
        rows = self._session.execute(_TAKERS, {"case": self._case_id, "children": letter.children})
        return [row.id for row in rows if letter.name in row.awaited and letter.to in (None, row.id)]

    def of_case(self, letter: Letter) -> tuple[int, ...]:
        """The letter's children. Raises DiagramFailed when one is not of this case."""
        if letter.familiar:
            return letter.children
        found = self._session.scalars(_OF_CASE, {"case": self._case_id, "children": letter.children})
        if set(found) != set(letter.children):
            raise DiagramFailed(where=letter.name, why="the message names a child that is not of this case.")
        return letter.children

    def delivered(self, letter: Letter, instance: Live) -> None:
        """Write down that an instance got the letter; a kept one stays for the children it has not reached yet."""
        if letter.kept is None:
            self._insert(letter, letter.children, instance.id)
            return
        got = {"to_instance": instance.id, "delivered_at": self._uow.now}
        self._session.execute(update(t.messages).where(t.messages.c.id == letter.kept).values(got))
        if rest := [child for child in letter.children if child not in instance.children]:
            self._insert(letter, rest, None)

    def keep(self, letter: Letter) -> None:
        """Nobody awaits it yet."""
        if letter.kept is None:
            self._insert(letter, letter.children, None)

    def kept(self, instance: Live) -> list[Letter]:
        """The kept messages that the instance now awaits and was there for, the oldest first."""
        message = t.messages.c
        began = select(t.instances.c.started_at).where(t.instances.c.id == instance.id).scalar_subquery()
        waiting = (
            select(message.id, message.name, message.children, message.payload, message.from_instance)
            .where(
                message.case_id == self._case_id,
                message.delivered_at.is_(None),
                message.name.in_(sorted(instance.awaited)),
                message.thrown_at >= began,
            )
            .order_by(message.id)
        )
        return [
            _letter(row, instance.id)
            for row in self._session.execute(waiting)
            if _meets(row.children, instance.children)
        ]

    def _insert(self, letter: Letter, children: Sequence[int], to: int | None) -> None:
        row = {
            "case_id": self._case_id,
            "from_instance": letter.sender,
            "name": letter.name,
            "children": list(children),
            "payload": letter.payload,
            "thrown_at": self._uow.now,
            "to_instance": to,
            "delivered_at": None if to is None else self._uow.now,
        }
        _INSERT_MESSAGE.send(self._session, row)


def _meets(some: Collection[int], others: Collection[int]) -> bool:
    return not set(some).isdisjoint(others)


def _letter(row: Row, to: int) -> Letter:
    return Letter(row.name, tuple(row.children), row.payload, row.from_instance, row.id, to)
