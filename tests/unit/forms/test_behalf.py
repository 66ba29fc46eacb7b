"""For whom a task is done by another: asked, checked, and told."""

from dataclasses import replace
from datetime import date

import pytest

from engine.domain.errors import AnswersRefused
from engine.domain.values import Behalf
from engine.domain.words import behalf_in_words
from engine.forms import checked, read_behalf, with_behalf
from tests.unit.forms.making import ENV, component, form

RAW = {"_on_behalf_of": " Dr Amir ", "_received_on": {"day": "1", "month": "mar", "year": "2026"}, "_channel": "phone"}
GIVEN = Behalf("Dr Amir", date(2026, 3, 1), "phone")


def problems(behalf) -> dict:
    with pytest.raises(AnswersRefused) as refused:
        checked(behalf, ENV)
    return {problem.path: problem.message for problem in refused.value.problems}


def test_what_was_typed_becomes_the_value():
    assert read_behalf(RAW, ENV) == GIVEN
    assert checked(GIVEN, ENV) == GIVEN


def test_a_task_for_another_asks_for_whom_first():
    asked = with_behalf(form(component("textfield", "words", "Words", required=True)))
    assert [problem.path for problem in asked.problems({}, {}, ENV)] == [
        ("_on_behalf_of",),
        ("_received_on",),
        ("_channel",),
        ("words",),
    ]
    assert with_behalf(None).keys == set(RAW)


def test_nothing_of_it_may_be_missing():
    assert set(problems(None)) == {("_on_behalf_of",), ("_received_on",), ("_channel",)}
    assert problems(replace(GIVEN, name=" ")) == {
        ("_on_behalf_of",): "Enter the name of the person whose answers these are"
    }


def test_it_must_be_possible():
    assert problems(replace(GIVEN, received_on=date(2026, 3, 3))) == {
        ("_received_on",): "Date received must be today or in the past"
    }
    assert problems(replace(GIVEN, channel="rumour")) == {("_channel",): "Select how the answers came"}
    assert ("_on_behalf_of",) in problems(replace(GIVEN, name="x" * 201))


def test_people_read_it_as_a_sentence():
    assert behalf_in_words(GIVEN) == "Dr Amir, received on 1 March 2026 (phone)"
