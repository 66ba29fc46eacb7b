"""Stock SpiffWorkflow on the same visits: the whole workflow read from JSON and written as JSON for each task.

Its diagram (`files/stock`) is ours without what only Childpath reads: no forms, Python for FEEL, and since a workflow
does not start the next one, visits go round in loops; three of them, or SpiffWorkflow's tree would become too deep
before 500 tasks. Nothing is written to any database, and answers replace the older ones, both of which favour it.
"""

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from tests.benchmarks.family import ANSWERS, HERE

PROCESS = "visiting"
LOOPS = 3


class Stock:
    """One workflow; `finished` counts its finished tasks."""

    def __init__(self) -> None:
        parser = SpiffBpmnParser()
        parser.add_bpmn_file(str(HERE / "stock" / "visiting.bpmn"))
        self._serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
        workflow = BpmnWorkflow(parser.get_spec(PROCESS), parser.get_subprocess_specs(PROCESS))
        workflow.do_engine_steps()
        self.finished, self._saved = 0, self._serializer.serialize_json(workflow)

    def complete(self) -> None:
        """Read the workflow, complete its task, and write it."""
        workflow = self._serializer.deserialize_json(self._saved)
        self._step(workflow)
        self._saved = self._serializer.serialize_json(workflow)

    def visit(self) -> None:
        """One visit: both its tasks."""
        self.complete()
        self.complete()

    def reach(self, finished: int) -> "Stock":
        """Go on in memory, which is faster, until so many tasks are finished."""
        workflow = self._serializer.deserialize_json(self._saved)
        while self.finished < finished:
            self._step(workflow)
        self._saved = self._serializer.serialize_json(workflow)
        return self

    def _step(self, workflow: BpmnWorkflow) -> None:
        loop = str(self.finished // 2 % LOOPS + 1)
        ready = workflow.get_tasks(state=TaskState.READY, manual=True)
        (task,) = [one for one in ready if one.task_spec.name.endswith(loop)]
        answers = ANSWERS[task.task_spec.name.removesuffix(f"_{loop}")]
        task.data.update({task.task_spec.name: answers, "go_on": answers.get("go_on")})
        task.run()
        workflow.do_engine_steps()
        self.finished += 1
