"""Reads the drawing of a BPMN file from its diagram interchange. What cannot be read is left out, and then missing."""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite

from engine.bpmn.drawing import (
    AT_ONCE,
    FRAMES,
    IN_TURN,
    LANE,
    LOOP,
    ONCE,
    POOL,
    SUB_PROCESSES,
    Box,
    Drawing,
    Edge,
    Shape,
)
from engine.bpmn.drawing_text import label_below
from engine.bpmn.xml import Node, child, children, kind_of, text_of

FLOWS = ("sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation")
DRAWN = ("Task", "Event", "Gateway", "subProcess", "callActivity", POOL, LANE)
MESSAGE = "message"
BESIDE = ("Event", "Gateway")  # whose names stand beside them
FARTHEST = 100_000.0  # pixels


def read_drawing(root: Node) -> Drawing | None:
    """The file's first picture; None if it has none at all."""
    plane = next(root.iter("{*}BPMNPlane"), None)
    return None if plane is None else _Reader(root, plane).read()


class _Reader:
    """Reads one picture."""

    def __init__(self, root: Node, plane: Node) -> None:
        self.root, self.plane = root, plane
        drawn = (node for part in root if kind_of(part) != "BPMNDiagram" for node in part.iter("{*}*"))
        self.elements = {id: node for node in drawn if (id := node.get("id"))}
        lanes = ((one, lane) for lane in root.iter(f"{{*}}{LANE}") for one in children(lane, "flowNodeRef"))
        self.lanes = {text_of(one): lane.get("id", "") for one, lane in lanes}
        self.pools = {one.get("processRef", ""): one.get("id", "") for one in root.iter(f"{{*}}{POOL}")}
        arrows = [one for one in self.elements.values() if kind_of(one) == "messageFlow"]
        self.messages = {(one.get(end, ""), _name(one)) for one in arrows for end in ("sourceRef", "targetRef")}
        self.defaults = {one.get("default") for one in self.elements.values() if one.get("default")}

    def read(self) -> Drawing:
        shapes = {shape.id: shape for shape in self._shapes()}
        edges = {edge.id: edge for edge in self._edges()}
        painted = dict(sorted(shapes.items(), key=lambda item: _layer(item[1])))
        return Drawing(self._title(), painted, edges, tuple(self._missing({*shapes, *edges})))

    def _title(self) -> str:
        pools = (one for one in self.root.iter(f"{{*}}{POOL}") if one.get("processRef"))
        named = (*children(self.root, "process", "collaboration"), *pools, self.root)
        return next((" ".join(one.get("name", "").split()) for one in named if one.get("name")), "")

    def _shapes(self) -> Iterator[Shape]:
        for node in children(self.plane, "BPMNShape"):
            element, box = self._element(node), _box(node)
            if element is not None and box is not None:
                yield self._shape(node, element, box)

    def _element(self, node: Node) -> Node | None:
        named = node.get("bpmnElement", "")
        return self.elements.get(named, self.elements.get(named.rpartition(":")[2]))

    def _shape(self, node: Node, element: Node, box: Box) -> Shape:
        id, kind, name = element.get("id", ""), kind_of(element), _name(element)
        within = tuple(self._around(element))
        shape = Shape(
            id=id,
            kind=kind,
            name=name,
            box=box,
            home=self.lanes.get(id) or next(reversed(within), "") or self._pool(element),
            within=within,
            event=self._event(element),
            goes_on="false" in (element.get("cancelActivity"), element.get("isInterrupting")),
            repeats=_repeats(element),
            expanded=node.get("isExpanded", "true" if kind in FRAMES else "false") == "true",
            upright=node.get("isHorizontal") == "false",
            attached_to=element.get("attachedToRef", ""),
        )
        return replace(shape, label=_label(node, kind, name, box))

    def _event(self, element: Node) -> str:
        """What an event waits for or throws. A closed pool may stand for the message that its arrows are called by."""
        if kind_of(element) == POOL:
            return MESSAGE if (element.get("id", ""), _name(element)) in self.messages else ""
        return next((one.removesuffix("EventDefinition") for one in _kinds(element) if "EventDef" in one), "")

    def _around(self, element: Node) -> list[str]:
        above = (one for one in element.iterancestors() if kind_of(one) in SUB_PROCESSES)
        return [one.get("id", "") for one in above][::-1]

    def _pool(self, element: Node) -> str:
        above = element.getparent()
        return "" if above is None else self.pools.get(above.get("id", ""), "")

    def _edges(self) -> Iterator[Edge]:
        for node in children(self.plane, "BPMNEdge"):
            element = self._element(node)
            points = tuple(point for one in children(node, "waypoint") if (point := _numbers(one, "x", "y")))
            if element is not None and len(points) > 1:
                yield self._edge(node, element, points)

    def _edge(self, node: Node, element: Node, points: tuple) -> Edge:
        id = element.get("id", "")
        name, source, target = _name(element), element.get("sourceRef", ""), element.get("targetRef", "")
        told = name and not any((end, name) in self.messages and self._names(end) == name for end in (source, target))
        beside = _label(node, "", name, None) or _middle(points, name) if told else None
        return Edge(id, kind_of(element), name, source, target, points, beside, id in self.defaults)

    def _names(self, element: str) -> str:
        return _name(self.elements[element]) if element in self.elements else ""

    def _missing(self, drawn: set[str]) -> Iterator[tuple[str, str]]:
        """Elements that stand on none of the file's pictures: an editor may draw the inside of a sub-process apart."""
        seen = drawn | {one.get("bpmnElement", "") for one in self._elsewhere()}
        for id, node in self.elements.items():
            kind = kind_of(node)
            wanted = kind.endswith(DRAWN) or kind in ("sequenceFlow", "messageFlow", "task")
            if wanted and id not in seen:
                yield id, kind

    def _elsewhere(self) -> Iterator[Node]:
        planes = (one for one in self.root.iter("{*}BPMNPlane") if one is not self.plane)
        return (node for plane in planes for node in children(plane, "BPMNShape", "BPMNEdge"))


