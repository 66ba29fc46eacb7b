"""Cases: the list and its search, a case's page, its chronology, and starting work by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, session, url_for

from engine import AnswersRefused, DepartureLine, NotFound, Problem, StartView, london_date
from webapp.access import may, open_to
from webapp.form_answers import STALE, Typed, drawn, summed_up, typed_in
from webapp.reading import reader, the_actor, the_engine
from webapp.request_ids import new_request_id, request_id_again, sent_request_id
from webapp.security import shown_again_by
from webapp.time_line import time_line

CHOSEN = "_children"  # names of our own begin with "_": they are never read as answers
LONGEST_SEARCH = 100
FIRST_ENTRIES = 5  # of the chronology, on the case's page
SEARCHED = "searched for"

cases = Blueprint("cases", __name__)


# ---- the list


@cases.get("/cases")
@open_to("see cases")
def all_cases() -> str:
    """The newest cases first."""
    return _list("", "cases.all_cases")


@cases.post("/cases/found")
@open_to("see cases")
def search() -> Response:
    """Keep what was searched for in the session: a family's name must not stand in an address, which servers log."""
    session[SEARCHED] = request.form.get("_text", "").strip()[:LONGEST_SEARCH]
    return redirect(url_for("cases.found" if session[SEARCHED] else "cases.all_cases"), 303)


@cases.get("/cases/found")
@open_to("see cases")
def found() -> Response | str:
    """The cases that the last search found."""
    if not session.get(SEARCHED):
        return redirect(url_for("cases.all_cases"), 303)
    return _list(session[SEARCHED], "cases.found")


def _list(text: str, here: str) -> str:
    page = reader().cases(the_actor(), request.args.get("after"), text)
    return render_template(
        "cases/list.html",
        title=("Cases found" if page.items else "No cases found") if text else "Cases",
        page=page,
        text=text,
        here=here,
        startable=reader().startable(the_actor()) if may("start cases") else [],
    )


# ---- one case


@cases.get("/cases/<int:case_id>")
@open_to("see cases")
def case(case_id: int) -> str:
    """A case: its children, what waits, what was decided, and what happened."""
    view = reader().case(the_actor(), case_id)
    today = london_date(the_engine().clock.now())
    return render_template(
        "cases/case.html",
        title=f"{view.family_name} family",
        case=view,
        startable=reader().startable(the_actor(), case_id),
        today=today,
        newest=view.chronology.items[:FIRST_ENTRIES],
        time_line=time_line(view.dated, today),
        said_once=_said_once,
    )


@cases.get("/cases/<int:case_id>/chronology")
@open_to("see cases")
def chronology(case_id: int) -> str:
    """Older entries of a case's chronology."""
    caption = reader().name_of_case(the_actor(), case_id)
    page = reader().chronology(the_actor(), case_id, request.args.get("after"))
    return render_template("cases/chronology.html", title="Chronology", caption=caption, case_id=case_id, page=page)


def _said_once(departures: Sequence[DepartureLine]) -> list[tuple[DepartureLine, list[str]]]:
    """Each decision to be late, with the children on whose files it stands: mostly it is the same for all."""
    told: dict[DepartureLine, list[str]] = {}
    for departure in departures:
        told.setdefault(replace(departure, child=""), []).append(departure.child)
    return list(told.items())


@cases.get("/cases/<int:case_id>/stages")
@open_to("see cases")
def stages(case_id: int) -> str:
    """Where each child of a case stands among all stages, drawn and in words."""
    view = reader().overview(the_actor(), case_id)
    return render_template("cases/stages.html", title="Where each child stands", case=view)


@cases.get("/cases/<int:case_id>/stages/ended")
@open_to("see cases")
def ended(case_id: int) -> str:
    """The stages of a case that have ended, those begun last first."""
    caption = reader().name_of_case(the_actor(), case_id)
    page = reader().ended_stages(the_actor(), case_id, request.args.get("after"))
    title = "Stages that have ended"
    return render_template("cases/ended.html", title=title, caption=caption, case_id=case_id, page=page)


