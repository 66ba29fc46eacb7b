"""Reads an overview: a picture of closed pools, each a process of another file, and the messages between them."""

from engine.bpmn.drawing import Drawing
from engine.bpmn.elements import Arrow, Overview
from engine.bpmn.reading import FLOW_NODES
from engine.bpmn.xml import Node, child, children, kind_of, text_of


def read_overview(file: str, root: Node, drawing: Drawing | None) -> Overview | None:
    """The overview that a file holds; None for a file that holds steps of its own, or no boxes at all."""
    collaboration = child(root, "collaboration")
    if collaboration is None or any(kind_of(node) in FLOW_NODES for node in root.iter("{*}*")):
        return None
    boxes = {one.get("id", ""): _words(one) for one in children(collaboration, "participant")}
    names = {one.get("id", ""): one.get("name", "") for one in children(root, "message")}
    return Overview(
        id=collaboration.get("id", ""),
        name=_words(collaboration) or "All stages",
        documentation=text_of(child(collaboration, "documentation")),
        file=file,
        boxes=boxes,
        flows=tuple(_arrow(one, names) for one in children(collaboration, "messageFlow")),
        drawing=drawing,
    )


def _arrow(node: Node, names: dict[str, str]) -> Arrow:
    message = names.get(node.get("messageRef", ""), "") or _words(node)
    return Arrow(node.get("id", ""), node.get("sourceRef", ""), node.get("targetRef", ""), message)


def _words(node: Node) -> str:
    return " ".join(node.get("name", "").split())
