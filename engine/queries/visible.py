"""Need to know: the one place that says which cases an actor may see, and which tasks an actor may do."""

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, or_, true

from engine.domain.values import Actor
from engine.storage import tables as t


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which rows of `cases` the actor may see: those that are not restricted, or that the actor is allocated to.

    The clock sees all, since it is the program itself and shows nothing to anyone.
    """
    return true() if actor.is_clock else _seen_by(actor.person)


def visible_to_person() -> ColumnElement[bool]:
    """`visible_to` whoever the statement's parameter `person` names, for a statement that is built once."""
    return _seen_by(bindparam("person"))


def allocated(actor: Actor) -> ColumnElement[bool]:
    """Which rows of `cases` the actor works now."""
    return _worked_by(actor.person)


def is_for_another(actor: Actor, role: str, acted_by: str) -> bool:
    """Whether the actor, who may do the task, does it for someone outside the directory."""
    return bool(acted_by) and role not in actor.roles


def may_do(actor: Actor, role: str, acted_by: str) -> bool:
    """Whether one of the actor's roles is the task's own, or the one that acts for it."""
    return role in actor.roles or (bool(acted_by) and acted_by in actor.roles)


def _seen_by(person: str | BindParameter[str]) -> ColumnElement[bool]:
    return or_(t.cases.c.restricted.is_(False), _worked_by(person))


def _worked_by(person: str | BindParameter[str]) -> ColumnElement[bool]:
    held = t.allocations.c
    return exists().where(held.case_id == t.cases.c.id, held.person == person, held.until.is_(None))
