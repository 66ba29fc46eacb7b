"""Plans and what is done under them: what runs is not doubled, what ends does not end before it began."""

from datetime import date

import pytest

from engine.domain.errors import DiagramFailed, NotFound
from tests.integration.recording import Recording

MOVE = {"direction": "in", "other_authority": "X", "planned": "no", "permanent": "no", "told_on": "2026-06-01"}
START = {"started_on": "2026-03-24", "category": "NEG"}


def only(family: Recording, group: str, child: int) -> dict:
    (one,) = family.facts(child)[group]
    return one


def test_a_plan_that_runs_is_not_started_twice(family: Recording):
    ava, ben = family.children
    first = family.do("start_plan", child=ava, **START, visit_every=10)
    assert first["already"] is False
    assert family.do("start_plan", child=ava, started_on="2026-04-01", category="EMO") == {
        "id": first["id"],
        "already": True,
    }
    assert family.do("start_plan", child=ben, **START)["id"] != first["id"]
    plan = only(family, "plans", ava)
    assert (plan["category"], plan["started_on"], plan["visit_every"]) == ("NEG", date(2026, 3, 24), 10)


def test_another_category_stands_beside_the_first(family: Recording):
    ava = family.children[0]
    family.do("start_plan", child=ava, **START)
    family.do("change_category", child=ava, category="EMO", changed_on="2026-05-01")
    family.do("change_category", child=ava, category="EMO", changed_on="2026-06-01")
    plan = only(family, "plans", ava)
    assert (plan["initial_category"], plan["category"]) == ("NEG", "EMO")
    (row,) = family.rows("select category_since from plans")
    assert str(row.category_since) == "2026-05-01"


def test_a_plan_ends_once_and_the_next_counts_it(family: Recording):
    ava = family.children[0]
    family.do("start_plan", child=ava, **START, previous_elsewhere=1)
    family.do("end_plan", child=ava, ended_on="2026-06-01", reason="review")
    family.do("end_plan", child=ava, ended_on="2026-07-01", reason="other")
    plan = only(family, "plans", ava)
    assert (plan["ended_on"], plan["ending"], plan["previous"]) == (date(2026, 6, 1), "review", 1)
    family.do("start_plan", child=ava, started_on="2026-08-01", category="PHY")
    assert (only(family, "plans", ava)["previous"], only(family, "plans", ava)["ended_on"]) == (2, None)


def test_a_plan_that_runs_is_the_latest_even_if_a_later_one_ended(family: Recording):
    ava = family.children[0]
    family.do("start_plan", child=ava, started_on="2026-08-01", category="PHY")
    family.do("end_plan", child=ava, ended_on="2026-09-01", reason="review")
    family.do("start_plan", child=ava, **START)
    assert only(family, "plans", ava)["started_on"] == date(2026, 3, 24)


def test_our_plan_takes_the_place_of_another_authoritys(family: Recording):
    ava = family.children[0]
    theirs = family.do("start_plan", child=ava, **START, other_authority="Leeds")
    ours = family.do("start_plan", child=ava, started_on="2026-04-20", category="NEG")
    assert ours["already"] is False
    rows = family.rows("select * from plans order by id")
    assert [(row.id, str(row.ended_on), row.ending) for row in rows] == [
        (theirs["id"], "2026-04-20", "transferred"),
        (ours["id"], "None", ""),
    ]
    assert only(family, "plans", ava)["previous"] == 1


def test_what_ends_does_not_end_before_it_began(family: Recording):
    ava = family.children[0]
    family.do("start_plan", child=ava, **START)
    family.do("record_support", child=ava, kind="early help", started_on="2026-03-24", consent="yes")
    with pytest.raises(DiagramFailed, match="23 March 2026 is before 24 March 2026"):
        family.do("end_plan", child=ava, ended_on="2026-03-23", reason="review")
    with pytest.raises(DiagramFailed, match="23 March 2026 is before 24 March 2026"):
        family.do("end_support", child=ava, ended_on="2026-03-23", reason="Done.")


@pytest.mark.parametrize("reason", ["no longer needed", ""])
def test_a_plan_ends_for_a_reason_that_is_one(family: Recording, reason: str):
    with pytest.raises(DiagramFailed, match="It must be one of: review, transferred, eighteen"):
        family.do("end_plan", child=family.children[0], ended_on="2026-06-01", reason=reason)


def test_support_that_runs_is_not_begun_twice_and_ends_with_its_reason(family: Recording):
    ava = family.children[0]
    support = {"child": ava, "kind": "child in need plan", "started_on": "2026-06-01", "consent": "yes"}
    assert family.do("record_support", **support) == family.do("record_support", **support)
    assert [one["kind"] for one in family.facts(ava)["support"]] == ["child in need plan"]
    family.do("end_support", child=ava, ended_on="2026-08-01", reason="All is well.")
    assert family.facts(ava)["support"] == []


