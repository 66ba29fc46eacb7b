"""A diagram as a picture (SVG), with marks that show in words, in colour and in pattern where an instance stands.

What never changes is made once for each drawing; a picture is then that text with its marks, well under a millisecond.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import PurePosixPath

from engine.bpmn import picture_icons as icons
from engine.bpmn import picture_shapes
from engine.bpmn.drawing import Box, Drawing, Shape
from engine.bpmn.drawing_reading import read_drawing
from engine.bpmn.drawing_text import width_of
from engine.bpmn.elements import Overview, Process
from engine.bpmn.marks import Mark, Standing
from engine.bpmn.picture_svg import INK, PAPER, icon, letters, rect, tag, words
from engine.bpmn.picture_words import described
from engine.bpmn.xml import Unreadable, read_xml

FONT = "Arial, Helvetica, sans-serif"
MARGIN = 16
SMALL = ("Event", "Gateway")  # they have room for a sign only
COLOURS = {Standing.DONE: "#00703c", Standing.LIVE: "#1d70b8", Standing.DUE_SOON: "#b25c00", Standing.LATE: "#d4351c"}
STROKES: Mapping[Standing, dict[str, object]] = {
    Standing.DONE: {"stroke_width": 2},
    Standing.LIVE: {"stroke_width": 4},
    Standing.DUE_SOON: {"stroke_width": 4, "stroke_dasharray": "9 4"},
    Standing.LATE: {"stroke_width": 2.5},  # and a second line within it
}
SIGNS = {Standing.DONE: icons.TICK, Standing.LIVE: "M6 4 15 10 6 16Z"}
LATE_SIGN = "M10 4V12M10 14.5V16.5"
BADGE, BADGE_TEXT = 17, 11


def picture(drawn: Process | Overview, marks: Mapping[str, Mark] | None = None) -> str:
    """The picture of a process or of the overview, with its title and description; "" for a file without a drawing."""
    marks = marks or {}
    if drawn.drawing is None:
        return ""
    told = tag("title", words(drawn.name)) + tag("desc", words(" ".join(described(drawn, marks))))
    taken = "".join(_taken(drawn.drawing, id) for id in marks if id in drawn.drawing.edges)
    marked = "".join(_mark(drawn.drawing, id, mark) for id, mark in marks.items() if id in drawn.drawing.shapes)
    head, body = _unmarked(drawn.drawing)
    return f"{head}{told}{body}{taken}{marked}</svg>"


def pictures(files: Mapping[str, bytes]) -> dict[str, str]:
    """The picture of each diagram among some files, by its path, whether it could be published or not."""
    found: dict[str, str] = {}
    for path in sorted(path for path in files if path.endswith(".bpmn")):
        with suppress(Unreadable):
            if (drawing := read_drawing(read_xml(files[path]))) is not None:
                name = drawing.title or PurePosixPath(path).stem
                found[path] = picture(Overview(path, name, "", path, {}, drawing=drawing))
    return found


@lru_cache(maxsize=256)
def _unmarked(drawing: Drawing) -> tuple[str, str]:
    """The opening tag, and all that no mark changes. Lines lie over shapes, and events on borders over lines."""
    frame = drawing.frame
    left, top = frame.x - MARGIN, frame.y - MARGIN
    width, height = frame.width + 2 * MARGIN, frame.height + 2 * MARGIN
    head = tag(
        "svg",
        "",
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        _class="app-picture",
        width=width,
        height=height,
        viewBox=f"{left:g} {top:g} {width:g} {height:g}",
        font_family=FONT,
        text_anchor="middle",
        fill="none",
        stroke=INK,
    ).removesuffix("</svg>")
    shapes = [picture_shapes.shape(one) for one in drawing.shapes.values() if not one.attached_to]
    borders = [picture_shapes.shape(one) for one in drawing.shapes.values() if one.attached_to]
    paper = rect(Box(left, top, width, height), fill=PAPER, stroke="none")
    return head, "".join((paper, *shapes, *map(picture_shapes.edge, drawing.edges.values()), *borders))


@lru_cache(maxsize=4096)
def _taken(drawing: Drawing, id: str) -> str:
    """A flow that the instance has gone along, over the thin one: as strong as the border of what is live."""
    return picture_shapes.taken(drawing.edges[id], COLOURS[Standing.DONE])


def _mark(drawing: Drawing, id: str, mark: Mark) -> str:
    said = ". ".join((f"{drawing.shapes[id].name or id}: {mark.standing.value}", *mark.said))
    opening, inner = _drawn_mark(drawing, id, mark.standing)
    return f"{opening}{tag('title', words(said))}{inner}</g>"


@lru_cache(maxsize=4096)
def _drawn_mark(drawing: Drawing, id: str, standing: Standing) -> tuple[str, str]:
    """The opening tag of a mark, and all in it but what it says."""
    shape = drawing.shapes[id]
    look = {"stroke": COLOURS[standing], "data_marked": id, "_class": "app-picture__mark"}
    beside = (_sign if shape.kind.endswith(SMALL) else _badge)(shape.box, standing)
    return tag("g", "", **look).removesuffix("</g>"), _outline(shape, standing) + beside


def _outline(shape: Shape, standing: Standing) -> str:
    box, colour = shape.box, COLOURS[standing]
    tint = {"fill": colour, "fill_opacity": 0.1 if not shape.expanded else 0.03}
    drawn = _around(shape, box, **tint, **STROKES[standing])
    return drawn + (_around(shape, _within(box, 4), fill="none", stroke_width=1.5) if standing is Standing.LATE else "")


def _around(shape: Shape, box: Box, **look: object) -> str:
    (x, y) = box.middle
    if shape.kind.endswith("Event"):
        return tag("circle", cx=x, cy=y, r=box.width / 2, **look)
    if shape.kind.endswith("Gateway"):
        corners = f"{x:g},{box.y:g} {box.right:g},{y:g} {x:g},{box.bottom:g} {box.x:g},{y:g}"
        return tag("polygon", points=corners, **look)
    return rect(box, 0 if shape.kind == "participant" else 9 if box == shape.box else 6, **look)


def _within(box: Box, by: float) -> Box:
    return Box(box.x + by, box.y + by, max(0, box.width - 2 * by), max(0, box.height - 2 * by))


def _badge(box: Box, standing: Standing) -> str:
    """The word, on the upper border at the right."""
    width = width_of(standing.value, BADGE_TEXT) * 1.1 + 26
    place = Box(box.right - width - 6, box.y - BADGE / 2 - 1, width, BADGE)
    word = letters([(standing.value, place.middle[0] + 8, place.y + 12.5)], BADGE_TEXT, font_weight="bold")
    return rect(place, BADGE / 2, fill=PAPER, stroke_width=2) + _drawn_sign(standing, place.x + 4, place.y + 2) + word


def _sign(box: Box, standing: Standing) -> str:
    """The sign alone, at the upper right: an event or a gateway has its name close by."""
    x, y = box.right - 4, box.y + 4
    round_ = tag("circle", cx=x, cy=y, r=8, fill=PAPER, stroke_width=1.6)
    return round_ + _drawn_sign(standing, x - 6.5, y - 6.5)


def _drawn_sign(standing: Standing, x: float, y: float) -> str:
    filled = {"fill": COLOURS[standing]} if standing is Standing.LIVE else {}
    return icon(SIGNS.get(standing, LATE_SIGN), x, y, 0.65, stroke_width=3.4, **filled)
