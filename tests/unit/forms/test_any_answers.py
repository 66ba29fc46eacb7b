"""Whatever comes in, a form cleans it or refuses it with sentences; and what it cleaned comes back the same."""

import json
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.domain.errors import AnswersRefused
from tests.unit.forms.making import ENV, YES_NO, component, day, form, radio

PARTS = [
    component("textfield", "line"),
    component("textarea", "area", rules={"maxLength": 300}, hide='=line = "x"'),
    component("number", "age", hide='=contains(line, "a")'),
    component("number", "hours", decimalDigits=2),
    day("on"),
    component("datetime", "at", subtype="time"),
    component("checkbox", "told"),
    radio("again"),
    day("again_on", hide='=again != "yes"'),
    component("checklist", "who", values=YES_NO, hide="=age > 3"),
]
ROWS = component("dynamiclist", "rows", components=[*PARTS, component("dynamiclist", "deeper", components=PARTS)])
FIXED = component("dynamiclist", "fixed", properties={"for_each": "=case.children"}, components=PARTS)
FORM = form(*PARTS, ROWS, FIXED)
SCOPE = {"case": {"children": [{"id": 1, "name": "Ava"}, {"id": "b", "name": "Ben"}]}}
KEYS = [part["key"] for part in PARTS] + ["rows", "fixed", "deeper", "item", "day", "month", "year"]

numbers = st.integers() | st.floats() | st.decimals() | st.just(5000).map(lambda digits: 10**digits)
texts = st.sampled_from(["yes", "no", "1", "12", "b", "\ud800"]) | st.text(max_size=20)
scalars = st.none() | st.booleans() | numbers | texts | st.dates() | st.times()
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=8,
)
raws = st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, anything))


@settings(max_examples=200, deadline=None)
@example({"on": date(1899, 1, 1)})
@given(anything | raws)
def test_any_raw_answer_is_cleaned_or_refused(raw):
    """Nothing but AnswersRefused is raised, each problem is a sentence, and its path is one of the form's."""
    FORM.placed(raw, SCOPE, ENV)
    try:
        values = FORM.clean(raw, SCOPE, ENV).values
    except AnswersRefused as error:
        assert error.problems
        for problem in error.problems:
            assert problem.message
            assert not problem.path or FORM.find(problem.path)
        return
    json.dumps(values).encode()
    assert dict(FORM.clean(FORM.raw_from(values), SCOPE, ENV).values) == values
    assert all(label and text for label, text in FORM.summary(values))


typed = {
    "line": st.text(max_size=30, alphabet=st.characters(exclude_categories=["C"])),
    "area": st.text(max_size=100, alphabet=st.characters(exclude_categories=["C"])),
    "age": st.integers(0, 10**9).map(str),
    "hours": st.decimals(-100, 100, places=2).map(str),
    "on": st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 1, 1)),
    "at": st.times().map(lambda at: f"{at:%H:%M}"),
    "told": st.booleans(),
    "again": st.sampled_from(["yes", "no", ""]),
    "again_on": st.none(),
    "who": st.lists(st.sampled_from(["yes", "no"])),
}
row = st.fixed_dictionaries({}, optional=typed)
good = st.fixed_dictionaries(
    {}, optional=typed | {"rows": st.lists(row, max_size=4), "fixed": st.lists(row, max_size=2)}
)


@settings(max_examples=100, deadline=None)
@given(good)
def test_clean_answers_survive_being_shown_again(raw):
    """A draft or a correction that is shown and sent again records the same."""
    values = dict(FORM.clean(raw, SCOPE, ENV).values)
    assert dict(FORM.clean(FORM.raw_from(values), SCOPE, ENV).values) == values


@settings(max_examples=100, deadline=None)
@given(anything)
def test_any_values_can_be_shown_again_and_read_back(values):
    """Answers of an older release may have any shape."""
    if isinstance(values, dict):
        FORM.placed(FORM.raw_from(values), SCOPE, ENV)
        assert all(isinstance(text, str) for _, text in FORM.summary(values))