def _layer(shape: Shape) -> tuple[int, int]:
    """What is painted first: pools, lanes, sub-processes from outside in, and events on borders last."""
    ranks = {POOL: 0, LANE: 1, "boundaryEvent": 4, **dict.fromkeys(SUB_PROCESSES, 2)}
    return ranks.get(shape.kind, 3), len(shape.within)


def _name(element: Node) -> str:
    return " ".join((element.get("name") or text_of(child(element, "text"))).split())


def _kinds(element: Node) -> list[str]:
    return [kind_of(one) for one in element]


def _repeats(element: Node) -> str:
    each = child(element, "multiInstanceLoopCharacteristics")
    if each is not None:
        return IN_TURN if each.get("isSequential") == "true" else AT_ONCE
    return LOOP if child(element, "standardLoopCharacteristics") is not None else ONCE


def _label(node: Node, kind: str, name: str, box: Box | None) -> Box | None:
    """Where the editor put the name, or where it belongs; None for names that stand inside."""
    told = child(node, "BPMNLabel")
    found = _box(told) if told is not None and name else None
    if box is None or not kind.endswith(BESIDE) or not name:
        return found if box is None else None
    return found or label_below(box, name)


def _middle(points: tuple, name: str) -> Box:
    """Above or beside the first stretch of a flow, where its editor did not say where its name stands."""
    (x, y), (to, down) = points[0], points[1]
    across, below = (x + to) / 2, (y + down) / 2
    spot = label_below(Box(across, below, 0, 0), name)
    if abs(to - x) < abs(down - y):
        return replace(spot, x=across + 4, y=below - spot.height / 2)
    return replace(spot, y=below - spot.height - 3)


def _box(node: Node) -> Box | None:
    bounds = child(node, "Bounds")
    found = None if bounds is None else _numbers(bounds, "x", "y", "width", "height")
    return Box(*found) if found and found[2] >= 0 and found[3] >= 0 else None


def _numbers(node: Node, *names: str) -> tuple[float, ...] | None:
    try:
        found = tuple(float(node.get(name, "")) for name in names)
    except ValueError:
        return None
    return found if all(isfinite(one) and abs(one) <= FARTHEST for one in found) else None
