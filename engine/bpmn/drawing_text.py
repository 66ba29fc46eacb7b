"""How wide text is and where it breaks: the server has no screen to ask, so letters are measured by a table."""

from engine.bpmn.drawing import Box, Shape

# Widths of Arial's letters (Helvetica and Liberation Sans have the same) in thousandths of the size
_WIDTHS = {
    222: "ijl'", 278: " !,./:;I[]ft|", 333: '()-`r{}"', 500: "Jckvsxyz", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1015: "@",
}  # fmt: skip
WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
MOST = 556

TEXT, LABEL = 12, 11  # sizes inside shapes and beside them
LEADING = 1.2
LABEL_WIDTH = 90


def width_of(text: str, size: float) -> float:
    """The width of a line in pixels."""
    return sum(WIDTH.get(letter, MOST) for letter in text) * size / 1000


def lines_of(text: str, width: float, size: float) -> list[str]:
    """The text broken at its spaces, and inside a word only where that alone is too wide."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size) <= width:
            lines[-1] = joined
        else:
            lines += _broken(word, width, size)
    return lines


def _broken(word: str, width: float, size: float) -> list[str]:
    parts, rest = [], word
    while width_of(rest, size) > width and len(rest) > 1:
        fits = next((n for n in range(len(rest) - 1, 0, -1) if width_of(rest[:n], size) <= width), 1)
        parts.append(rest[:fits])
        rest = rest[fits:]
    return [*parts, rest]


def label_below(shape: Box, name: str) -> Box:
    """Where an event's or gateway's name stands if its editor did not say: under it."""
    lines = lines_of(name, LABEL_WIDTH, LABEL)
    width = max(width_of(line, LABEL) for line in lines) + 2
    return Box(shape.middle[0] - width / 2, shape.bottom + 4, width, len(lines) * LABEL * LEADING + 1)


def fits(shape: Shape) -> bool:
    """Whether the name of a task fits into it."""
    lines = lines_of(shape.name, shape.box.width - 12, TEXT)
    whole_words = set(" ".join(lines).split()) == set(shape.name.split())
    return whole_words and len(lines) * TEXT * LEADING <= shape.box.height - 6
