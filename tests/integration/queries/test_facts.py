"""What FEEL sees of a case: the newest facts about an instance's children, in few statements, when first asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import event

from engine.queries.facts import for_instance
from tests.integration.family import House
from tests.integration.queries.seeding import NOW, Seeds

MARCH = [date(2026, 3, day) for day in range(1, 29)]


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    sent: list[str] = []
    note = lambda *about: sent.append(about[2])  # noqa: E731
    event.listen(house.engine.database, "before_cursor_execute", note)
    yield sent
    event.remove(house.engine.database, "before_cursor_execute", note)


def discussion(seeds: Seeds, case: int, instance: int, day: date, flagged: bool, *children: int) -> int:
    held = seeds.add(
        "strategy_discussions", case_id=case, instance_id=instance, held_on=day, started_enquiry=flagged, reason=""
    )
    for child in children:
        seeds.add("strategy_discussion_children", strategy_discussion_id=held, child_id=child)
        if flagged:
            seeds.add("enquiries", case_id=case, child_id=child, strategy_discussion_id=held, started_on=day)
    return held


def conference(seeds: Seeds, case: int, instance: int, *children: int, **values: object) -> int:
    held = seeds.add("conferences", case_id=case, instance_id=instance, kind="initial", requested_on=MARCH[0], **values)
    for child in children:
        seeds.add("conference_children", conference_id=held, child_id=child)
    return held


def seen(house: House, case: int, instance: int | None, *children: int) -> dict:
    with house.engine.session() as session:
        facts = for_instance(session, case, instance, children)
        return dict(facts["case"]) | {"answers": facts["answers"]}


GROUPS = 12  # the family, the discussion, the conference, ...


def test_each_group_of_facts_costs_one_statement_and_nothing_costs_none(house: House, seeds: Seeds):
    """However many years the case has seen."""
    case = seeds.case()
    ava = seeds.child(case)
    instance = seeds.instance(case, ava)
    for day in MARCH[:12]:
        discussion(seeds, case, instance, day, True, ava)
        conference(seeds, case, instance, ava)
    with statements(house) as sent, house.engine.session() as session:
        facts = for_instance(session, case, instance, [ava])
        assert len([one for one in sent if "SELECT" in one]) == 0
        assert dict(facts["case"])["reference"] and facts["answers"] == {}
        assert dict(facts["case"])["conference"]  # kept: not asked again
    assert len([one for one in sent if "SELECT" in one]) == GROUPS + 1


def test_the_clock_starts_with_the_latest_flagged_discussion_of_these_children(house: House, seeds: Seeds):
    """A later meeting without the flag, or about another child, changes nothing."""
    case = seeds.case()
    ava, ben = seeds.child(case, "Ava"), seeds.child(case, "Ben")
    instance = seeds.instance(case, ava)
    discussion(seeds, case, instance, MARCH[2], True, ava)
    flagged = discussion(seeds, case, instance, MARCH[5], True, ava)
    discussion(seeds, case, instance, MARCH[9], False, ava)
    discussion(seeds, case, instance, MARCH[11], True, ben)
    facts = seen(house, case, instance, ava)
    assert (facts["strategy_discussion"]["id"], facts["strategy_discussion"]["held_on"]) == (flagged, MARCH[5])
    assert [(one["child"], one["started_on"]) for one in facts["enquiries"]] == [(ava, MARCH[5])]


def test_the_latest_conference_brings_its_departures_and_decisions_once_each(house: House, seeds: Seeds):
    case = seeds.case()
    ava, ben = seeds.child(case, "Ava"), seeds.child(case, "Ben")
    instance = seeds.instance(case, ava, ben)
    conference(seeds, case, instance, ava, held_on=MARCH[1])
    held = conference(seeds, case, instance, ava, ben, limit_date=MARCH[20], planned_on=MARCH[24])
    shared = {"case_id": case, "conference_id": held}
    for child in (ava, ava, ben):
        seeds.add(
            "departures",
            child_id=child,
            limit_name="x",
            limit_date=MARCH[20],
            planned_on=MARCH[24],
            agreed=True,
            reason="r",
            protection="p",
            decided_on=MARCH[19],
            decided_by="D",
            **shared,
        )
    seeds.add("decisions", child_id=ben, outcome="plan", category="NEG", decided_on=MARCH[24], **shared)
    facts = seen(house, case, instance, ava, ben)
    assert (facts["conference"]["id"], facts["conference"]["planned_on"]) == (held, MARCH[24])
    assert [one["child"] for one in facts["departures"]] == [ava, ava, ben]
    assert [(one["child"], one["outcome"], one["category"]) for one in facts["decisions"]] == [(ben, "plan", "NEG")]
    assert seen(house, case, instance, ava)["decisions"] == []


def test_a_new_case_has_nothing_and_says_so(house: House, seeds: Seeds):
    case = seeds.case()
    facts = seen(house, case, None)
    assert facts["strategy_discussion"] is None and facts["conference"] is None
    assert facts["children"] == facts["household"] == facts["enquiries"] == facts["decisions"] == []


def test_the_household_has_all_children_and_the_instance_its_own(house: House, seeds: Seeds):
    case = seeds.case()
    ava = seeds.child(case, "Ava")
    baby = seeds.add(
        "children", case_id=case, given_name="Baby", family_name="Shaw", expected_birth_date=MARCH[27], sex="U"
    )
    facts = seen(house, case, None, baby)
    assert [(one["name"], one["born"], one["unborn"]) for one in facts["household"]] == [
        ("Ava Shaw", date(2019, 3, 1), False),
        ("Baby Shaw", None, True),
    ]
    assert [(one["id"], one["expected"]) for one in facts["children"]] == [(baby, MARCH[27])] and ava != baby


def test_answers_are_the_latest_by_element_and_item(house: House, seeds: Seeds):
    case = seeds.case()
    instance, other = seeds.instance(case), seeds.instance(case)
    for of, item, said in [(instance, "", "a"), (instance, "", "b"), (instance, "7", "c"), (other, "", "d")]:
        seeds.add(
            "answers",
            case_id=case,
            instance_id=of,
            release_id=1,
            element="talk_first",
            item=item,
            form="talk",
            values={"words": said},
            given_by="p",
            given_at=NOW,
        )
    assert seen(house, case, instance)["answers"] == {"talk_first": {"": {"words": "b"}, "7": {"words": "c"}}}


def test_the_review_is_the_last_that_was_held_and_only_of_that_kind(house: House, seeds: Seeds):
    case = seeds.case()
    ava, ben = seeds.child(case, "Ava"), seeds.child(case, "Ben")
    instance = seeds.instance(case, ava)
    review = {"case_id": case, "instance_id": instance, "kind": "review", "requested_on": MARCH[0]}
    held = [seeds.add("conferences", **review, held_on=day) for day in (MARCH[9], MARCH[5], None)]
    for one in held:
        seeds.add("conference_children", conference_id=one, child_id=ava)
    conference(seeds, case, instance, ava, held_on=MARCH[12])
    assert seen(house, case, instance, ava, ben)["review"] == {"id": held[0], "held_on": MARCH[9]}
    assert seen(house, case, instance, ben)["review"] is None


def test_the_sitting_is_the_latest_of_the_latest_conference(house: House, seeds: Seeds):
    case = seeds.case()
    ava = seeds.child(case)
    instance = seeds.instance(case, ava)
    first, second = conference(seeds, case, instance, ava), conference(seeds, case, instance, ava)
    for of, day, state in [(second, MARCH[3], "put off"), (second, MARCH[5], "held"), (first, MARCH[8], "adjourned")]:
        seeds.add("sittings", case_id=case, conference_id=of, held_on=day, state=state)
    facts = seen(house, case, instance, ava)
    assert (facts["sitting"]["held_on"], facts["sitting"]["state"]) == (MARCH[5], "held")
    assert facts["conference"]["sittings"] == 2


def test_the_last_core_group_is_found_by_an_index(house: House, seeds: Seeds):
    """Not by reading all that ever met: neither database sorts them."""
    case = seeds.case()
    ava = seeds.child(case)
    instance = seeds.instance(case, ava)
    for day in MARCH:
        met = seeds.add("core_groups", case_id=case, instance_id=instance, held_on=day)
        seeds.add("core_group_children", core_group_id=met, child_id=ava)
    with statements(house) as sent:
        assert seen(house, case, instance, ava)["core_group"]["held_on"] == MARCH[-1]
    (asked,) = [one for one in sent if "FROM core_groups" in one]
    if house.url.startswith("sqlite"):
        with house.engine.database.connect() as connection:
            plan = connection.exec_driver_sql(f"explain query plan {asked}", (case, ava, 1, 0)).all()
        assert "ix_core_groups_case_held" in str(plan) and "TEMP B-TREE" not in str(plan)
