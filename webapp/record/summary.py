"""How a child stands now, before all that led there: the plan, who leads the work, the last visits, the next dates."""

from collections.abc import Iterable

from engine import ChildRecord, TaskLine, codes, record_views
from webapp.look import in_words
from webapp.record.parts import Part, Text, facts, on
from webapp.record.words import category, code, lead_worker, rhythm, seen

MOST_DATES = 10  # on a page of the record; the case's page has them all


def standing(view: ChildRecord) -> tuple[Part, ...]:
    """Where the child stands, in the words a person would ask for."""
    record = view.record
    plan = next((one for one in record.plans if one.ended_on is None), None)
    return facts(
        ("Now", _now(view)),
        ("On a plan since", on(plan.started_on) if plan else ""),
        ("Category", category(plan) if plan else ""),
        ("Plans before it" if plan else "Plans so far", _plans(record, plan)),
        ("Lead social worker", leads(record)),
        ("Home visits", rhythm(plan) if plan else ""),
        ("Last visit", _last_visit(record)),
        ("Last seen", _last_seen(record)),
        ("Last core group", on(record.core_groups[0].held_on) if record.core_groups else ""),
        ("Last review", on(next((one.held_on for one in record.reviews if one.held_on), None))),
        ("Support", tuple(f"{in_words(one.kind)} since {on(one.started_on)}" for one in _running(record.support))),
    )


def about(view: ChildRecord) -> tuple[Part, ...]:
    """Who the child is."""
    child = view.child
    return facts(
        ("Born", on(child.birth_date)),
        ("Expected", on(child.expected_birth_date) if child.unborn else ""),
        ("Turns 18", on(view.eighteen_on) if view.died_on is None else ""),
        ("Sex", code(codes.SEXES, child.sex)),
        ("Ethnicity", code(codes.ETHNICITIES, view.ethnicity)),
        ("Disability", tuple(code(codes.DISABILITIES, one) for one in view.disabilities)),
        ("Pupil number", view.upn),
    )


def leads(record: record_views.RecordLines) -> Text:
    """Who leads the work now."""
    return tuple(lead_worker(one) for one in record.lead_workers if one.until is None)


def next_dates(tasks: Iterable[TaskLine], given_name: str = "") -> tuple[TaskLine, ...]:
    """The open tasks with a date, the most urgent first; with a child's name, those that concern the child."""
    return tuple(one for one in tasks if one.due_on and _concerns(one, given_name))[:MOST_DATES]


def _concerns(task: TaskLine, given_name: str) -> bool:
    """Not where it is about a brother or a sister; what is about an agency, say, concerns all."""
    others = tuple(f"{name} " for name in task.children if name != given_name)
    return not given_name or (given_name in task.children and not f"{task.item_name} ".startswith(others))


def _now(view: ChildRecord) -> str:
    if view.died_on:
        return f"Died on {on(view.died_on)}"
    if view.child.standing:
        return view.child.standing
    latest = view.record.referrals[:1]
    if latest and latest[0].closed_on:
        return f"Closed on {on(latest[0].closed_on)}"
    return "No plan"


def _plans(record: record_views.RecordLines, plan: record_views.PlanLine | None) -> str:
    """How many plans there were: those elsewhere count with the first of ours."""
    if plan:
        return str(plan.previous) if plan.previous else "None"
    return str(1 + max(one.previous for one in record.plans)) if record.plans else ""


def _last_visit(record: record_views.RecordLines) -> str:
    for visit in record.visits[:1]:
        return f"{on(visit.held_on)}: {', '.join(seen(one).lower() for one in visit.children)}"
    return ""


def _last_seen(record: record_views.RecordLines) -> str:
    return on(next((one.held_on for one in record.visits if any(child.seen for child in one.children)), None))


def _running(support: Iterable[record_views.SupportLine]) -> list[record_views.SupportLine]:
    return [one for one in support if one.ended_on is None and one.consent]
