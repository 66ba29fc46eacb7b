"""The corpus, here and in `@bpmn-io/feelin`, which the bpmn.io editors and forms use."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.missing_parts import need
from tests.unit.feel.corpus import CORPUS, REFUSED, Entry, ours

FEELIN = Path(__file__).parent / "feelin"


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry.text)
def test_each_expression_of_the_corpus_has_the_value_written_there(entry: Entry) -> None:
    assert ours(entry) == entry.value


def test_the_corpus_is_large_and_every_difference_to_feelin_has_a_reason() -> None:
    assert len(CORPUS) >= 150
    assert not [entry.text for entry in CORPUS if (entry.feelin != entry.value) != bool(entry.why)]


def test_feelin_says_the_same_except_where_the_corpus_names_the_reason() -> None:
    """A new version of feelin, or a change here, shows as a line of this list."""
    assert not [
        f"{entry.text} | {entry.tested}: feelin says {said!r}, the corpus {entry.feelin!r}"
        for entry, said in zip(CORPUS, _ask_feelin(), strict=True)
        if said != entry.feelin
    ]


def _ask_feelin() -> list[object]:
    node = need("Node")
    if not (FEELIN / "node_modules").is_dir():
        npm = Path(node).with_name("npm")
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FEELIN, check=True, timeout=100)
    asked = [{"text": e.text, "context": e.scope, "cell": e.cell, "input": e.tested} for e in CORPUS]
    done = subprocess.run(
        [node, "run.mjs"],
        cwd=FEELIN,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "TZ": "Europe/London"},
    )
    return [REFUSED if "error" in answer else answer["value"] for answer in json.loads(done.stdout)]
