"""A release without some of its elements and rows, made in memory, as if an analyst had taken them out.

What is taken out is passed through: work goes on as though the step were not there. While a clause is being proved
(tests/proving.py), the stages of the tests play on files without what names it.
"""

from collections.abc import Callable, Iterable, Mapping

import pytest
from lxml import etree
from lxml.etree import _Element as Node

from engine.bpmn.xml import BPMN, children, kind_of
from engine.clauses import clause_lines
from engine.published import Library, read_again

PASSED_THROUGH = ("userTask", "serviceTask", "businessRuleTask", "callActivity", "subProcess")


class CannotBeTakenOut(Exception):
    """An element whose absence nobody could tell from its presence."""


def without(files: Mapping[str, bytes], places: Iterable[str]) -> dict[str, bytes]:
    """The files without the elements and rows at `places` ("file#id"). Raises CannotBeTakenOut."""
    left = dict(files)
    for place in places:
        path, _, wanted = place.partition("#")
        if path in left:
            left = _less(left, path, wanted)
    return left


def _less(files: dict[str, bytes], path: str, wanted: str) -> dict[str, bytes]:
    root = etree.fromstring(files[path])
    (node,) = [one for one in root.iter() if one.get("id") == wanted] or [None]
    if node is None:  # a step or a message that went with another one
        return files
    if kind_of(node) == "startEvent" and kind_of(node.getparent()) == "process":
        return {name: content for name, content in files.items() if name != path}
    take_out = HOW.get(kind_of(node), _nothing_to_take)
    take_out(node, root)
    return files | {path: etree.tostring(root)}


def _pass_through(node: Node, root: Node) -> None:
    """An event without a definition does nothing, and lets the flow go on."""
    for boundary in [one for one in root.iter(f"{BPMN}boundaryEvent") if one.get("attachedToRef") == node.get("id")]:
        _cut(boundary, root)
    flows = list(children(node, "incoming", "outgoing"))
    id, tail = node.get("id"), node.tail
    node.clear()
    node.tag, node.tail = f"{BPMN}intermediateThrowEvent", tail
    node.set("id", id)
    node.extend(flows)


def _cut(node: Node, root: Node) -> None:
    """The element and the flows that leave it; what only they led to is never reached."""
    id = node.get("id")
    for flow in [one for one in root.iter(f"{BPMN}sequenceFlow") if one.get("sourceRef") == id]:
        for end in [one for one in root.iter(f"{BPMN}incoming") if one.text == flow.get("id")]:
            end.getparent().remove(end)
        flow.getparent().remove(flow)
    for lane in [one for one in root.iter(f"{BPMN}flowNodeRef") if one.text == id]:
        lane.getparent().remove(lane)
    node.getparent().remove(node)


def _silence(node: Node, root: Node) -> None:
    """An event that neither throws nor waits."""
    for definition in [one for one in node if kind_of(one).endswith("EventDefinition")]:
        node.remove(definition)


def _only_the_default(node: Node, root: Node) -> None:
    """A gateway that asks nothing and goes its default way."""
    default = node.get("default")
    if default is None:
        raise CannotBeTakenOut(node.get("id"))
    for flow in [one for one in root.iter(f"{BPMN}sequenceFlow") if one.get("sourceRef") == node.get("id")]:
        for condition in children(flow, "conditionExpression"):
            condition.text = "=false"


def _remove(node: Node, root: Node) -> None:
    node.getparent().remove(node)


def _nothing_to_take(node: Node, root: Node) -> None:
    raise CannotBeTakenOut(node.get("id"))


HOW: Mapping[str, Callable[[Node, Node], None]] = {
    **dict.fromkeys(PASSED_THROUGH, _pass_through),
    **dict.fromkeys(("intermediateThrowEvent", "intermediateCatchEvent", "endEvent"), _silence),
    **dict.fromkeys(("exclusiveGateway", "inclusiveGateway"), _only_the_default),
    "boundaryEvent": _cut,
    "rule": _remove,
}


# ---- what the tests play on


class Proving:
    """Which clause is being proved in this process; "" while tests run as usual."""

    clause = ""


def release(files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files that tests play on: all of them, or without what keeps the clause that is to be proved.

    Such a release is read as one that was published before: the linter, which might refuse it, proves nothing here.
    """
    if not Proving.clause:
        return dict(files)
    monkeypatch.setattr(Library, "read", lambda library, number, given: _read(library, given))
    (line,) = [one for one in clause_lines(files, {}) if one.id == Proving.clause]
    return without(files, line.where)


def _read(library: Library, files: Mapping[str, bytes]) -> object:
    return read_again(0, files, library._operations)