def test_the_former_lead_worker_ends_on_the_day_the_next_one_begins(family: Recording):
    ava, ben = family.children
    family.do("name_lead_worker", name="Priya Shah", since="2026-03-24")
    family.do("name_lead_worker", name="Tom Reed", since="2026-05-01", children=[ava])
    leads = family.facts()["lead_workers"]
    assert [(one["child"], one["name"], one["since"]) for one in leads] == [
        (ava, "Tom Reed", date(2026, 5, 1)),
        (ben, "Priya Shah", date(2026, 3, 24)),
    ]
    assert ended(family, ava) == [("Priya Shah", "2026-05-01"), ("Tom Reed", "None")]


def test_who_is_the_lead_worker_already_stays_so(family: Recording):
    for since in ("2026-03-24", "2026-04-24"):
        family.do("name_lead_worker", name="Priya Shah", since=since)
    assert [one["since"] for one in family.facts()["lead_workers"]] == [date(2026, 3, 24)] * 2


def test_a_former_lead_worker_can_be_written_down_late(family: Recording):
    """What happened can be recorded in any order."""
    ava = family.children[0]
    family.do("name_lead_worker", name="Tom Reed", since="2026-05-01", children=[ava])
    family.do("name_lead_worker", name="Priya Shah", since="2026-03-24", authority="Leeds", children=[ava])
    assert [one["name"] for one in family.facts(ava)["lead_workers"]] == ["Tom Reed"]
    assert ended(family, ava) == [("Tom Reed", "None"), ("Priya Shah", "2026-05-01")]


def ended(family: Recording, child: int) -> list[tuple[str, str]]:
    rows = family.rows("select name, until from lead_workers where child_id = :child order by id", child=child)
    return [(row.name, str(row.until)) for row in rows]


def test_the_last_core_group_and_visit_are_the_latest_days_not_the_latest_entries(family: Recording):
    ava, ben = family.children
    for day in ("2026-04-02", "2026-05-02", "2026-04-20"):
        family.do("record_core_group", held_on=day, children=[ava])
        family.do("record_visit", held_on=day, children=[{"child": ava, "seen": "yes"}])
    family.do("record_visit", held_on="2026-06-01", children=[{"child": ben, "seen": "no", "reason": "Out."}])
    facts = family.facts(ava)
    assert (facts["core_group"]["held_on"], facts["visit"]["held_on"]) == (date(2026, 5, 2), date(2026, 5, 2))
    assert family.facts()["visit"]["held_on"] == date(2026, 6, 1)
    assert family.facts(ben)["core_group"] is None


def test_a_child_who_was_not_seen_was_not_seen_alone(family: Recording):
    ava, ben = family.children
    children = [{"child": ava, "seen": "no", "alone": "yes"}, {"child": ben, "seen": "yes", "alone": None}]
    family.do("record_visit", held_on="2026-04-02", children=children, by="Tom Reed")
    rows = family.rows("select * from visit_children order by child_id")
    assert [(bool(row.seen), bool(row.alone), row.bedroom) for row in rows] == [
        (False, False, None),
        (True, False, None),
    ]
    assert family.rows("select visitor from visits")[0].visitor == "Tom Reed"


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("start_plan", START),
        ("end_plan", {"ended_on": "2026-06-01", "reason": "review"}),
        ("change_category", {"category": "EMO", "changed_on": "2026-06-01"}),
        ("record_support", {"kind": "early help", "started_on": "2026-06-01", "consent": "no"}),
        ("end_support", {"ended_on": "2026-06-01", "reason": "Done."}),
        ("record_legal_step", {"kind": "court application", "on": "2026-06-01"}),
        ("record_assessment", {"started_on": "2026-06-01"}),
        ("describe_child", {"ethnicity": "WBRI"}),
        ("record_birth", {"birth_date": "2026-06-01"}),
    ],
)
def test_nothing_is_written_on_a_child_of_another_case(
    family: Recording, stranger: Recording, operation: str, told: dict
):
    with pytest.raises(NotFound):
        family.do(operation, child=stranger.children[0], **told)


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("name_lead_worker", {"name": "X", "since": "2026-06-01"}),
        ("record_core_group", {"held_on": "2026-06-01"}),
        (
            "open_transfer",
            {"direction": "in", "other_authority": "X", "planned": 1, "permanent": 1, "told_on": "2026-06-01"},
        ),
    ],
)
def test_no_child_of_another_case_is_drawn_in(family: Recording, stranger: Recording, operation: str, told: dict):
    with pytest.raises(NotFound):
        family.do(operation, children=list(stranger.children), **told)


def test_no_child_of_another_case_is_visited(family: Recording, stranger: Recording):
    with pytest.raises(NotFound):
        family.do("record_visit", held_on="2026-06-01", children=[{"child": stranger.children[0], "seen": "yes"}])
