"""What a form's FEEL sees and runs in: the same for the page that shows a form and the command that reads it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import feel
from engine.bpmn import Process, data_of
from engine.domain import limits
from engine.domain.clock import london_date
from engine.domain.limits import Due
from engine.published import Published
from engine.queries.facts import for_instance
from engine.queries.lazy import Lazy
from engine.storage import tables as t


def form_scope(
    session: Session,
    case_id: int | None,
    instance_id: int | None,
    children: Collection[int],
    item: str = "",
    name: str = "",
    key: str = "",
) -> Mapping[str, object]:
    """`case`, `data` and `answers` as the task with this `key` sees them in its diagram; inside a multi-instance also
    its item, by its `name` there. Each is read when it is first asked for."""
    if case_id is None:
        return {"case": None, "data": {}, "answers": {}}
    facts = for_instance(session, case_id, instance_id, children)
    return Lazy(
        case=lambda: facts["case"],
        data=lambda: _data(session, instance_id, key),
        answers=lambda: seen_by(facts["answers"], item),
        **_item(facts, item, name),
    )


def seen_by(answers: Mapping[str, Mapping[str, Mapping[str, object]]], item: str) -> dict[str, object]:
    """The answers as a task of this item sees them: its own, else those outside, else a list of every item's."""
    return {element: _chosen(given, item) for element, given in answers.items()}


def item_name(process: Process, element: str) -> str:
    """How the nearest multi-instance around an element calls its item; "" outside of any."""
    found = process.elements.get(element)
    around = [process.elements[outer].item for outer in reversed(found.within)] if found else []
    return next(filter(None, around), "")


def environment(published: Published, authority: str, now: datetime) -> feel.Environment:
    """Calendar and limits, which always come from the newest release; a limit's row is that of its first day."""

    def due(name: str, anchor: date | datetime) -> Due:
        on = london_date(anchor) if isinstance(anchor, datetime) else anchor
        return limits.apply(published.catalogue.limit(name, authority, on), anchor, published.calendar)

    return feel.Environment(now=now, calendar=published.calendar, due=due)


def _data(session: Session, instance_id: int | None, key: str) -> Mapping[str, object]:
    state = t.instances.c.state
    saved = session.scalar(select(state).where(t.instances.c.id == instance_id)) if key else ""
    return data_of(saved or "", key)


def _chosen(given: Mapping[str, Mapping[str, object]], item: str) -> object:
    if item in given:
        return given[item]
    if "" in given:
        return given[""]
    return [{"item": other, **values} for other, values in given.items()]


def _item(facts: Mapping[str, object], item: str, name: str) -> dict[str, object]:
    """The item is a child of the case wherever the diagrams repeat for each child."""
    if not item or not name:
        return {}
    return {name: lambda: next((child for child in facts["case"]["household"] if str(child["id"]) == item), None)}
