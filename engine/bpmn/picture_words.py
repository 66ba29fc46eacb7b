"""A marked picture in words: a list that says the same as the picture, for those who do not see it or would rather read."""

from collections.abc import Iterable, Mapping

from engine.bpmn.drawing import LANE, POOL, Drawing, Shape
from engine.bpmn.elements import Overview, Process
from engine.bpmn.marks import Mark
from engine.domain.words import listed

PEOPLE = ("userTask", "task", "manualTask", "callActivity")


def described(drawn: Process | Overview, marks: Mapping[str, Mark] | None = None) -> list[str]:
    """A sentence for each step that people do, and for each other one that is live, in the order of the drawing.

    Without marks it tells what the steps are, and whose.
    """
    if drawn.drawing is None:
        return []
    marks = marks or {}
    told = [one for one in _in_order(drawn.drawing) if _is_told(one, marks.get(one.id))]
    return [f"{_named(one, drawn.drawing.shapes)}{_standing(marks.get(one.id), bool(marks))}." for one in told]


def _in_order(drawing: Drawing) -> Iterable[Shape]:
    """From left to right, as the flows go; what lies one above the other from the top."""
    return sorted(drawing.shapes.values(), key=lambda one: (one.box.x, one.box.y))


def _is_told(shape: Shape, mark: Mark | None) -> bool:
    if shape.kind == POOL:
        return not shape.expanded
    lives = mark is not None and mark.standing.is_live and bool(shape.name) and not shape.expanded
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
    return f": {'; '.join((mark.standing.value.lower(), *mark.said))}"
