"""Opening a case, its children, and closing it: each child has a referral, and comes back with a new one."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from engine.domain.errors import DiagramFailed
from engine.operations import operate
from tests.integration.family import House
from tests.integration.recording import Recording, open_family


def referrals(family: Recording, child: int) -> list[tuple]:
    rows = family.rows("select * from referrals where child_id = :child order by id", child=child)
    return [(str(row.referred_on), row.source, row.primary_need, str(row.closed_on), row.closure) for row in rows]


def test_a_case_is_opened_with_a_referral_for_each_child(house: House):
    told = {"referred_on": "2026-01-09", "referral_source": "6", "primary_need": "N1", "taken_on": "2026-02-01"}
    family = open_family(house, "Ava", "Ben", **told)
    for child in family.children:
        assert referrals(family, child) == [("2026-01-09", "6", "N1", "None", "")]
    assert family.facts()["taken_on"] == date(2026, 2, 1)


def test_children_keep_the_order_and_the_details_of_the_form(house: House):
    ava = {"given_name": "Ava", "birth_date": "2019-03-27", "ethnicity": "MWAS", "disabilities": ["NONE"], "sex": None}
    ben = {"given_name": "Ben", "family_name": "Hill", "expected_birth_date": "2026-09-01", "upn": None}
    family = open_family(house, children=[ava, ben])
    rows = family.rows("select * from children where case_id = :case order by id", case=family.case)
    assert [(row.given_name, row.family_name, row.sex) for row in rows] == [("Ava", "Green", "U"), ("Ben", "Hill", "U")]
    assert [(row.ethnicity, row.upn) for row in rows] == [("MWAS", ""), ("", "")]


def test_a_referral_that_nobody_dates_is_todays(house: House):
    family = open_family(house)
    assert referrals(family, family.children[0])[0][0] == str(family.today)


def test_an_added_child_is_referred_as_the_family_was_and_joins_the_instance(house: House):
    family = open_family(house, referral_source="3A", primary_need="N5", referred_on="2026-01-09")
    baby = family.do("add_child", given_name="Baby", expected_birth_date="2026-09-01")["id"]
    assert referrals(family, baby) == [(str(family.today), "3A", "N5", "None", "")]
    assert [one["name"] for one in family.facts()["household"]][-1] == "Baby Green"
    joined = family.rows("select child_id from instance_children where instance_id = :one", one=family.instance)
    assert baby in {row.child_id for row in joined}


def test_the_diagram_goes_on_about_an_added_child_at_once(house: House):
    """Facts read later in the same step already hold the child."""
    family = open_family(house)
    with Session(house.engine.database.execution_options(write=True)) as session, session.begin():
        record = family.record(session)
        added = operate("add_child", record, {"given_name": "Baby", "expected_birth_date": "2026-09-01"})
    assert record.joined == {added["id"]}


def test_a_child_needs_a_birth_or_an_expected_one(family: Recording):
    with pytest.raises(DiagramFailed, match="date of birth"):
        family.do("add_child", given_name="Baby")


def test_a_birth_keeps_what_it_does_not_tell(house: House):
    family = open_family(house, children=[{"given_name": "Baby", "expected_birth_date": "2026-03-20"}])
    (child,) = family.children
    family.do("record_birth", child=child, birth_date="2026-03-01", given_name="", sex="M")
    (born,) = family.facts()["children"]
    assert (born["given_name"], born["born"], born["unborn"], born["sex"]) == ("Baby", date(2026, 3, 1), False, "M")
    assert (born["expected"], born["eighteen_on"]) == (date(2026, 3, 20), date(2044, 3, 1))


def test_a_child_is_described_bit_by_bit(family: Recording):
    ava = family.children[0]
    family.do("describe_child", child=ava, ethnicity="WBRI", disabilities=["AUT"], upn="H12345678901A")
    family.do("describe_child", child=ava, died_on="2026-02-28")
    (one,) = family.facts(ava)["children"]
    assert (one["ethnicity"], one["died_on"]) == ("WBRI", date(2026, 2, 28))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"ethnicity": "BLUE"}, "ethnicity is wrong: It must be one of: WBRI"),
        ({"upn": "12"}, "It is no UPN"),
        ({"disabilities": ["X"]}, "It must be one of: NONE"),
        ({"died_on": "2011-01-01"}, "1 January 2011 is before 27 March 2019"),
    ],
)
def test_a_code_that_no_return_knows_is_refused_in_words(family: Recording, told: dict, why: str):
    with pytest.raises(DiagramFailed, match=why):
        family.do("describe_child", child=family.children[0], **told)


def test_a_closed_case_opens_again_with_a_discussion_and_each_child_is_referred_anew(family: Recording):
    ava, ben = family.children
    family.do("close_case", closed_on="2026-04-01", reason="RC9")
    assert closed_at(family) is not None
    assert referrals(family, ben)[0][3:] == ("2026-04-01", "RC9")
    family.do("record_strategy_discussion", held_on="2026-06-01", started_enquiry="yes", children=[ava])
    assert closed_at(family) is None
    assert [one[0] for one in referrals(family, ava)] == [str(family.today), "2026-06-01"]
    assert len(referrals(family, ben)) == 1


def test_a_case_does_not_close_before_it_was_referred(family: Recording):
    with pytest.raises(DiagramFailed, match="is before 2 March 2026, when it started"):
        family.do("close_case", closed_on="2026-01-01", reason="RC7")


def closed_at(family: Recording) -> object:
    (row,) = family.rows("select closed_at from cases where id = :case", case=family.case)
    return row.closed_at
