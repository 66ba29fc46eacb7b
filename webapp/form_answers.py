"""What was typed into a diagram's form, as it came with the request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from engine import Problem, StartView, TaskView
from webapp import form_page

STALE = Problem((), "You were logged out while this page was open. Check what you typed and send it again.")


@dataclass(frozen=True)
class Typed:
    """Raw answers, and what pressing a button meant."""

    raw: Mapping[str, object]
    changes_rows: bool = False  # "Add another" or "Remove" was pressed: nothing is to be done yet
    problems: Sequence[Problem] = ()  # also questions that these answers have only now brought up
    readable: Sequence[tuple[str, str]] = ()  # for a page that cannot show the form
    focus: str = ""  # the row that was just added


def typed_in(view: TaskView | StartView) -> Typed:
    """Read the request's form as answers to `view`'s form; nothing for a task without one."""
    form, sent = view.form, request.form
    if form is None:
        return Typed({})
    raw = form_page.read_raw(sent, [key for key in form.keys if key.startswith("_")])
    return Typed(
        raw=raw,
        changes_rows=form_page.changes_rows(sent),
        problems=form.problems(raw, view.scope, view.env, form_page.shown(sent)),
        readable=form.summary(_readable(raw), view.scope, view.env),
        focus=form_page.focus(sent, raw),
    )


def drawn(
    view: TaskView | StartView, raw: Mapping[str, object], problems: Sequence[Problem], focus: str = ""
) -> Markup:
    """The fields of `view`'s form; nothing without one."""
    if view.form is None:
        return Markup()
    return form_page.render_form(view.form, raw, problems, view.scope, view.env, focus)


def summed_up(view: TaskView | StartView, raw: Mapping[str, object], problems: Sequence[Problem]) -> Markup:
    """The error summary of the page; it may hold a problem with a field of the page's own."""
    return form_page.error_summary(view.form or NoForm, problems, raw, view.scope, view.env)


class NoForm:
    """Stands in where a process asks nothing."""

    @staticmethod
    def find(path: tuple[str | int, ...]) -> None:
        """No question has this path."""

    @staticmethod
    def placed(*_: object) -> tuple[()]:
        """Nothing stands on it."""
        return ()


def _readable(typed: object) -> object:
    """Dates as one text: what was typed is shown even where it makes no date."""
    if isinstance(typed, list):
        return [_readable(one) for one in typed]
    if not isinstance(typed, Mapping):
        return typed
    if typed.keys() and typed.keys() <= set(form_page.DATE_PARTS):
        return " ".join(str(typed[part]) for part in form_page.DATE_PARTS if typed.get(part))
    return {key: _readable(value) for key, value in typed.items()}
