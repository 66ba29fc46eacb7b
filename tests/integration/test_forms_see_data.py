"""A form reads the process data of its task as the diagram does: on the page that shows it, and when it is answered."""

import json

import pytest

from engine import CLOCK, AnswersRefused
from tests.integration.family import PRIYA, House, release

KEEPS = '<spiffworkflow:property name="form" value="talk"/><spiffworkflow:property name="keep" value="words"/>'
ASKS = '<spiffworkflow:property name="form" value="after"/>'
TALKS = '<spiffworkflow:property name="form" value="talk"/>'
CHOICE = {"type": "select", "id": "f", "key": "why", "label": "Why", "valuesExpression": '=[data.words, "other"]'}
AFTER = json.dumps({"type": "default", "id": "after", "title": "After", "components": [CHOICE]}).encode()


@pytest.fixture
def asked(house: House) -> tuple[House, int]:
    """A case whose second task offers what was answered in the first, by way of the process data."""
    files = release()
    name = next(path for path in files if path.endswith("note.bpmn"))
    text = files[name].decode().replace(TALKS, KEEPS, 1)
    start, found, rest = text.rpartition(TALKS)
    assert found
    files |= {name: f"{start}{ASKS}{rest}".encode(), "after.form": AFTER}
    house.engine.publish(CLOCK, house.request(), files)
    case = house.open()
    house.start(case, "note")
    house.do(case, "write_it_down", words="Worried")
    return house, case


def test_a_page_offers_what_the_process_data_says(asked):
    house, case = asked
    with house.engine.session() as session:
        view = house.engine.reading(session).task(PRIYA, house.task(case, "read_it_again"))
        offered = view.form.placed({}, view.scope, view.env)[0].component.options
        assert [option.value for option in offered] == ["Worried", "other"]


def test_only_what_the_process_data_says_is_taken(asked):
    house, case = asked
    with pytest.raises(AnswersRefused):
        house.do(case, "read_it_again", why="Calm")
    house.do(case, "read_it_again", why="Worried")
    assert "Worried" in str(house.rows('select "values" from answers order by id')[-1])
