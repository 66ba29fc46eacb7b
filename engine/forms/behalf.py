"""For whom a task is done by another: what the page asks beside the task's own form, and how that becomes a value.

The keys begin with "_", as no key of a `.form` file may, so that the two never meet.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from engine.domain.errors import AnswersRefused
from engine.domain.values import CHANNELS, Behalf
from engine.feel import Environment
from engine.forms.components import Day, Group, Line, Option, Radio, Separator
from engine.forms.form import Form

NAMED, RECEIVED, CHANNEL = "_on_behalf_of", "_received_on", "_channel"
ASKED = (NAMED, RECEIVED, CHANNEL)
LONGEST = 200

WHO = Line(
    id=NAMED,
    key=NAMED,
    label="Whose answers are these?",
    hint="Their name and, if they come from an agency, what it is called",
    required=True,
    max_length=LONGEST,
    error_required="Enter the name of the person whose answers these are",
)
WHEN = Day(
    id=RECEIVED,
    key=RECEIVED,
    label="Date received",
    hint="The day they reached the council, which may be earlier than today",
    required=True,
    past=True,
    error_required="Enter the date on which you received the answers",
)
HOW = Radio(
    id=CHANNEL,
    key=CHANNEL,
    label="How did they come?",
    required=True,
    error_required="Select how the answers came",
    options=tuple(Option(value, label) for value, label in CHANNELS.items()),
)
ABOUT = Group(id="_behalf", label="On behalf of someone else", components=(WHO, WHEN, HOW))
BEHALF = Form("behalf", "On behalf of", (ABOUT,))


def with_behalf(form: Form | None) -> Form:
    """The form that asks first for whom the task is done, and then what the task's own form asks, if it has one."""
    return BEHALF if form is None else replace(form, components=(ABOUT, Separator(id="_task"), *form.components))


def read_behalf(raw: Mapping[str, object], env: Environment) -> Behalf:
    """The value in the raw answers of such a form. Raises AnswersRefused with the problems."""
    values = BEHALF.clean(raw, {}, env).values
    return Behalf(str(values[NAMED]), date.fromisoformat(str(values[RECEIVED])), str(values[CHANNEL]))


def checked(behalf: Behalf | None, env: Environment) -> Behalf:
    """The value as it is recorded. Raises AnswersRefused where something is missing, or cannot be."""
    given = dict.fromkeys(ASKED) if behalf is None else dict(zip(ASKED, asdict(behalf).values(), strict=True))
    problems = BEHALF.problems(BEHALF.raw_from(given), {}, env)
    if behalf is None or problems:
        raise AnswersRefused(problems=problems, count=len(problems))
    return read_behalf(BEHALF.raw_from(given), env)
