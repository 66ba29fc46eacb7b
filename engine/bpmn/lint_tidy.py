"""Whether a drawing is easy to read: nothing over anything else, and forwards means to the right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.bpmn.drawing import FRAMES, POOL, Drawing, Edge, Shape
from engine.bpmn.drawing_text import fits

Untidy = Iterator[tuple[str, str, str]]
APART, AROUND = "Move one of them.", "Lead it around."
REMARKS = ("group", "textAnnotation")  # they may be crossed
BOXED = ("Task", "task", "callActivity")


def untidy(drawing: Drawing) -> Untidy:
    """Each fault as (element, sentence, mend)."""
    nodes = [one for one in drawing.shapes.values() if one.kind not in FRAMES or not one.expanded]
    yield from _overlaps(nodes, drawing)
    yield from _labels(nodes, drawing)
    yield from _through(nodes, drawing)
    yield from _backwards(drawing)


def _overlaps(nodes: list[Shape], drawing: Drawing) -> Untidy:
    for one, other in combinations(nodes, 2):
        if one.box.meets(other.box) and not _belong_together(one, other):
            yield other.id, f"It is drawn over “{_called(one)}”.", APART
    frames = [one for one in drawing.shapes.values() if one.kind in FRAMES and one.expanded]
    for one, other in combinations(frames, 2):
        inside = one.box.holds(other.box) or other.box.holds(one.box)
        if one.box.meets(other.box) and not inside:
            yield other.id, f"It is drawn over “{_called(one)}”.", APART


def _belong_together(one: Shape, other: Shape) -> bool:
    inside = one.id in other.within or other.id in one.within
    groups = "group" in (one.kind, other.kind)
    return inside or groups or one.attached_to == other.id or other.attached_to == one.id or _on_an_outer(one, other)


def _on_an_outer(one: Shape, other: Shape) -> bool:
    """An event on the border of a sub-process meets what stands close inside."""
    return bool({one.attached_to, other.attached_to} & {*one.within, *other.within} - {""})


def _labels(nodes: list[Shape], drawing: Drawing) -> Untidy:
    for shape in nodes:
        boxed = shape.kind.endswith(BOXED) or shape.kind == POOL  # a closed one: open ones are no nodes
        if boxed and shape.name and not fits(shape):
            yield shape.id, "Its name is too long for its box.", "Shorten the name, or make the box larger."
    labels = {one.id: (one, one.label) for one in (*nodes, *drawing.edges.values()) if one.label}
    for id, (named, label) in labels.items():
        for shape in nodes:
            if label.meets(shape.box, 2) and shape.id not in _around(named, drawing):
                yield id, f"Its name is written over “{_called(shape)}”.", APART
        for edge in drawing.edges.values():
            if any(label.crossed_by(*line, slack=2) for line in edge.lines):
                yield id, f"The flow {edge.id} runs through its name.", AROUND
    for (id, (_, one)), (other, (_, another)) in combinations(labels.items(), 2):
        if one.meets(another, 2):
            yield id, f"Its name is written over that of {other}.", APART


def _around(named: Shape | Edge, drawing: Drawing) -> set[str]:
    """What a name may lie in: the sub-processes around it."""
    ends = (named.id,) if isinstance(named, Shape) else (named.source, named.target)
    shapes = [drawing.shapes[one] for one in ends if one in drawing.shapes]
    return {outer for shape in shapes for outer in shape.within}


def _through(nodes: list[Shape], drawing: Drawing) -> Untidy:
    for edge in drawing.edges.values():
        ends = {edge.source, edge.target} | {drawing.shapes[one].attached_to for one in _ends(edge, drawing)}
        around = {outer for one in _ends(edge, drawing) for outer in drawing.shapes[one].within}
        for shape in nodes:
            crossed = any(shape.box.crossed_by(*line) for line in edge.lines)
            if crossed and shape.id not in ends | around and shape.kind not in REMARKS:
                yield edge.id, f"The flow runs through “{_called(shape)}”, as if it belonged to it.", AROUND


def _ends(edge: Edge, drawing: Drawing) -> list[str]:
    return [one for one in (edge.source, edge.target) if one in drawing.shapes]


def _backwards(drawing: Drawing) -> Untidy:
    after = _after(drawing)
    for edge in drawing.edges.values():
        source, target = drawing.shapes.get(edge.source), drawing.shapes.get(edge.target)
        if edge.kind != "sequenceFlow" or source is None or target is None:
            continue
        if target.box.middle[0] < source.box.middle[0] - 1 and not _leads(edge.target, _start(source), after):
            yield (
                edge.id,
                f"The flow runs back to “{_called(target)}”, but is no loop.",
                "Draw what follows to the right.",
            )


def _after(drawing: Drawing) -> Mapping[str, list[str]]:
    """Where each node leads; what leaves an event on a border leaves its host."""
    after: dict[str, list[str]] = defaultdict(list)
    for edge in drawing.edges.values():
        if edge.source in drawing.shapes:
            after[_start(drawing.shapes[edge.source])].append(edge.target)
    return after


def _start(shape: Shape) -> str:
    return shape.attached_to or shape.id


def _leads(here: str, goal: str, after: Mapping[str, list[str]]) -> bool:
    seen, left = set(), [here]
    while left:
        one = left.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            left += after.get(one, ())
    return False


def _called(shape: Shape) -> str:
    return shape.name or shape.id