@cases.get("/cases/<int:case_id>/stages/<int:instance_id>")
@open_to("see cases")
def stage(case_id: int, instance_id: int) -> str:
    """One stage of a case: its diagram with what is done and what is live, and the same in words."""
    view = reader().picture(the_actor(), instance_id)
    if view.case_id != case_id:
        raise NotFound(what="stage")
    return render_template("cases/stage.html", title=view.name, stage=view)


# ---- start by hand


@cases.get("/cases/start/<process>")
@open_to("start cases")
def start_case(process: str) -> Response:
    """The form that opens a case."""
    return _start_page(reader().start_view(the_actor(), process))


@cases.get("/cases/<int:case_id>/start/<process>")
@open_to("see cases")
def start(case_id: int, process: str) -> Response:
    """The form that starts a process in a case, for the children that are chosen."""
    return _start_page(reader().start_view(the_actor(), process, case_id))


def _show_again(process: str, case_id: int | None = None) -> Response:
    view = reader().start_view(the_actor(), process, case_id)
    return _start_page(view, typed_in(view), [STALE], status=400)


@cases.post("/cases/start/<process>")
@open_to("start cases")
@shown_again_by(_show_again)
def open_case(process: str) -> Response:
    """Open a case, or show what is wrong with what was typed."""
    request_id, view = sent_request_id(), reader().start_view(the_actor(), process)
    typed = typed_in(view)
    if not_yet := _not_yet(view, typed):
        return not_yet
    try:
        opened = the_engine().open_case(the_actor(), request_id, process, typed.raw)
    except AnswersRefused as refused:
        return _start_page(view, typed, refused.problems, status=422)
    return _to_case(opened.case_id, f"Case {opened.reference} is open.")


@cases.post("/cases/<int:case_id>/start/<process>")
@open_to("see cases")
@shown_again_by(_show_again)
def start_here(case_id: int, process: str) -> Response:
    """Start a process in a case, or show what is wrong with what was typed."""
    request_id, view = sent_request_id(), reader().start_view(the_actor(), process, case_id)
    typed = typed_in(view)
    if not_yet := _not_yet(view, typed):
        return not_yet
    try:
        the_engine().start_instance(the_actor(), request_id, case_id, process, _chosen(view), typed.raw)
    except AnswersRefused as refused:
        return _start_page(view, typed, refused.problems, status=422)
    return _to_case(case_id, f"Started: {view.name}.")


def _not_yet(view: StartView, typed: Typed) -> Response | None:
    """The page again, when a row was added, a question came up, or no child of the case was chosen."""
    if typed.changes_rows:
        return _start_page(view, typed)
    problems = [*_nobody(view), *typed.problems]
    return _start_page(view, typed, problems, status=422) if problems else None


def _nobody(view: StartView) -> list[Problem]:
    return [Problem((CHOSEN,), "Select at least one child")] if view.children and not _chosen(view) else []


def _chosen(view: StartView) -> list[int]:
    """The ids that were ticked, of those that the case has."""
    ticked = set(request.form.getlist(CHOSEN))
    return [child.id for child in view.children if str(child.id) in ticked]


def _start_page(
    view: StartView, typed: Typed | None = None, problems: Sequence[Problem] = (), *, status: int = 200
) -> Response:
    raw: Mapping[str, object] = typed.raw if typed else view.prefill
    html = render_template(
        "cases/start.html",
        title=view.form.title if view.form else view.name,
        view=view,
        problems=problems,
        error_summary=summed_up(view, raw, problems),
        fields=drawn(view, raw, problems, typed.focus if typed else ""),
        chosen=_chosen(view) if typed else [view.children[0].id] if len(view.children) == 1 else [],
        request_id=request_id_again() if typed else new_request_id(),
    )
    return make_response(html, status)


def _to_case(case_id: int, said: str) -> Response:
    flash({"said": said})
    return redirect(url_for("cases.case", case_id=case_id), 303)
