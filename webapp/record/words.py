"""Lines of the record in words: what a child's plan, lead worker and visits were."""

from engine import codes, record_views
from webapp.look import in_words
from webapp.record.parts import joined, on

ENDINGS = {
    "review": "a review ended it",
    "transferred": "another authority took over",
    "eighteen": "the child turned 18",
    "died": "the child died",
    "moved abroad": "the child left the country for good",
    "looked after": "the child became looked after",
    "other": "another reason",
}


def code(words: dict[str, str], said: str) -> str:
    """The words of a national code; a code without words stands for itself."""
    return in_words(words.get(said, said))


def ended(on_day: object, why: str) -> str:
    """Such as "22 June 2026: a review ended it"."""
    return joined(on(on_day), why, by=": ")


def category(plan: record_views.PlanLine) -> str:
    """The category now, and the first one where it was another."""
    now = code(codes.CATEGORIES, plan.category)
    if plan.category_since is None:
        return now
    first = codes.CATEGORIES.get(plan.initial_category, plan.initial_category)
    return f"{now} since {on(plan.category_since)}, at first {first}"


def plan_ended(plan: record_views.PlanLine) -> str:
    """When and why a plan ended; "" while it runs."""
    return ended(plan.ended_on, ENDINGS.get(plan.ending, plan.ending))


def rhythm(plan: record_views.PlanLine) -> str:
    """How often the child is to be visited under a plan."""
    return f"Every {plan.visit_every} days" if plan.visit_every else ""


def lead_worker(line: record_views.LeadWorkerLine) -> str:
    """Such as "Priya Shah (North), since 24 March 2026"."""
    where = joined(line.team, line.authority)
    return f"{line.name}{f' ({where})' if where else ''}, since {on(line.since)}"


def enquiry_outcome(line: record_views.EnquiryLine) -> str:
    """What came of an enquiry."""
    if line.ended_on is None:
        return "Still going"
    if line.outcome:
        return in_words(line.outcome)
    return "A conference is needed" if line.conference_needed else "No conference is needed"


def seen(line: record_views.VisitedLine) -> str:
    """Whether a visit saw the child, and how."""
    if not line.seen:
        return "Not seen"
    return "Seen alone" if line.alone else "Seen, not alone"
