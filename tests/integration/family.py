"""A small release of the tests' own (`files/`) and a family in it: so that these tests do not hang on the product's
diagrams.

`intake` opens a case, and its end may ask for a `visit`, which has a deadline and awaits the message of a `report`.
`note` is two plain tasks. `chain` waits two weeks twice. `poison` has a timer that fires into an operation which
cannot take its inputs. `echo` and `echo_back` start one another for ever.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import text

from engine import CLOCK, Actor, Engine, SetClock, Settings, build_engine, read_files

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
FILES = Path(__file__).parent / "files"

PRIYA = Actor("p-1", "Priya Shah", frozenset({"social_worker"}))
TOM = Actor("p-2", "Tom Reed", frozenset({"social_worker"}))
CHAIR = Actor("p-3", "Ada Chair", frozenset({"conference_chair"}))


def release() -> dict[str, bytes]:
    """The files of the tests' release."""
    return read_files([FILES])


@dataclass
class House:
    """An engine on a database, with a set clock and a published release; makes request ids."""

    url: str
    clock: SetClock = field(default_factory=lambda: SetClock(MONDAY))
    numbers: count = field(default_factory=lambda: count(1))
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = build_engine(Settings(database_url=self.url), clock=self.clock)

    def publish(self) -> int:
        return self.engine.publish(CLOCK, self.request(), release())

    def request(self) -> str:
        return f"request-{next(self.numbers)}"

    def open(self, *names: str, restricted: bool = False) -> int:
        """A new case with these children; gives its id."""
        children = [{"given_name": name, "birth_date": "2019-03-27"} for name in names or ("Ava",)]
        raw = {"family_name": "Green", "children": children, "restricted": "yes" if restricted else ""}
        return self.engine.open_case(PRIYA, self.request(), "intake", raw).case_id

    def start(self, case: int, process: str, *children: int) -> int:
        return self.engine.start_instance(PRIYA, self.request(), case, process, children).instance_id

    def task(self, case: int, element: str) -> int:
        """The id of the newest task of this element, open or not."""
        return self.rows(
            "select id from tasks where case_id = :case and element = :element order by id", case=case, element=element
        )[-1].id

    def do(self, case: int, element: str, actor: Actor = PRIYA, **answers: object):
        return self.engine.complete_task(actor, self.request(), self.task(case, element), answers)

    def children(self, case: int) -> list[int]:
        return [row.id for row in self.rows("select id from children where case_id = :case order by id", case=case)]

    def open_tasks(self, case: int) -> list[str]:
        return [
            row.element
            for row in self.rows(
                "select element from tasks where case_id = :case and state = 'open' order by id", case=case
            )
        ]

    def rows(self, sql: str, **values: object) -> list:
        with self.engine.database.connect() as connection:
            return list(connection.execute(text(sql), values))

    def change(self, sql: str, **values: object) -> None:
        """Change a row behind the engine's back."""
        with self.engine.database.begin() as connection:
            connection.execute(text(sql), values)

    def later(self, **time: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**time))

    def close(self) -> None:
        self.engine.close()
