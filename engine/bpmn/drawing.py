"""How a diagram is drawn: its shapes, flows and labels as values, whatever editor wrote them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Point = tuple[float, float]

POOL, LANE = "participant", "lane"
FRAMES = (POOL, LANE)
SUB_PROCESSES = ("subProcess", "transaction", "adHocSubProcess")
ONCE, AT_ONCE, IN_TURN, LOOP = "", "at once", "in turn", "loop"
HAND = 8  # pixels that nobody sees: how far an editor may be out


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: "Box", slack: float = 1) -> bool:
        """Whether `other` lies wholly within."""
        across = self.x - slack <= other.x and other.right <= self.right + slack
        return across and self.y - slack <= other.y and other.bottom <= self.bottom + slack

    def meets(self, other: "Box", slack: float = 1) -> bool:
        """Whether the two overlap by more than `slack`."""
        across = self.x + slack < other.right and other.x + slack < self.right
        return across and self.y + slack < other.bottom and other.y + slack < self.bottom

    def crossed_by(self, start: Point, end: Point, slack: float = 1.5) -> bool:
        """Whether the straight line from `start` to `end` passes through: it is clipped side by side."""
        (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
        beside = max(x, end[0]) < self.x or min(x, end[0]) > self.right
        if beside or max(y, end[1]) < self.y or min(y, end[1]) > self.bottom:
            return False  # most lines are far from most boxes
        low, high = 0.0, 1.0
        for moved, least, most in (
            (dx, self.x + slack - x, self.right - slack - x),
            (dy, self.y + slack - y, self.bottom - slack - y),
        ):
            if moved == 0 and not least < 0 < most:
                return False
            if moved:
                low = max(low, min(least / moved, most / moved))
                high = min(high, max(least / moved, most / moved))
        return low < high

    def near(self, point: Point, slack: float = HAND) -> bool:
        """Whether a point lies on the border or just beside it: the corners of diamonds and circles too."""
        outer = Box(self.x - slack, self.y - slack, self.width + 2 * slack, self.height + 2 * slack)
        inner = Box(self.x + slack, self.y + slack, self.width - 2 * slack, self.height - 2 * slack)
        spot = Box(*point, 0, 0)
        return outer.holds(spot, 0) and not inner.holds(spot, 0)


@dataclass(frozen=True)
class Shape:
    """A node, pool or lane as it is drawn; `home` is the lane, sub-process or pool that it belongs into."""

    id: str
    kind: str  # its BPMN tag
    name: str
    box: Box
    label: Box | None = None  # where its name stands, if not inside it
    home: str = ""
    within: tuple[str, ...] = ()  # the sub-processes around it
    event: str = ""  # "timer", "message" ...
    goes_on: bool = False  # an event that does not interrupt
    repeats: str = ONCE
    expanded: bool = False
    upright: bool = False  # a pool or lane whose name stands on top
    attached_to: str = ""


@dataclass(frozen=True)
class Edge:
    """A flow as it is drawn."""

    id: str
    kind: str
    name: str
    source: str
    target: str
    points: tuple[Point, ...]
    label: Box | None = None
    default: bool = False

    @property
    def lines(self) -> Iterator[tuple[Point, Point]]:
        return zip(self.points, self.points[1:], strict=False)


@dataclass(frozen=True, eq=False)
class Drawing:
    """The first picture of a file. `missing` are elements that it lacks, as (id, kind)."""

    title: str
    shapes: Mapping[str, Shape]
    edges: Mapping[str, Edge]
    missing: tuple[tuple[str, str], ...] = ()

    @cached_property
    def frame(self) -> Box:
        """What all of it fits into."""
        shapes = self.shapes.values()
        boxes = [one.box for one in shapes] + [one.label for one in (*shapes, *self.edges.values()) if one.label]
        corners = [(box.x, box.y) for box in boxes] + [(box.right, box.bottom) for box in boxes]
        corners += [point for edge in self.edges.values() for point in edge.points]
        (left, right), (top, bottom) = ((min(one), max(one)) for one in zip(*(corners or [(0, 0)]), strict=True))
        return Box(left, top, right - left, bottom - top)
