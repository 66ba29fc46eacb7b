"""The two nodes that compute: service tasks run an operation, business rule tasks ask a decision table."""

from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask
from SpiffWorkflow.task import Task

from engine.bpmn.decisions import Decision
from engine.bpmn.elements import Element


class OperationTask(SpiffBpmnTask):
    """Hands the inputs to the operation; its outcome lands in the process data under `result`."""

    def __init__(self, wf_spec, name: str, element: Element, optional: frozenset[str], **kwargs: object) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.element, self.optional = element, optional

    def _run_hook(self, my_task: Task) -> bool:
        outcome = my_task.workflow.script_engine.operate(my_task, self.element, self.optional)
        if self.element.result:
            my_task.data[self.element.result] = outcome
        return super()._run_hook(my_task)


class DecisionTask(SpiffBpmnTask):
    """Asks the table; its outputs land in the process data, together under `result` if the element names one."""

    def __init__(self, wf_spec, name: str, element: Element, decision: Decision, **kwargs: object) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.element, self.decision = element, decision

    def _run_hook(self, my_task: Task) -> bool:
        outcome = my_task.workflow.script_engine.decide(my_task, self.element, self.decision)
        my_task.data.update({self.element.result: outcome} if self.element.result else outcome)
        return super()._run_hook(my_task)
