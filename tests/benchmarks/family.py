"""A house with the benchmark's diagrams, and families in it that are visited for as long as one likes."""

from pathlib import Path

from engine import CLOCK, read_files
from tests.integration import family
from tests.integration.family import PRIYA, House

HERE = Path(__file__).parent / "files"
SHARED = ("talk.form", "told_family.form", "access.dmn", "limits.dmn")  # with the tests of the engine
WORDS = "Ava was at home with her mother, who had cooked. They talked about school and about the summer. " * 3
FIRST = "see_the_child"
ANSWERS = {FIRST: {"words": WORDS}, "write_it_up": {"words": WORDS, "go_on": "yes"}}


class Home(House):
    """An engine on a database, with a set clock and the benchmark's release."""

    def publish(self) -> int:
        """Make the benchmark's files the newest release."""
        shared = [family.FILES / name for name in SHARED]
        return self.engine.publish(CLOCK, self.request(), read_files([*shared, *sorted(HERE.glob("*.bpmn"))]))

    def open(self, *names: str, restricted: bool = False) -> int:
        """A new case, with its first visit asked for; gives its id."""
        children = [{"given_name": name, "birth_date": "2019-03-27"} for name in names or ("Ava", "Ben")]
        raw = {"family_name": "Green", "children": children, "restricted": "yes" if restricted else ""}
        return self.engine.open_case(PRIYA, self.request(), "family", raw).case_id

    def ask(self, case: int, message: str) -> None:
        """Send a message about all children of the case."""
        self.engine.deliver_message(PRIYA, self.request(), case, message, self.children(case))


class Visits:
    """The visits of one case, one after the other; `finished` counts its finished tasks."""

    def __init__(self, home: House, case: int) -> None:
        self.home, self.finished = home, 0
        self.element, self.task = FIRST, home.task(case, FIRST)

    def complete(self) -> None:
        """Complete the task that is open; the next one opens."""
        done = self.home.engine.complete_task(PRIYA, self.home.request(), self.task, ANSWERS[self.element])
        self.task, self.finished = done.next_tasks[0].id, self.finished + 1
        self.element = next(name for name in ANSWERS if name != self.element)

    def visit(self) -> None:
        """One visit: both its tasks."""
        self.complete()
        self.complete()

    def reach(self, finished: int) -> "Visits":
        """Go on until so many tasks are finished."""
        while self.finished < finished:
            self.complete()
        return self
