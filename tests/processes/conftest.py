"""Plays steps on the diagrams as they are in the checkout, on one engine in memory whose clock is set."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from engine import (
    LONDON,
    Engine,
    SetClock,
    Settings,
    TaskLine,
    Told,
    build_engine,
    read_files,
    read_scenario,
    rehearse,
)
from engine.domain.values import CLOCK
from engine.domain.views import CaseView
from tests.processes.steps import Step
from tests.without import release

ROOT = Path(__file__).parents[2]
OF_TESTS = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Played:
    """What has become of a case, and what happened on the way."""

    case: CaseView
    told: tuple[Told, ...]

    @property
    def open(self) -> Counter[str]:
        """The elements of the open tasks."""
        return Counter(line.element for line in self.case.open_tasks)

    @property
    def fired(self) -> list[str]:
        return [str(line.facts["element"]) for line in self.told if line.kind == "timer"]

    @property
    def sent(self) -> list[str]:
        return [str(line.facts["name"]) for line in self.told if line.kind == "message"]

    @property
    def endings(self) -> list[str]:
        """The lines that say how instances ended."""
        return [line.text.removeprefix("Ended: ") for line in self.told if line.kind == "end"]

    def task(self, element: str, child: str = "") -> TaskLine:
        """The only open task of this element, of this child if one is named."""
        (found,) = [one for one in self.case.open_tasks if one.element == element and one.item_name.startswith(child)]
        return found

    def recorded(self, operation: str) -> list[str]:
        """What was written to the record by this operation, a line each time."""
        return [line.text for line in self.told if line.kind == "record" and line.facts["operation"] == operation]

    def departures(self) -> list[tuple[str, bool]]:
        """Each child with a departure on file, and whether it was agreed."""
        return [(one.child, one.agreed) for conference in self.case.conferences for one in conference.departures]


class Stage:
    """An engine with these diagrams, on which cases are played one after the other."""

    def __init__(self, authority: str, *more: Path) -> None:
        """`more` are folders of diagrams and forms that only tests have."""
        self.clock = SetClock(datetime(2026, 3, 2, 9, tzinfo=LONDON))
        settings = Settings(database_url="sqlite://", directory="embedded:", authority=authority)
        self.engine: Engine = build_engine(settings, clock=self.clock)
        files = read_files([ROOT / "processes", ROOT / "forms", *more])
        if more:  # the overviews show the product's stages only
            files = {name: content for name, content in files.items() if not name.startswith("lifecycle")}
        with pytest.MonkeyPatch.context() as patching:  # only where a clause is to be proved
            self.engine.publish(CLOCK, uuid4().hex, release(files, patching))

    def play(self, *steps: Step) -> Played:
        """Raises BadRehearsal where a step cannot be done."""
        return self.play_text("steps", yaml.safe_dump({"title": "A test", "steps": list(steps)}), date(2026, 3, 2))

    def play_text(self, name: str, text: str, today: date, until: int | None = None) -> Played:
        """A scenario's text, to its end or up to that hour of `today`."""
        self.clock.set(datetime.combine(today, time(9), LONDON))
        told: list[Told] = []
        up_to = None if until is None else datetime.combine(today, time(until), LONDON)
        case_id = rehearse(self.engine, self.clock, read_scenario(name, text), told.append, up_to)
        with self.engine.session() as session:
            return Played(self.engine.reading(session).case(CLOCK, case_id), tuple(told))


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """The diagrams under the national limits."""
    made = Stage("national")
    yield made
    made.engine.close()


@pytest.fixture
def play(stage: Stage) -> Callable[..., Played]:
    """Plays steps in a case of their own."""
    return stage.play


@pytest.fixture(scope="session")
def plan_stage() -> Iterator[Stage]:
    """The same with diagrams that leave a family on a plan, as a conference would."""
    made = Stage("national", OF_TESTS)
    yield made
    made.engine.close()


@pytest.fixture
def play_plan(plan_stage: Stage) -> Callable[..., Played]:
    """Plays steps in the case of a family on a plan."""
    return plan_stage.play
