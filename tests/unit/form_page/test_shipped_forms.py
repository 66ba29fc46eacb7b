"""Every form that is shipped reads, draws and takes answers."""

from collections import Counter
from pathlib import Path

import pytest

from engine.domain.values import Problem
from engine.forms import Form
from tests.unit.forms.making import ENV
from webapp import form_page

FILES = sorted((Path(__file__).parents[3] / "forms").glob("*.form"))
CHILDREN = [{"id": 1, "name": "Ava", "unborn": False}, {"id": 2, "name": "Baby", "unborn": True}]
SCOPE = {"case": {"children": CHILDREN, "household": CHILDREN}, "child": CHILDREN[0]}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_shipped_form_reads_and_draws(draw, file):
    """Empty, and with all its problems: no id twice, each problem at a field, and nothing lost by sending it back."""
    form = Form.read(file.name, file.read_bytes())
    raw = form.prefill(SCOPE, ENV)
    problems = form.problems(raw, SCOPE, ENV)
    page = draw(form, raw, problems, SCOPE)
    ids = Counter(page.all("//*[@id]/@id"))
    assert max(ids.values(), default=0) <= 1
    assert {link.removeprefix("#") for link in page.all("//ul//a/@href")} <= set(ids)
    again = form.problems(form_page.read_raw(page.posted()), SCOPE, ENV, form_page.shown(page.posted()))
    assert again == problems


def test_there_are_shipped_forms_to_look_at():
    assert FILES


def test_a_shipped_form_says_what_is_missing_in_sentences():
    """No message is a label with a word before it: each begins with a capital and says something."""
    for file in FILES:
        form = Form.read(file.name, file.read_bytes())
        for problem in form.problems({}, SCOPE, ENV):
            assert isinstance(problem, Problem)
            assert problem.message[0].isupper()
            assert not problem.message.endswith("?"), (file.name, problem.message)
