"""Guidance and forms are read by people who are tired and in a hurry: words that a child of 14 could read.

The measure is the Flesch-Kincaid grade, the years at school that a text asks for; age is about that and five.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import textstat

from tests.house.sources import ROOT

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
GUIDANCE, FORM = 10, 7  # a sentence of guidance may name what the law names; a question may not


def guidance() -> Iterator[tuple[str, str]]:
    """Each text of guidance, with where it stands."""
    for file in sorted((ROOT / "processes").glob("*.bpmn")):
        for element in ElementTree.parse(file).iter():
            text = element.findtext(f"{MODEL}documentation") if element.tag.startswith(MODEL) else None
            if text:
                yield f"{file.name}#{element.get('id')}", text


def words_of(components: list[dict]) -> Iterator[str]:
    """All that a form says: questions, hints, choices and what is wrong."""
    for one in components:
        said = [one.get(name) for name in ("label", "dateLabel", "text")]
        said += [one.get("properties", {}).get(name) for name in ("hint", "error_required")]
        said += [choice["label"] for choice in one.get("values", [])]
        yield from (text.rstrip(".?") for text in said if text)
        yield from words_of(one.get("components", []))


def test_guidance_asks_for_no_more_than_ten_years_of_school() -> None:
    grades = {where: textstat.flesch_kincaid_grade(text) for where, text in guidance()}
    assert len(grades) > 10
    assert {where: grade for where, grade in grades.items() if grade > GUIDANCE} == {}


@pytest.mark.parametrize("file", sorted((ROOT / "forms").glob("*.form")), ids=lambda file: file.stem)
def test_a_form_asks_for_no_more_than_seven_years_of_school(file: Path) -> None:
    words = ". ".join(words_of(json.loads(file.read_text(encoding="utf-8"))["components"]))
    assert textstat.flesch_kincaid_grade(f"{words}.") <= FORM
