"""Diagrams and decision tables: reading them, and running instances of them. The only room that knows SpiffWorkflow."""

from engine.bpmn.catalogue import Catalogue
from engine.bpmn.context import Context
from engine.bpmn.elements import Element, Process, Start
from engine.bpmn.workflow import Workflow

__all__ = ["Catalogue", "Context", "Element", "Process", "Start", "Workflow"]
