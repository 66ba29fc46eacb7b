"""Broken files, and files of other tools, each with the sentence that an analyst reads. None may end in a traceback."""

import csv
import time
from pathlib import Path

import pytest

from engine import Finding, check, pictures

CORPUS = Path(__file__).parent / "corpus"
BESIDE = {name: (CORPUS / name).read_bytes() for name in ("talk.form", "clauses.csv")}
EXPECTED = [
    (row["file"], row["sentence"]) for row in csv.DictReader((CORPUS / "expected.csv").read_text("utf-8").splitlines())
]
SECONDS = 2  # the most that any file may take


def findings(name: str, content: bytes) -> list[Finding]:
    """Also sees that it was quick."""
    began = time.process_time()
    found = check({name: content, **BESIDE})
    assert time.process_time() - began < SECONDS
    return found


@pytest.mark.parametrize(("file", "sentence"), EXPECTED)
def test_each_file_is_told_by_its_sentence(file: str, sentence: str):
    """A sound one by none, other than what it may carry."""
    found = findings(file, (CORPUS / file).read_bytes())
    assert any(sentence in str(one) for one in found) if sentence else not any(one.error for one in found), found
    assert all(one.file == file and one.message and str(one).endswith(".") for one in found)


def test_every_file_of_the_corpus_is_expected():
    files = {path.name for path in CORPUS.iterdir() if path.suffix in (".bpmn", ".dmn", ".form")}
    assert files - BESIDE.keys() == {file for file, _ in EXPECTED}


def test_a_sound_file_has_no_finding_at_all():
    """No advice either: what is told of a broken one is its fault."""
    assert findings("sound.bpmn", (CORPUS / "sound.bpmn").read_bytes()) == []


def test_every_drawing_can_be_pictured_sound_or_not():
    drawn = pictures({path.name: path.read_bytes() for path in CORPUS.glob("*.bpmn")})
    assert {"sound.bpmn", "signavio.bpmn", "camunda_modeler.bpmn", "wrong_lane.bpmn"} <= drawn.keys()
    assert "no_drawing.bpmn" not in drawn and "bomb.bpmn" not in drawn


HEAD = (
    b'<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    b'<bpmn:process id="p" isExecutable="true">'
)
TAIL = b"</bpmn:process></bpmn:definitions>"
FEEL = (
    b'<bpmn:sequenceFlow id="f"><bpmn:conditionExpression>'
    + b"1 + " * 200_000
    + b"1</bpmn:conditionExpression></bpmn:sequenceFlow>"
)
HOSTILE = {
    "too large": (HEAD + b" " * 2_000_000 + TAIL, "The file is larger than 1000 kB."),
    "too many": (HEAD + b"<bpmn:task/>" * 30_000 + TAIL, "The file has more than 20000 elements."),
    "too deep": (HEAD + b"<bpmn:subProcess>" * 200 + b"</bpmn:subProcess>" * 200 + TAIL, "more than 100 deep"),
    "deeper": (HEAD + b"<a>" * 20_000 + b"</a>" * 20_000 + TAIL, "The file is not well-formed XML"),
    "wide letters": ("<!DOCTYPE x><x/>".encode("utf-16"), "The file is not written in UTF-8."),
    "an endless sum": (HEAD + FEEL + TAIL, "It is longer than 10000 characters"),
    "many steps": (
        HEAD + b"".join(b'<bpmn:userTask id="t%d"/>' % n for n in range(5_000)) + TAIL,
        "The task has no form.",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_within_two_seconds(content: bytes, sentence: str):
    assert any(sentence in str(one) and one.error for one in findings("hostile.bpmn", content))


def test_a_file_of_expressions_is_read_within_two_seconds():
    """Compiling text takes longer than reading it, so there is a most of that as well."""
    one = (
        b'<bpmn:sequenceFlow id="f%d"><bpmn:conditionExpression>'
        + b"a + " * 1_000
        + b"1</bpmn:conditionExpression></bpmn:sequenceFlow>"
    )
    content = HEAD + b"".join(one % number for number in range(200)) + TAIL
    assert any("more expressions than" in str(found) for found in findings("hostile.bpmn", content))
