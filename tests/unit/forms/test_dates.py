"""Dates of three parts, in the ways in which people type them, and GOV.UK's sentences about what is wrong."""

from datetime import date, datetime

import pytest

from tests.unit.forms.making import clean, day, form, refused


def parts(text: str) -> dict[str, str]:
    """ "27/3/2019" as three boxes."""
    return dict(zip(("day", "month", "year"), text.split("/"), strict=True))


@pytest.mark.parametrize(
    "typed",
    [
        parts("27/3/2019"),
        parts(" 27 /03/2019"),
        parts("27th/March/2019"),
        parts("27/mar/2019"),
        parts("27/MAR./2019"),
        {"day": 27, "month": 3, "year": 2019},
        "2019-03-27",
        "27 March 2019",
        "27/3/2019",
        "27.3.2019",
        date(2019, 3, 27),
        datetime(2019, 3, 27, 9, 30),
    ],
)
def test_a_date_may_be_typed_in_many_ways(typed):
    assert clean(form(day()), {"it": typed}) == {"it": "2019-03-27"}


def test_september_has_two_abbreviations():
    assert clean(form(day()), {"it": parts("1/sept/2020")}) == clean(form(day()), {"it": parts("1/sep/2020")})


WRONG = [
    (parts("27//2019"), ("it", "month"), "Held on must include a month"),
    (parts("//2019"), ("it", "day"), "Held on must include a day and month"),
    (parts("27/3/"), ("it", "year"), "Held on must include a year"),
    ({"day": "27"}, ("it", "month"), "Held on must include a month and year"),
    (parts("32/3/2019"), ("it", "day"), "Held on must be a real date"),
    (parts("1/13/2019"), ("it", "month"), "Held on must be a real date"),
    (parts("1/Brumaire/2019"), ("it", "month"), "Held on must be a real date"),
    (parts("29/2/2019"), ("it",), "Held on must be a real date"),
    (parts("x/2/2019"), ("it", "day"), "Held on must be a real date"),
    (parts("٣/2/2019"), ("it", "day"), "Held on must be a real date"),
    (parts("1/2/19"), ("it", "year"), "Year must include 4 numbers"),
    (parts("1/2/0000"), ("it", "year"), "Year must be between 1900 and 2199"),
    (parts("1/2/9999"), ("it", "year"), "Year must be between 1900 and 2199"),
    (parts("1/2/" + "9" * 5000), ("it", "year"), "Year must include 4 numbers"),
    ({"day": 10**5000, "month": 1, "year": 2020}, ("it", "day"), "Held on must include a day"),
    ({"day": [1], "month": 1, "year": 2020}, ("it",), "Held on must be a real date"),
    (["2019-03-27"], ("it",), "Held on must be a real date"),
    (20190327, ("it",), "Held on must be a real date"),
    ("yesterday", ("it", "month"), "Held on must include a month and year"),
]


@pytest.mark.parametrize(("typed", "path", "told"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_a_wrong_date_names_its_first_wrong_part(typed, path, told):
    assert refused(form(day()), {"it": typed}) == {path: told}


def test_a_question_is_not_repeated_in_the_sentence():
    asked = day(label="When was the discussion held?")
    assert refused(form(asked), {"it": parts("27//2019")}) == {("it", "month"): "Date must include a month"}


@pytest.mark.parametrize(
    ("which", "typed", "told"),
    [
        ("past", "2/3/2026", None),
        ("past", "3/3/2026", "Held on must be today or in the past"),
        ("future", "2/3/2026", None),
        ("future", "1/3/2026", "Held on must be today or in the future"),
    ],
)
def test_a_date_may_have_to_be_past_or_future(which, typed, told):
    asked = form(day(properties={which: "true"}))
    if told:
        assert refused(asked, {"it": parts(typed)}) == {("it",): told}
    else:
        assert clean(asked, {"it": parts(typed)})


def test_form_js_has_its_own_word_for_future_dates():
    assert refused(form(day(disallowPassedDates=True)), {"it": "2026-03-01"})


@pytest.mark.parametrize("raw", [{}, {"it": parts("//")}, {"it": ""}, {"it": {}}])
def test_a_date_that_must_be_given_says_so(raw):
    asked = day(required=True, properties={"error_required": "Enter the date the discussion was held"})
    assert refused(form(asked), raw) == {("it",): "Enter the date the discussion was held"}
