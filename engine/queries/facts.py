"""What FEEL sees of a case: the newest facts of the record that concern an instance's children, and its answers.

Each group of facts is one statement, whatever the case's age, sent only when a diagram asks for something it tells.
"""

from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries import conference_facts, family_facts, plan_facts
from engine.queries.lazy import Lazy
from engine.storage import tables as t


def for_instance(
    session: Session, case_id: int, instance_id: int | None, children: Collection[int]
) -> Mapping[str, object]:
    """`{"case": ..., "answers": ...}` for an instance that concerns `children`, read when first asked for.

    `case` holds dates as dates. `answers` maps an element to its items ("" outside a multi-instance) to the latest
    values, with dates as ISO text. Ask again after an operation: what was read is kept.
    """
    return Lazy(
        case=lambda: case_facts(session, case_id, children),
        answers=lambda: answers_of(session, instance_id),
    )


def case_facts(session: Session, case_id: int, children: Collection[int]) -> Mapping[str, object]:
    """The facts of a case that concern `children`; each group is fetched when first asked for."""
    concerned = sorted(children)
    family = cache(lambda: family_facts.family(session, case_id, concerned))
    discussion = cache(lambda: conference_facts.discussion(session, case_id, concerned))
    conference = cache(lambda: conference_facts.conference(session, concerned))
    return Lazy(
        reference=lambda: family().reference,
        authority=lambda: family().authority,
        family_name=lambda: family().family_name,
        taken_on=lambda: family().taken_on,
        children=lambda: family().children,
        household=lambda: family().household,
        strategy_discussion=lambda: discussion().strategy_discussion,
        enquiries=lambda: discussion().enquiries,
        conference=lambda: conference().conference,
        sitting=lambda: conference().sitting,
        departures=lambda: conference().departures,
        decisions=lambda: conference().decisions,
        invitations=lambda: conference_facts.invitations(session, concerned),
        review=lambda: conference_facts.review(session, case_id, concerned),
        former_conference=lambda: conference_facts.former_conference(session, case_id, concerned),
        plans=lambda: plan_facts.plans(session, concerned),
        core_group=lambda: plan_facts.core_group(session, case_id, concerned),
        visit=lambda: plan_facts.visit(session, case_id, concerned),
        lead_workers=lambda: plan_facts.lead_workers(session, concerned),
        transfer=lambda: plan_facts.transfer(session, concerned),
        support=lambda: plan_facts.support(session, concerned),
    )


def answers_of(session: Session, instance_id: int | None) -> dict[str, dict[str, Mapping[str, object]]]:
    """The latest answers of an instance, by element and item ("" outside a multi-instance)."""
    latest: dict[str, dict[str, Mapping[str, object]]] = {}
    columns = (t.answers.c.element, t.answers.c.item, t.answers.c["values"])
    given = select(*columns).where(t.answers.c.instance_id == instance_id).order_by(t.answers.c.id)
    for element, item, values in session.execute(given):
        latest.setdefault(element, {})[item] = values
    return latest
