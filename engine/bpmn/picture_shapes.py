"""Each shape and flow of a drawing as SVG, in the notation that analysts know."""

from collections.abc import Callable
from math import hypot

from engine.bpmn import picture_icons as icons
from engine.bpmn.drawing import AT_ONCE, FRAMES, IN_TURN, LOOP, POOL, SUB_PROCESSES, Box, Edge, Point, Shape
from engine.bpmn.drawing_text import LABEL, TEXT
from engine.bpmn.picture_svg import INK, PAPER, centred, icon, letters, line, path, rect, tag, words

HEADER = 30  # pixels of a pool or lane that its name takes
DARK = ("endEvent", "intermediateThrowEvent")
REPEATS = {AT_ONCE: icons.AT_ONCE, IN_TURN: icons.IN_TURN, LOOP: icons.LOOP}


def shape(one: Shape) -> str:
    """A shape with its name."""
    draw = next((draw for ending, draw in DRAWN.items() if one.kind.endswith(ending)), _activity)
    beside = centred(one.name, one.label, LABEL, top=True) if one.label else ""
    return tag("g", tag("title", words(one.name or one.id)), draw(one), beside, data_element=one.id)


def _frame(one: Shape) -> str:
    box = one.box
    if one.event:  # in an overview: a message that many send or await
        sign = icon(icons.EVENTS[one.event], box.middle[0] - 9.5, box.y + 8, 0.95)
        return rect(box, 20, fill=PAPER, stroke_width=1, stroke_dasharray="8 5") + sign + centred(one.name, box, TEXT)
    outline = rect(box, fill=PAPER, stroke_width=1.2)
    if not one.expanded:
        return outline + centred(one.name, box, TEXT + 1, pad=8)
    width, height = (box.width, HEADER) if one.upright else (HEADER, box.height)
    header = rect(Box(box.x, box.y, width, height), fill=INK, fill_opacity=0.07 if one.kind == POOL else 0.03)
    return outline + header + _sideways(one, Box(box.x, box.y, width, height))


def _sideways(one: Shape, header: Box) -> str:
    x, y = header.middle
    turned = {} if one.upright else {"transform": f"rotate(-90 {x:g} {y:g})"}
    weight = {"font_weight": "bold"} if one.kind == POOL else {}
    return letters([(one.name, x, y + 4)], TEXT, **turned, **weight)


def _event(one: Shape) -> str:
    (x, y), radius = one.box.middle, one.box.width / 2
    dash = {"stroke_dasharray": "4 3"} if one.goes_on else {}
    drawn = tag("circle", cx=x, cy=y, r=radius, fill=PAPER, stroke_width=3.2 if one.kind == "endEvent" else 1.4, **dash)
    if one.kind.startswith(("boundary", "intermediate")):
        drawn += tag("circle", cx=x, cy=y, r=radius - 3.5, fill="none", stroke_width=1.2, **dash)
    sign = icons.EVENTS.get(one.event)
    return drawn + (_sign(one, sign, x, y) if sign else "")


def _sign(one: Shape, sign: str, x: float, y: float) -> str:
    look = {"fill": INK, "stroke": PAPER} if one.kind in DARK else {}
    return icon(sign, x - 9.5, y - 9.5, 0.95, **look)


def _gateway(one: Shape) -> str:
    (x, y), box = one.box.middle, one.box
    diamond = path(
        f"M{x:g} {box.y:g}L{box.right:g} {y:g} {x:g} {box.bottom:g} {box.x:g} {y:g}Z", fill=PAPER, stroke_width=1.4
    )
    sign, scale = icons.GATEWAYS.get(one.kind, ""), box.width / 50
    width = 1.1 if one.kind in icons.THIN_GATEWAYS else 3
    return diamond + icon(sign, box.x, box.y, scale, stroke_width=width)


