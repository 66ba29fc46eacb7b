"""What is counted of a childhood: the eighteenth birthday, and how often a child was on a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

ADULT = 18


def eighteenth(born: date | None) -> date | None:
    """The eighteenth birthday; who was born on 29 February comes of age on 1 March, as no such year is a leap year."""
    if born is None:
        return None
    year = born.year + ADULT
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=year)


@dataclass(frozen=True)
class PlanSpan:
    """As much of a plan as is counted."""

    id: int
    started_on: date
    elsewhere: bool  # another authority's
    previous_elsewhere: int  # how many others had before, as was said when it started


def previous_plans(plans: Iterable[PlanSpan]) -> dict[int, int]:
    """How many plans a child had before each of its plans, by id: ours, and those of other authorities.

    Of others we know what people said, and the plans of theirs that stand in our record: whichever is more.
    """
    before: list[PlanSpan] = []
    counted = {}
    for plan in sorted(plans, key=lambda one: (one.started_on, one.id)):
        counted[plan.id] = _ours(before) + max(_said([*before, plan]), len(before) - _ours(before))
        before.append(plan)
    return counted


def _ours(plans: Sequence[PlanSpan]) -> int:
    return sum(not plan.elsewhere for plan in plans)


def _said(plans: Sequence[PlanSpan]) -> int:
    return max(plan.previous_elsewhere for plan in plans)
