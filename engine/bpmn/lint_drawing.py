"""Whether a drawing tells the truth: what is drawn elsewhere than it belongs misleads whoever reads the picture.

What is only untidy is advice, and stands in `lint_tidy`.
"""

from collections.abc import Iterator

from engine.bpmn import lint_tidy
from engine.bpmn.drawing import FRAMES, Drawing, Shape
from engine.domain.values import Finding

REDRAW = "Move it in the editor."
MOST_SHAPES = 400  # in one picture: more than that nobody can read, and every pair of them is compared


def findings(file: str, drawing: Drawing | None) -> Iterator[Finding]:
    """What is wrong with the picture in a file that holds steps or stages."""
    if drawing is None:
        message = "The diagram has no drawing, so no page can show it."
        yield Finding(file, "", message, "Open it in the editor, and save it there.", error=False)
        return
    if len(drawing.shapes) > MOST_SHAPES:
        message = f"The drawing has {len(drawing.shapes)} shapes, more than anyone can read (at most {MOST_SHAPES})."
        yield Finding(file, "", message, "Make a process of its own of each stage.")
        return
    for id, message, mend in _lies(drawing):
        yield Finding(file, id, message, mend)
    for id, message, mend in lint_tidy.untidy(drawing):
        yield Finding(file, id, message, mend, error=False)


def _lies(drawing: Drawing) -> Iterator[tuple[str, str, str]]:
    for id, kind in drawing.missing:
        yield id, f"It is not drawn: nobody sees this {_plain(kind)}.", "Delete it, or draw it again in the editor."
    for shape in drawing.shapes.values():
        yield from _places(shape, drawing)
    yield from _docks(drawing)


def _places(shape: Shape, drawing: Drawing) -> Iterator[tuple[str, str, str]]:
    home, host = drawing.shapes.get(shape.home), drawing.shapes.get(shape.attached_to)
    if shape.attached_to:
        if host and not host.box.near(shape.box.middle, slack=max(8, shape.box.width / 2)):
            yield shape.id, f"It is not drawn on the border of “{host.name or host.id}”.", REDRAW
    elif home and home.expanded and not home.box.holds(shape.box):
        where = f"the {_plain(home.kind)} “{home.name or home.id}”"
        yield shape.id, f"It belongs to {where}, but is not drawn wholly inside it.", REDRAW
    else:
        yield from _wrong_lane(shape, drawing)


def _wrong_lane(shape: Shape, drawing: Drawing) -> Iterator[tuple[str, str, str]]:
    """A step of no lane that is drawn inside one seems to belong to its role."""
    if shape.kind in FRAMES or shape.within or not _is_step(shape):
        return
    for lane in drawing.shapes.values():
        if (
            lane.kind == "lane"
            and lane.id != shape.home
            and lane.box.holds(shape.box)
            and not _nested(lane, shape, drawing)
        ):
            message = f"It is drawn in the lane “{lane.name or lane.id}”, but does not belong to it."
            yield shape.id, message, "Move it out and in again in the editor."


def _nested(lane: Shape, shape: Shape, drawing: Drawing) -> bool:
    """Whether the step's own lane lies inside this one."""
    home = drawing.shapes.get(shape.home)
    return home is not None and home.kind == "lane" and lane.box.holds(home.box)


def _is_step(shape: Shape) -> bool:
    return shape.kind.endswith(("Task", "task", "Gateway", "Event", "subProcess", "callActivity"))


def _docks(drawing: Drawing) -> Iterator[tuple[str, str, str]]:
    for edge in drawing.edges.values():
        for end, point in ((edge.source, edge.points[0]), (edge.target, edge.points[-1])):
            shape = drawing.shapes.get(end)
            if shape is not None and not shape.box.near(point, slack=10):
                message = f"The flow is not drawn up to “{shape.name or shape.id}”, where it leads."
                yield edge.id, message, "Draw its end again in the editor."


def _plain(kind: str) -> str:
    return {"participant": "pool", "sequenceFlow": "flow", "messageFlow": "message flow"}.get(kind, _spaced(kind))


def _spaced(kind: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind)
