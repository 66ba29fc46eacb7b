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
