"""Pieces of SVG as text: attributes only, no style, script or id, as a page's policy and its other pictures want it."""

from collections.abc import Iterable
from html import escape

from engine.bpmn.drawing import Box, Point
from engine.bpmn.drawing_text import LEADING, lines_of

INK, PAPER = "currentColor", "Canvas"  # both follow the page, dark or in a person's own colours


def tag(name: str, *inner: str, **attributes: object) -> str:
    """An element; `stroke_width=2` becomes stroke-width="2"."""
    given = "".join(f" {key.strip('_').replace('_', '-')}={_quoted(value)}" for key, value in attributes.items())
    return f"<{name}{given}>{''.join(inner)}</{name}>" if inner else f"<{name}{given}/>"


def _quoted(value: object) -> str:
    text = f"{value:g}" if isinstance(value, float | int) else str(value)
    return f'"{escape(text)}"'


def words(text: str) -> str:
    """Text that stands as text."""
    return escape(text, quote=False)


def rect(box: Box, round_: float = 0, **attributes: object) -> str:
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=round_, **attributes)


def path(d: str, **attributes: object) -> str:
    return tag("path", d=d, **attributes)


def line(points: Iterable[Point], **attributes: object) -> str:
    """A line through these points, with nothing inside it."""
    return tag("polyline", points=" ".join(f"{x:g},{y:g}" for x, y in points), fill="none", **attributes)


def icon(d: str, x: float, y: float, scale: float = 1, **attributes: object) -> str:
    """A sign of 20 by 20 with its corner at (x, y)."""
    look = {"fill": "none", "stroke_width": round(1.1 / scale, 2), **attributes}
    return path(d, transform=f"translate({x:g} {y:g}) scale({scale:g})", **look)


def centred(text: str, box: Box, size: float, *, top: bool = False, pad: float = 0) -> str:
    """The text, broken into lines, across the middle of a box: in its middle or from its top."""
    lines = lines_of(text, box.width - 2 * pad, size)
    height = len(lines) * size * LEADING
    first = (box.y + pad if top else box.middle[1] - height / 2) + size * 0.93
    return letters([(line, box.middle[0], first + number * size * LEADING) for number, line in enumerate(lines)], size)


def letters(lines: list[tuple[str, float, float]], size: float, **attributes: object) -> str:
    """Lines of text, each centred on its own spot."""
    spans = [tag("tspan", words(line), x=round(x, 1), y=round(y, 1)) for line, x, y in lines]
    return tag("text", *spans, font_size=size, fill=INK, stroke="none", **attributes) if spans else ""
