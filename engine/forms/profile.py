"""The GOV.UK profile of form-js: which types, attributes and properties may be used, and what each becomes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.forms import components as c
from engine.forms.offering import MOST_OPTIONS, paragraphs_of
from engine.forms.source import NOTHING, Source
from engine.forms.wording import is_question

MOST_TEXT = 100_000  # characters of one answer
EVERYWHERE = frozenset({"id", "type", "layout", "conditional", "properties", "label"})
ASKED = EVERYWHERE | {"key", "validate", "description"}
ASKED_PROPERTIES = frozenset({"error_required", "hint", "prefill", "confidential"})
TEXT_RULES = frozenset({"required", "minLength", "maxLength"})
WIDTHS = ("2", "3", "4", "5", "10", "20")
TAGS = re.compile(r"<[a-zA-Z/!]|^\s*#|\]\(|\*\*|\{\{|^\s*=", re.MULTILINE)


@dataclass(frozen=True)
class Type:
    """A type of form-js: how it is read, and which of its attributes, properties and rules are."""

    read: Callable[[Source, dict[str, Any]], c.Component] | None = None  # None: the tree's reader knows
    attributes: frozenset[str] = ASKED
    properties: frozenset[str] = ASKED_PROPERTIES
    rules: frozenset[str] = frozenset({"required"})


def check(source: Source, of: Type) -> None:
    """Refuse what a component carries beyond its type: it would silently do nothing."""
    for what, found, known in (
        ("attribute", source.data, of.attributes),
        ("property", source.properties, of.properties),
        ("rule", source.rules, of.rules),
    ):
        for name in sorted(str(name) for name, value in found.items() if name not in known and value not in NOTHING):
            source.refuse(f'The {what} "{name}" cannot be used here.', f"Remove it. Known here: {_some(known)}.")


def _some(known: frozenset[str]) -> str:
    return ", ".join(sorted(known - EVERYWHERE)) or "none"


def asked(source: Source, base: dict[str, Any]) -> dict[str, Any]:
    """What every question has, beside what every component has."""
    key = source.data.get("key") or source.data.get("path")
    question = base | {
        "key": key if isinstance(key, str) else "",
        "required": source.rules.get("required") is True,
        "error_required": source.property("error_required"),
        "prefill": source.expression("prefill", source.properties.get("prefill")),
        "confidential": source.flag("confidential"),
        "autocomplete": source.property("autocomplete"),
    }
    if not question["label"]:
        source.refuse("It has no label.", "Say in the label what is asked.")
    elif question["required"] and not question["error_required"] and is_question(question["label"]):
        source.refuse(*NO_MESSAGE)
    return question


NO_MESSAGE = (
    "It must be answered, but nothing says what to tell a person who did not.",
    'Set the property "error_required", such as "Select whether the child lives at home".',
)


def _lengths(source: Source, longest: int) -> dict[str, Any]:
    shortest = source.count("minLength", source.rules.get("minLength"), 0)
    return {
        "min_length": shortest,
        "max_length": source.count("maxLength", source.rules.get("maxLength"), longest, 1, MOST_TEXT),
    }


def _line(source: Source, base: dict[str, Any]) -> c.Line:
    return c.Line(**asked(source, base), **_lengths(source, c.TEXT_CAP), width=source.choice("width", *WIDTHS))


def _area(source: Source, base: dict[str, Any]) -> c.Area:
    return c.Area(**asked(source, base), **_lengths(source, c.AREA_CAP))


def _number(source: Source, base: dict[str, Any]) -> c.Number:
    return c.Number(
        **asked(source, base),
        minimum=source.decimal("min", source.rules.get("min"), -c.NUMBER_CAP),
        maximum=source.decimal("max", source.rules.get("max"), c.NUMBER_CAP),
        digits=source.count("decimalDigits", source.data.get("decimalDigits"), 0, most=6),
        width=source.choice("width", *WIDTHS),
    )


def _moment(source: Source, base: dict[str, Any]) -> c.Question:
    subtype = source.data.get("subtype", "date")
    if subtype == "time":
        label = base["label"] or source.text("timeLabel")
        return c.TimeOfDay(**asked(source, base | {"label": label}))
    if subtype != "date":
        source.refuse("It asks for a date and a time at once.", "Ask for the date and for the time separately.")
    day = asked(source, base | {"label": base["label"] or source.text("dateLabel")})
    future = source.flag("future") or source.data.get("disallowPassedDates") is True
    return c.Day(**day, past=source.flag("past"), future=future)


def _checkbox(source: Source, base: dict[str, Any]) -> c.Checkbox:
    question = asked(source, base)
    _needs_message(source, question)
    return c.Checkbox(**question)


def _choice(kind: type[c.Choice]) -> Callable[[Source, dict[str, Any]], c.Choice]:
    def read(source: Source, base: dict[str, Any]) -> c.Choice:
        question = asked(source, base)
        if kind is not c.Select:
            _needs_message(source, question)
        if source.data.get("valuesExpression") in NOTHING:
            return kind(**question, options=_options(source))
        if source.data.get("values") not in NOTHING:
            source.refuse("It has answers of its own and an expression that gives them.", "Remove one of the two.")
        return kind(**question, offered=source.expression("valuesExpression", source.data["valuesExpression"]))

    return read


def _needs_message(source: Source, question: dict[str, Any]) -> None:
    if question["required"] and not question["error_required"] and not is_question(question["label"]):
        source.refuse(*NO_MESSAGE)


def _options(source: Source) -> tuple[c.Option, ...]:
    found = source.data.get("values")
    if not isinstance(found, list) or not 0 < len(found) <= MOST_OPTIONS:
        source.refuse(f"It has no answers to choose from, or more than {MOST_OPTIONS}.", "List them under Options.")
        return ()
    options = [_option(source, one) for one in found]
    if len({option.value for option in options}) < len(options):
        source.refuse("Two of its answers have the same value.", "Give each answer a value of its own.")
    return tuple(options)


def _option(source: Source, found: object) -> c.Option:
    one = Source(found if isinstance(found, dict) else {}, source.file, source.element, source.findings)
    option = c.Option(one.text("value"), one.text("label"))
    if not option.value or not option.label:
        source.refuse("One of its answers has no value or no label.", "Give each answer both.")
    return option


def _text(source: Source, base: dict[str, Any]) -> c.Text:
    found = source.data.get("text")
    if isinstance(found, str) and found.lstrip().startswith("="):
        return c.Text(**base, words=source.expression("text", found))
    if not isinstance(found, str) or not found.strip() or len(found) > 5_000 or TAGS.search(found):
        source.refuse("Its text is empty, too long, or no plain text.", "Write paragraphs, without any marks.")
        return c.Text(**base)
    return c.Text(**base, paragraphs=paragraphs_of(found))


_NUMBER = ASKED | {"decimalDigits"}
_DATES = ASKED | {"subtype", "dateLabel", "timeLabel", "disallowPassedDates", "use24h", "timeInterval"}
_DATES |= {"timeSerializingFormat"}
_CHOICE = ASKED | {"values", "valuesExpression"}
PLAIN = frozenset[str]()

TYPES = {
    "textfield": Type(_line, ASKED, ASKED_PROPERTIES | {"autocomplete", "width"}, TEXT_RULES),
    "textarea": Type(_area, rules=TEXT_RULES),
    "number": Type(_number, _NUMBER, ASKED_PROPERTIES | {"width"}, frozenset({"required", "min", "max"})),
    "datetime": Type(_moment, _DATES, ASKED_PROPERTIES | {"past", "future", "autocomplete"}),
    "checkbox": Type(_checkbox),
    "radio": Type(_choice(c.Radio), _CHOICE),
    "checklist": Type(_choice(c.Checklist), _CHOICE),
    "select": Type(_choice(c.Select), _CHOICE | {"searchable"}),
    "text": Type(_text, EVERYWHERE | {"text"}, PLAIN, PLAIN),
    "separator": Type(lambda _, base: c.Separator(**base), EVERYWHERE, PLAIN, PLAIN),
    "spacer": Type(lambda _, base: c.Spacer(**base), EVERYWHERE | {"height"}, PLAIN, PLAIN),
}
_BOX = EVERYWHERE | {"components", "description", "showOutline", "verticalAlignment"}
GROUP = Type(None, _BOX, frozenset({"hint"}), PLAIN)
ROWS = Type(
    None,
    ASKED | _BOX | {"path", "isRepeating", "allowAddRemove", "defaultRepetitions"},
    ASKED_PROPERTIES | {"for_each", "min_rows", "max_rows", "row_name"},
)
