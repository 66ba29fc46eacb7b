"""Starting a process by hand: who may, the start form's answers, and the operation that the start event names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import insert

from engine.bpmn import Process
from engine.commands.run import Run
from engine.domain.errors import NotAllowed, NotFound
from engine.domain.values import Actor
from engine.feel import Environment
from engine.published import Published
from engine.storage import tables as t
from engine.storage.chain import text_digest
from engine.storage.json_text import plain, to_json
from engine.storage.steps import Live

BY_HAND = "by hand"


@dataclass(frozen=True)
class Begun:
    """A start form, cleaned; what FEEL sees of it."""

    process: Process
    values: Mapping[str, object]

    def scope(self, case: object) -> dict[str, object]:
        return {"case": case, "data": {}, "answers": {self.process.starts.element: self.values}}

    def inputs(self, case: object, env: Environment) -> dict[str, object]:
        """The inputs of the start event's operation."""
        scope = self.scope(case)
        return {name: expression.run(scope, env) for name, expression in self.process.starts.inputs.items()}

    @property
    def said(self) -> dict[str, object]:
        """What the event keeps of it."""
        answers = {"answers": text_digest(to_json(self.values))} if self.process.starts.form else {}
        return {"process": self.process.id, "name": self.process.name, **answers}


def find_process(current: Published, actor: Actor, process_id: str, *, opens: bool) -> Process:
    """A process that the actor may start by hand: one that opens a case, or as it starts in a case that is there.

    Raises NotFound, NotAllowed.
    """
    process = current.catalogue.processes.get(process_id)
    if process is None or process.starts.kind != BY_HAND or (opens and not process.starts.opens):
        raise NotFound(what="process to start")
    if not (actor.is_clock or actor.at_the_machine) and process.starts.role not in actor.roles:
        raise NotAllowed(act=f'start "{process.name}"')
    return process if opens else replace(process, starts=process.starts.in_a_case)


def clean(
    current: Published, process: Process, raw: Mapping[str, object], scope: Mapping[str, object], env: Environment
) -> Begun:
    """Raises AnswersRefused."""
    form = current.forms.get(process.starts.form)
    return Begun(process, plain(form.clean(raw, scope, env).values) if form else {})


def start(run: Run, begun: Begun, instance: Live, result: object) -> None:
    """Write the answers, then let the instance and whatever it throws run; `result` is the operation's value."""
    starts = begun.process.starts
    if starts.form:
        _write_answers(run, begun, instance)
    data: dict[str, object] = {name: begun.values[name] for name in starts.keep if name in begun.values}
    if starts.result:
        data[starts.result] = result
    run.start(instance, data)
    run.settle()


def _write_answers(run: Run, begun: Begun, instance: Live) -> None:
    starts = begun.process.starts
    row = {
        "case_id": run.case.id,
        "instance_id": instance.id,
        "release_id": instance.release,
        "element": starts.element,
        "form": starts.form,
        "values": begun.values,
        "given_by": run.actor.person,
        "given_at": run.uow.now,
    }
    run.uow.session.execute(insert(t.answers), row)
