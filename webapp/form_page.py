"""A form on a page: components as GOV.UK draws them, what was posted as raw answers, and problems as an error summary.

All works without JavaScript: rows are added and removed by buttons that post the whole form, and questions that hang
on a radio are shown and hidden by CSS. It knows a form only through its own methods, never a form by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

SHOWN, ADD, REMOVE = "_shown", "_add", "_remove"
NOT_ANSWERS = frozenset({"csrf_token"})
STEP = re.compile(r"[a-z][a-z0-9_]{0,59}|[0-9]{1,2}", re.ASCII)
DEEPEST = 8
MOST_ROWS = 99
DATE_PARTS = ("day", "month", "year")
OPTIONAL = "(optional)"


def read_raw(posted, own: Collection[str] = ()) -> dict:
    """The raw answers in a posted form (a werkzeug MultiDict): `children-0-born-day` becomes nested dicts and lists.

    A pressed "Add another" or "Remove" has already been done to them. Names that could be no answers are left out, but
    for the `own` ones: questions that Childpath asks itself, beside those of a file.
    """
    tree: dict = {}
    for name, values in posted.lists():
        if steps := _own_steps(name, own) or _steps(name):
            _put(tree, steps, values[0] if len(values) == 1 else list(values))
    _remove(tree, _steps(posted.get(REMOVE, "")))
    raw = _with_lists(tree)
    _add(raw, _steps(posted.get(ADD, "")))
    return raw


def changes_rows(posted) -> bool:
    """Whether "Add another" or "Remove" was pressed: the page is to be shown again, nothing is to be recorded."""
    return ADD in posted or REMOVE in posted


def shown(posted) -> frozenset[str] | None:
    """The names of the questions that were on the page; None when it was not posted from a page."""
    return frozenset(posted[SHOWN].split()) if SHOWN in posted else None


def focus(posted, raw: Mapping) -> str:
    """The id of the row that "Add another" has just made, for `render_form`; "" otherwise."""
    steps = _steps(posted.get(ADD, ""))
    rows = _walk(raw, steps) if steps else None
    return "-".join([*steps, str(len(rows) - 1)]) if isinstance(rows, list) and rows else ""


def _steps(name: str) -> list[str]:
    steps = name.split("-", DEEPEST)
    fits = all(STEP.fullmatch(step) for step in steps) and not steps[0].isdigit()
    return steps if fits and name not in NOT_ANSWERS else []


def _own_steps(name: str, own: Collection[str]) -> list[str]:
    key, _, part = name.partition("-")
    if key not in own or part not in ("", *DATE_PARTS):
        return []
    return [key, part] if part else [key]


def _put(tree: dict, steps: Sequence[str], value: object) -> None:
    for step in steps[:-1]:
        tree = tree.setdefault(step, {})
        if not isinstance(tree, dict):  # the name of another answer begins with this one's
            return
    tree.setdefault(steps[-1], value)


def _remove(tree: dict, steps: Sequence[str]) -> None:
    rows = _walk(tree, steps[:-1])
    if len(steps) > 1 and isinstance(rows, dict) and steps[-1].isdigit():
        rows.pop(steps[-1], None)


def _add(raw: dict, steps: Sequence[str]) -> None:
    around = _walk(raw, steps[:-1]) if steps else None
    if isinstance(around, dict):
        rows = around.setdefault(steps[-1], [])
        if rows == {}:
            rows = around[steps[-1]] = []
        if isinstance(rows, list) and len(rows) < MOST_ROWS:
            rows.append({})


def _walk(node: object, steps: Sequence[str]) -> object:
    for step in steps:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and step.isdigit() and int(step) < len(node):
            node = node[int(step)]
        else:
            return None
    return node


def _with_lists(node):
    """The tree, where a dict whose keys are all numbers is the list of rows that it stands for."""
    if not isinstance(node, dict):
        return node
    if node and all(key.isdigit() for key in node):
        return [_with_lists(node[key]) for key in sorted(node, key=int)]
    return {key: _with_lists(value) for key, value in node.items()}


@dataclass(frozen=True)
class Part:
    """One component, ready to be drawn."""

    component: Any
    name: str
    value: object = ""
    error: str = ""
    wrong: Collection[str] = ()  # which parts of a date
    parts: tuple[Part, ...] = ()
    rows: tuple[DrawnRow, ...] = ()
    revealed: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    inner: bool = False  # inside a row or group, whose legend stands out instead

    @property
    def label(self) -> str:
        """The label, with "(optional)" where nothing has to be answered."""
        label = self.component.label
        return label if self.component.required or OPTIONAL in label else f"{label} {OPTIONAL}"

    @property
    def hint(self) -> dict | None:
        """The hint for a macro: what the form says, and what it does not have to say."""
        most = self.component.most_to_tell
        said = ("Confidential." if self.component.confidential else "", self.component.hint, most)
        text = " ".join(filter(None, said))
        return {"text": text} if text else None

    @property
    def message(self) -> dict | None:
        """The error message for a macro."""
        return {"text": self.error} if self.error else None

    @property
    def width(self) -> str:
        """The class of a short answer's box: as wide as what belongs into it."""
        return f"govuk-input--width-{self.component.width}" if self.component.width else ""

    @property
    def mode(self) -> str:
        """The keyboard that a telephone offers."""
        if self.component.kind == "number":
            return "decimal" if self.component.digits else "numeric"
        return "text" if self.component.kind == "time" else ""

    @property
    def is_empty(self) -> bool:
        """Whether it asks to choose from nothing: the answers it offers are worked out, and there are none."""
        return getattr(self.component, "options", None) == ()

    @property
    def can_add(self) -> bool:
        return self.component.for_each is None and len(self.rows) < self.component.max_rows

    @property
    def can_remove(self) -> bool:
        return self.component.for_each is None and len(self.rows) > self.component.min_rows


