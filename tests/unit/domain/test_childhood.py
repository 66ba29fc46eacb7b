"""Eighteenth birthdays, and the plans that a child had before."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.childhood import PlanSpan, eighteenth, previous_plans

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
PLANS = st.lists(
    st.builds(PlanSpan, st.integers(1, 10**6), DAYS, st.booleans(), st.integers(0, 5)),
    unique_by=lambda plan: plan.id,
    max_size=8,
)


def test_who_was_born_on_29_february_comes_of_age_on_1_march():
    assert eighteenth(date(2008, 2, 29)) == date(2026, 3, 1)
    assert eighteenth(date(2008, 2, 28)) == date(2026, 2, 28)


@given(DAYS)
def test_nobody_comes_of_age_before_eighteen_years(born: date):
    assert eighteenth(born) >= date(born.year + 18, born.month, min(born.day, 28))


def test_an_unborn_child_has_no_eighteenth_birthday_yet():
    assert eighteenth(None) is None


def test_plans_of_others_that_we_know_are_not_counted_twice():
    """Leeds had one plan, which stands in our record; the family said there had been one elsewhere."""
    theirs = PlanSpan(1, date(2025, 1, 1), True, 0)
    ours = PlanSpan(2, date(2026, 1, 1), False, 1)
    later = PlanSpan(3, date(2027, 1, 1), False, 0)
    assert previous_plans([later, ours, theirs]) == {1: 0, 2: 1, 3: 2}


@given(PLANS)
def test_a_later_plan_has_as_many_before_it_or_more(plans: list[PlanSpan]):
    counted = previous_plans(plans)
    ordered = [counted[plan.id] for plan in sorted(plans, key=lambda one: (one.started_on, one.id))]
    assert ordered == sorted(ordered) and len(counted) == len(plans)


@given(PLANS)
def test_each_plan_counts_those_that_stand_before_it_at_least(plans: list[PlanSpan]):
    """And never more than these and all that was said of elsewhere."""
    counted = previous_plans(plans)
    for place, plan in enumerate(sorted(plans, key=lambda one: (one.started_on, one.id))):
        assert place <= counted[plan.id] <= place + max(one.previous_elsewhere for one in plans)
