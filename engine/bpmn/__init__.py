"""Diagrams and decision tables: reading them, and running instances of them. The only room that knows SpiffWorkflow."""

from engine.bpmn.catalogue import Catalogue
from engine.bpmn.context import Context
from engine.bpmn.elements import Element, Overview, Process, Start
from engine.bpmn.marks import Mark, Standing
from engine.bpmn.picture import picture, pictures
from engine.bpmn.picture_words import described
from engine.bpmn.standing import standings
from engine.bpmn.state import data_of
from engine.bpmn.workflow import Workflow

__all__ = [
    "Catalogue",
    "Context",
    "Element",
    "Mark",
    "Overview",
    "Process",
    "Standing",
    "Start",
    "Workflow",
    "data_of",
    "described",
    "picture",
    "pictures",
    "standings",
]
