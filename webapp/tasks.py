"""My tasks, and a task's page: what it is about, until when, what guides it, and the form that completes it."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, flash, jsonify, make_response, redirect, render_template, request, url_for

from engine import (
    AnswersRefused,
    ChildpathError,
    Completed,
    Problem,
    RequestReused,
    TaskAlreadyDone,
    TaskClaimedByAnother,
    TaskNoLongerNeeded,
    TaskNotClaimed,
    TaskView,
    moment_in_words,
    read_behalf,
)
from webapp.access import open_to
from webapp.errors import conflict
from webapp.form_answers import STALE, Typed, drawn, summed_up, typed_in
from webapp.reading import reader, the_actor, the_engine
from webapp.request_ids import new_request_id, request_id_again, sent_request_id
from webapp.security import shown_again_by

CONFLICTS = (TaskAlreadyDone, TaskNoLongerNeeded, TaskClaimedByAnother, TaskNotClaimed, RequestReused)

tasks = Blueprint("tasks", __name__)


# ---- lists


@tasks.get("/tasks/first")
@open_to("work")
def first() -> Response:
    """Where the day begins: what the person has taken, or else what waits for their roles."""
    return redirect(url_for("tasks.mine" if reader().counts(the_actor()).mine else "tasks.roles"), 303)


@tasks.get("/tasks")
@open_to("work")
def mine() -> str:
    """What the person has taken."""
    return _inbox("mine", "My tasks")


@tasks.get("/tasks/roles")
@open_to("work")
def roles() -> str:
    """What waits for anyone with one of the person's roles."""
    return _inbox("roles", "Tasks for my roles")


@tasks.get("/tasks/done")
@open_to("work")
def done() -> str:
    """What the person has done, the latest first."""
    return _inbox("done", "Tasks I have done")


def _inbox(which: str, title: str) -> str:
    actor, after = the_actor(), request.args.get("after")
    return render_template(
        "tasks/inbox.html",
        title=title,
        which=which,
        page=reader().inbox(actor, which, after),
        counts=reader().counts(actor),
        me=actor.person,
    )


# ---- one task


@tasks.get("/tasks/<int:task_id>")
@open_to("work")
def task(task_id: int) -> Response:
    """A task's page: to do, or as it was done."""
    view = reader().task(the_actor(), task_id)
    raw = view.prefill if view.draft is None else view.draft
    return _page(view, raw)


def _show_again(task_id: int) -> Response:
    """The form with what was typed, for someone who was logged out meanwhile."""
    view = reader().task(the_actor(), task_id)
    return _page(view, typed_in(view).raw, [STALE], status=400)


@tasks.post("/tasks/<int:task_id>")
@open_to("work")
@shown_again_by(_show_again)
def complete(task_id: int) -> Response:
    """Complete the task, or show what is wrong with all that was typed."""
    request_id, view = sent_request_id(), reader().task(the_actor(), task_id)
    typed = typed_in(view)
    if _is_doing(view) and typed.changes_rows:
        return _page(view, typed.raw, focus=typed.focus)
    if _is_doing(view) and typed.problems:
        return _page(view, typed.raw, typed.problems, status=422)
    try:
        behalf = read_behalf(typed.raw, view.env) if view.for_another and _is_doing(view) else None
        outcome = the_engine().complete_task(the_actor(), request_id, task_id, typed.raw, behalf)
    except AnswersRefused as refused:
        return _page(view, typed.raw, refused.problems, status=422)
    except CONFLICTS as error:
        return _conflict(error, task_id, typed)
    _say_done(view, outcome)
    return _back_to(task_id)


@tasks.post("/tasks/<int:task_id>/draft")
@open_to("work")
@shown_again_by(_show_again)
def draft(task_id: int) -> Response:
    """Keep what was typed so far. A page's script asks for JSON and says when it was saved."""
    typed = typed_in(reader().task(the_actor(), task_id))
    try:
        saved = the_engine().save_draft(the_actor(), task_id, typed.raw)
    except CONFLICTS as error:
        return _conflict(error, task_id, typed)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(saved=moment_in_words(saved))
    flash({"said": f"Draft saved on {moment_in_words(saved)}. The task is not completed yet."})
    return _back_to(task_id)


@tasks.post("/tasks/<int:task_id>/claim")
@open_to("work")
def claim(task_id: int) -> Response:
    """Take the task, so that colleagues see who is doing it."""
    try:
        the_engine().claim_task(the_actor(), sent_request_id(), task_id)
    except CONFLICTS as error:
        return _conflict(error, task_id)
    flash({"said": "You have taken this task."})
    return _back_to(task_id)


@tasks.post("/tasks/<int:task_id>/give-back")
@open_to("work")
def give_back(task_id: int) -> Response:
    """Give the task back, so that a colleague can take it."""
    try:
        the_engine().release_task(the_actor(), sent_request_id(), task_id)
    except CONFLICTS as error:
        return _conflict(error, task_id)
    flash({"said": "You have given this task back."})
    return _back_to(task_id)


def _page(
    view: TaskView, raw: Mapping[str, object], problems: Sequence[Problem] = (), *, focus: str = "", status: int = 200
) -> Response:
    """The task's page. A form that was sent keeps its request id: that sending may have been recorded after all."""
    doing = _is_doing(view)
    html = render_template(
        "tasks/task.html",
        title=view.title,
        task=view,
        mine=view.claimed_by == the_actor().person,
        doing=doing,
        problems=problems,
        error_summary=summed_up(view, raw, problems) if doing else "",
        fields=drawn(view, raw, problems, focus) if doing else "",
        request_id=request_id_again() if request.method == "POST" else new_request_id(),
        answers=view.form.summary(view.answers, view.scope, view.env) if view.form and view.answers is not None else [],
    )
    return make_response(html, status)


def _is_doing(view: TaskView) -> bool:
    """Whether the person may complete the task as it stands; the engine asks again under its lock."""
    return view.state == "open" and view.may_act and view.claimed_by in (None, the_actor().person)


def _conflict(error: ChildpathError, task_id: int, typed: Typed | None = None) -> Response:
    """Say who was first, with the task as it is now, and give back what was typed."""
    return conflict(error, task=reader().task(the_actor(), task_id), typed=typed.readable if typed else [])


def _say_done(view: TaskView, outcome: Completed) -> None:
    following = [[task.id, task.name] for task in outcome.next_tasks]
    flash({"said": f"Task completed: {view.title}.", "next": following})


def _back_to(task_id: int) -> Response:
    return redirect(url_for("tasks.task", task_id=task_id), 303)
