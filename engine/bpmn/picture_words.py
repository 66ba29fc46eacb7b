"""A marked picture in words: a list that says the same, for those who do not see it or would rather read."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from engine.bpmn.drawing import LANE, POOL, Drawing, Shape
from engine.bpmn.elements import Overview, Process
from engine.bpmn.marks import Mark
from engine.domain.words import listed

PEOPLE = ("userTask", "task", "manualTask", "callActivity")


def described(drawn: Process | Overview, marks: Mapping[str, Mark] | None = None) -> list[str]:
    """A sentence for each step that people do, and for each other one that is live, in the order of the drawing.

    Without marks it tells what the steps are, and whose.
    """
    marks = marks or {}
    ways = _ways(drawn.drawing, marks) if drawn.drawing is not None else {}
    told = [(id, named, marks.get(id)) for id, named in _told(drawn, marks, ways)]
    return [f"{named}{ways.get(id) or _standing(mark, bool(marks))}." for id, named, mark in told]


def _ways(drawing: Drawing, marks: Mapping[str, Mark]) -> Mapping[str, str]:
    """What was chosen at each gateway, by the names of the flows taken from it."""
    found: dict[str, list[str]] = {}
    for flow in drawing.edges.values():
        source = drawing.shapes.get(flow.source)
        if flow.id in marks and flow.name and source is not None and source.kind.endswith("Gateway"):
            found.setdefault(source.id, []).append(f"“{flow.name}”")
    return {id: f": {listed(names)}" for id, names in found.items() if not _is_live(marks.get(id))}


def _is_live(mark: Mark | None) -> bool:
    return mark is not None and mark.standing.is_live


def _told(drawn: Process | Overview, marks: Mapping[str, Mark], ways: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each element that is told of, with its name; of a process that nobody drew, in the order of its file."""
    if drawn.drawing is not None:
        yield from (
            (one.id, named)
            for one, named in _steps(drawn.drawing)
            if one.id in ways or _is_told(one, marks.get(one.id))
        )
    elif isinstance(drawn, Process):
        yield from ((one.id, one.name or one.id) for one in drawn.elements.values() if one.kind in PEOPLE)


@lru_cache(maxsize=256)
def _steps(drawing: Drawing) -> tuple[tuple[Shape, str], ...]:
    """From left to right, as the flows go, each with its name; what lies one above the other from the top."""
    placed = sorted(drawing.shapes.values(), key=lambda one: (one.box.x, one.box.y))
    return tuple((one, _named(one, drawing.shapes)) for one in placed)


def _is_told(shape: Shape, mark: Mark | None) -> bool:
    if shape.kind == POOL:
        return not shape.expanded and not shape.event
    lives = _is_live(mark) and bool(shape.name) and not shape.expanded
    return shape.kind in PEOPLE or lives


def _named(shape: Shape, shapes: Mapping[str, Shape]) -> str:
    """The name, with the role that does it and the sub-processes it stands in."""
    around = [f"“{shapes[one].name}”" for one in shape.within if one in shapes and shapes[one].name]
    told = [_role(shape, shapes), f"in {listed(around)}" if around else ""]
    behind = ", ".join(filter(None, told))
    return f"{shape.name or shape.id}{f' ({behind})' if behind else ''}"


def _role(shape: Shape, shapes: Mapping[str, Shape]) -> str:
    """The name of its lane, or of the lane of the sub-process it stands in."""
    homes = (shapes[one].home for one in (shape.id, *reversed(shape.within)) if one in shapes)
    lanes = (shapes[one] for one in homes if one in shapes)
    return next((lane.name for lane in lanes if lane.kind == LANE), "")


def _standing(mark: Mark | None, marked: bool) -> str:
    if mark is None:
        return ": not yet" if marked else ""
    said = "; ".join(filter(None, mark.said))
    return f": {mark.standing.value.lower()}{f', {said}' if said else ''}"
