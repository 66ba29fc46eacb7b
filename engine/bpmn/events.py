"""Timers that fire when told, messages that always leave the instance, and gateways that wait for either."""

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.task import Task

from engine.bpmn.elements import Element

DUE = "due"


class DueTimer(TimerEventDefinition):
    """Its moment is computed when it is reached and kept by element id, so one gateway may hold several.

    It happens only when `fire` says so. A boundary timer whose moment is not known yet runs as soon as it is.
    """

    def __init__(self, element: Element) -> None:
        super().__init__(element.id, element.timer)
        self.element = element

    def has_fired(self, my_task: Task) -> bool:
        due = my_task.internal_data.setdefault(DUE, {})
        if due.get(self.name) is None:
            due[self.name] = my_task.workflow.script_engine.moment(
                my_task, self.element, self.expression, self.name not in due
            )
        return my_task._get_internal_data("event_fired", False)

    def catches(self, my_task: Task, event: BpmnEvent) -> bool:
        return event.event_definition is self

    def __eq__(self, other: object) -> bool:
        return self is other  # SpiffWorkflow compares names, and took the wrong branch of two nameless timers

    __hash__ = object.__hash__


class Message(MessageEventDefinition):
    """A message by name. What an instance throws always comes out, even if the instance awaits the same name itself."""

    def __init__(self, element: Element) -> None:
        super().__init__(element.message, expression=element.payload, message_var=element.variable or None)
        self.element = element

    def throw(self, my_task: Task) -> None:
        payload = my_task.workflow.script_engine.payload(my_task, self.expression)
        my_task.workflow.top_workflow.bpmn_events.append(BpmnEvent(self, payload))

    def update_task_data(self, my_task: Task) -> None:
        payload = my_task.internal_data.pop(self.name, None)
        if self.message_var is not None:
            my_task.data[self.message_var] = payload


class Gateway(EventBasedGateway):
    """Waits for the first of its events."""

    def _on_complete_hook(self, my_task: Task) -> None:
        self.event_definition.reset(my_task)  # else the event, definition and all, lands in the saved state
        super()._on_complete_hook(my_task)


def definitions(task: Task) -> list[EventDefinition]:
    """What a waiting task waits for: a gateway waits for several."""
    definition = task.task_spec.event_definition
    return getattr(definition, "event_definitions", None) or [definition]


def hearing(workflow) -> list[tuple[Task, Message]]:
    """The messages among what an instance waits for."""
    return [(task, one) for task, one in waiting(workflow) if isinstance(one, Message)]


def waiting(workflow) -> list[tuple[Task, EventDefinition]]:
    """Everything an instance waits for, in sub-processes and called processes too."""
    return [(task, one) for task in workflow.event_manager.tasks.values() for one in definitions(task)]
