"""The facts that diagrams are checked against are those that a real case has."""

from engine import Reader
from engine.queries.fact_paths import fact_paths
from engine.queries.facts import case_facts
from tests.integration.family import House
from tests.integration.queries.seeding import Seeds


def test_the_paths_are_those_of_a_case(house: House, seeds: Seeds, reader: Reader):
    """Each name that a case tells, and each of its children; those of a record with everything hold more."""
    case = seeds.case()
    child = seeds.child(case)
    with house.engine.session() as session:
        facts = case_facts(session, case, [child])
        told = {*facts, *(f"children.{name}" for name in facts["children"][0])}
    assert told <= fact_paths()
    assert {"conference.held_on", "enquiries.started_on", "decisions.outcome"} <= fact_paths()


def test_every_group_and_what_is_in_it_is_learned():
    """From lists as from single things, and what is counted rather than read."""
    of_plans = {f"plans.{name}" for name in ("child", "previous", "initial_category", "visit_every", "ending")}
    of_conference = {f"conference.{name}" for name in ("limit", "counted_from", "no_enquiry", "sittings")}
    others = {"children.eighteen_on", "sitting.state", "invitations.attended", "transfer.told_on", "lead_workers.since"}
    last = {f"{name}.held_on" for name in ("visit", "review", "sitting", "core_group")}
    assert of_plans | of_conference | others | last | {"taken_on", "support.kind", "departures.limit"} <= fact_paths()