def _activity(one: Shape) -> str:
    box = one.box
    width = 3.2 if one.kind == "callActivity" else 1.4
    drawn = rect(box, 9, fill=PAPER, stroke_width=width)
    drawn += centred(one.name, box, TEXT, top=one.expanded, pad=8 if one.expanded else 6)
    if sign := icons.TASKS.get(one.kind):
        drawn += icon(sign, box.x + 5, box.y + 4, 0.85)
    return drawn + _markers(one)


def _markers(one: Shape) -> str:
    """At the bottom: how often it runs, and that there is more inside."""
    box, signs = one.box, [REPEATS[one.repeats]] if one.repeats else []
    if not one.expanded and one.kind in (*SUB_PROCESSES, "callActivity"):
        signs.append(icons.COLLAPSED)
    first = box.middle[0] - 9 * len(signs)
    return "".join(
        icon(sign, first + 18 * number, box.bottom - 19, 0.9, stroke_width=1.6) for number, sign in enumerate(signs)
    )


def _beside(one: Shape) -> str:
    """A note, a group, data: an editor's own remarks."""
    dash = {"stroke_dasharray": "8 4"} if one.kind == "group" else {}
    return rect(one.box, fill="none", stroke_width=1, **dash) + centred(one.name, one.box, LABEL, pad=4)


DRAWN: dict[str, Callable[[Shape], str]] = {
    **dict.fromkeys(FRAMES, _frame),
    "Event": _event,
    "Gateway": _gateway,
    **dict.fromkeys(("textAnnotation", "group", "dataObjectReference", "dataStoreReference"), _beside),
}


def edge(one: Edge) -> str:
    """A flow with its head, and its name where it has one."""
    dash = {"messageFlow": {"stroke_dasharray": "8 5"}, "sequenceFlow": {}}.get(one.kind, {"stroke_dasharray": "2 3"})
    drawn = line(one.points, stroke_width=1.3, stroke_linejoin="round", **dash)
    if one.kind in HEADS:
        drawn += HEADS[one.kind](one)
    if one.label:
        drawn += centred(one.name, one.label, LABEL, top=True)
    return tag("g", drawn, data_element=one.id)


def taken(one: Edge, colour: str) -> str:
    """The same, strong and in a colour."""
    strong = line(one.points, stroke_width=3.5, stroke_linejoin="round")
    return tag("g", strong, path(_head(one.points, 13, 6.5), fill=colour), stroke=colour, data_taken=one.id)


def _arrow(one: Edge) -> str:
    slash = path(_across(one.points[0], one.points[1]), fill="none", stroke_width=1.3) if one.default else ""
    return path(_head(one.points), fill=INK, stroke="none") + slash


def _message(one: Edge) -> str:
    x, y = one.points[0]
    return path(_head(one.points), fill=PAPER, stroke_width=1.2) + tag(
        "circle", cx=x, cy=y, r=4, fill=PAPER, stroke_width=1.2
    )


HEADS: dict[str, Callable[[Edge], str]] = {"sequenceFlow": _arrow, "messageFlow": _message}


def _towards(start: Point, end: Point) -> Point:
    """The direction from one point to another, of length one."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _head(points: tuple[Point, ...], long: float = 10, wide: float = 4.5) -> str:
    (x, y), (dx, dy) = points[-1], _towards(points[-2], points[-1])
    back = x - long * dx, y - long * dy
    left, right = (back[0] - wide * dy, back[1] + wide * dx), (back[0] + wide * dy, back[1] - wide * dx)
    return f"M{x:g} {y:g}L{left[0]:.1f} {left[1]:.1f} {right[0]:.1f} {right[1]:.1f}Z"


def _across(start: Point, end: Point) -> str:
    """The stroke across the beginning of a default flow."""
    dx, dy = _towards(start, end)
    x, y = start[0] + 10 * dx, start[1] + 10 * dy
    along, beside = (3 * dx, 3 * dy), (-5 * dy, 5 * dx)
    ends = [
        (x - a + s * b, y - c + s * d) for s, a, c, b, d in ((1, *along, *beside), (-1, -along[0], -along[1], *beside))
    ]
    return "M" + "L".join(f"{one:.1f} {two:.1f}" for one, two in ends)