@dataclass(frozen=True)
class DrawnRow:
    """One row of a repeated section, ready to be drawn."""

    name: str
    legend: str
    item: str
    error: str
    focused: bool
    parts: tuple[Part, ...]


class Drawing:
    """Makes Parts of what the form has placed; `names` collects the questions that get onto the page."""

    def __init__(self, problems: Sequence, focus: str = "") -> None:
        self.names: list[str] = []
        self.focus = focus
        self.messages: dict[tuple, str] = {}
        for problem in problems:
            self.messages.setdefault(tuple(problem.path), problem.message)

    def level(self, placed: Sequence, inner: bool = False) -> tuple[Part, ...]:
        """The components to draw: all that are shown, and beneath their radios all that these may reveal."""
        on_top = (one for one in placed if not one.hidden and not one.component.reveal)
        return tuple(self.part(one, placed, inner) for one in on_top)

    def part(self, placed, around: Sequence, inner: bool) -> Part:
        component, name = placed.component, _named(placed.path)
        if not component.asks:
            return Part(component, name, parts=self.level(placed.parts, True), inner=inner)
        self.names.append(name)
        wrong = [part for part in DATE_PARTS if (*placed.path, part) in self.messages]
        error = self.messages.get(placed.path) or next((self.messages[(*placed.path, part)] for part in wrong), "")
        if component.kind == "rows":
            rows = tuple(self.row(component, row, number) for number, row in enumerate(placed.rows))
            return Part(component, name, error=error, rows=rows, inner=inner)
        if error and placed.path in self.messages:
            wrong = list(DATE_PARTS)
        value = _unbroken(placed.typed)
        return Part(component, name, value, error, wrong, revealed=self.reveals(placed, around), inner=inner)

    def reveals(self, choice, around: Sequence) -> dict[str, tuple[Part, ...]]:
        """What stands beneath each answer of a radio or checklist; CSS shows it once that answer is chosen."""
        found: dict[str, tuple[Part, ...]] = {}
        for one in around:
            if one.component.reveal and one.component.reveal[0] == getattr(choice.component, "key", None):
                value = one.component.reveal[1]
                found[value] = (*found.get(value, ()), self.part(one, around, True))
        return found

    def row(self, section, row, number: int) -> DrawnRow:
        legend = _legend(section, row, number)
        item = str(row.item.id) if row.item else ""
        error = self.messages.get(tuple(row.path), "")
        name = _named(row.path)
        return DrawnRow(name, legend, item, error, name == self.focus, self.level(row.parts, True))


def _legend(section, row, number: int) -> str:
    return row.item.name if row.item else section.name_of_row(number)


def _named(path: Sequence) -> str:
    return "-".join(map(str, path))


def _unbroken(value: object) -> object:
    """Text whose line breaks are written as references: the macros indent what they are given, typed text too."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    text = "\n" + text if text.startswith("\n") else text  # a browser drops the first break of a textarea
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704  (escaped just here)


def render_form(form, raw: Mapping, problems: Sequence, scope: Mapping, env, focus: str = "") -> Markup:
    """The fields of `form` with the answers `raw` and the `problems` beside them: all that stands inside a <form>
    but its own hidden fields and buttons. `focus` is the id of a row to begin at."""
    drawing = Drawing(problems, focus)
    parts = drawing.level(form.placed(raw, scope, env))
    template = current_app.jinja_env.get_template("form/form.html")
    return Markup(template.render(parts=parts, shown=" ".join(drawing.names)))  # noqa: S704  (the template escapes)


def error_summary(form, problems: Sequence, raw: Mapping, scope: Mapping, env) -> Markup:
    """The problems at the top of a page, each a link to the first wrong part of its answer, and each that stands in a
    row with the row's name: ten children may all lack the same answer. "" without any."""
    if not problems:
        return Markup("")
    names = dict(_row_names(form.placed(raw, scope, env)))
    errors = [_told(form, names, tuple(problem.path), problem.message) for problem in problems]
    template = current_app.jinja_env.get_template("form/errors.html")
    return Markup(template.render(errors=errors))  # noqa: S704  (the template escapes)


def _told(form, names: Mapping[tuple, str], path: tuple, message: str) -> dict[str, str]:
    around = [names[path[:deep]] for deep in range(1, len(path)) if path[:deep] in names]
    return {"text": ": ".join([*around, message]), "href": _target(form, path)}


def _row_names(placed: Sequence) -> Iterator[tuple[tuple, str]]:
    """The path of each row with its name, those within rows too."""
    for one in placed:
        yield from _row_names(one.parts)
        for number, row in enumerate(one.rows):
            yield tuple(row.path), _legend(one.component, row, number)
            yield from _row_names(row.parts)


def _target(form, path: tuple) -> str:
    if not path:
        return ""
    question = form.find(path)
    whole_date = question is not None and question.kind == "date" and path[-1] not in DATE_PARTS
    return f"#{_named(path)}{'-day' if whole_date else ''}"
