"""Reads the diagrams that a test draws, and plays them."""

from collections.abc import Callable

import pytest

from engine.bpmn import Catalogue
from tests.unit.bpmn.drawing import diagram
from tests.unit.bpmn.playing import FORMS, OPERATIONS, Play, Record


@pytest.fixture
def play() -> Callable[..., Play]:
    """`play("visit", process(...), tables={"rules.dmn": ...}, record=Record(...))`, not yet started."""

    def reading(
        name: str, *processes: str, tables: dict[str, bytes] | None = None, record: Record | None = None
    ) -> Play:
        files = {f"processes/test{number or ''}.bpmn": diagram(one) for number, one in enumerate(processes)}
        files |= tables or {}
        return Play(lambda: Catalogue.read(files, OPERATIONS, FORMS), name, record)

    return reading
