"""Need to know: the one place that says which cases an actor may see, and which tasks an actor may do."""

from sqlalchemy import ColumnElement, exists, or_, true

from engine.domain.values import Actor
from engine.storage import tables as t


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which rows of `cases` the actor may see: those that are not restricted, or that the actor is allocated to.

    The clock sees all, since it is the program itself and shows nothing to anyone.
    """
    if actor.is_clock:
        return true()
    return or_(t.cases.c.restricted.is_(False), allocated(actor))


def allocated(actor: Actor) -> ColumnElement[bool]:
    """Which rows of `cases` the actor works now."""
    held = t.allocations.c
    return exists().where(held.case_id == t.cases.c.id, held.person == actor.person, held.until.is_(None))


def may_do(actor: Actor, role: str, acted_by: str) -> bool:
    """Whether one of the actor's roles is the task's own, or the one that acts for it."""
    return role in actor.roles or (bool(acted_by) and acted_by in actor.roles)
