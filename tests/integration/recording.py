"""Operations run on the record without a diagram: a case, an instance of it, and a day that the test sets."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import NoSuchLimit
from engine.domain.limits import WORKING_DAYS, Due, Limit, apply
from engine.domain.values import Actor
from engine.operations import operate
from engine.queries.facts import case_facts
from engine.storage.record import Record
from tests.integration.family import PRIYA, House
from tests.integration.queries.seeding import Seeds

FIFTEEN = Limit("fifteen", "national", 15, WORKING_DAYS, "")


def due(name: str, start: date | datetime) -> Due:
    """The one limit that there is here."""
    if name != FIFTEEN.name:
        raise NoSuchLimit(limit=name, authority="national", on=str(start))
    return apply(FIFTEEN, start, WorkingCalendar())


@dataclass
class Recording:
    """`do` runs an operation in a transaction of its own."""

    house: House
    case: int
    instance: int
    children: tuple[int, ...]
    today: date = date(2026, 3, 2)
    actor: Actor = PRIYA
    said: list[dict[str, Any]] = field(default_factory=list)  # what events would keep of the operations

    def do(self, operation: str, **inputs: object) -> Any:
        with Session(self.house.engine.database.execution_options(write=True)) as session, session.begin():
            record = self.record(session)
            value = operate(operation, record, inputs)
        self.said.append({"operations": [{"rows": record.written}]})
        return value

    def record(self, session: Session) -> Record:
        now = datetime(self.today.year, self.today.month, self.today.day, 10, tzinfo=UTC)
        return Record(session, self.case, self.instance, self.children, now, self.today, self.actor, due)

    def facts(self, *children: int) -> dict[str, Any]:
        """What FEEL sees of these children, or of those that the instance concerns."""
        with self.house.engine.session() as session:
            return dict(case_facts(session, self.case, children or self.children))

    def rows(self, sql: str, **values: object) -> list[Any]:
        return self.house.rows(sql, **values)


def open_family(house: House, *names: str, **told: object) -> Recording:
    """A case that was opened by the operation, with children of these names, and an instance about them all."""
    nobody = Recording(house, 0, 0, ())
    children = [{"given_name": name, "birth_date": "2019-03-27", "sex": "F"} for name in names or ("Ava",)]
    opened = nobody.do("open_case", **{"family_name": "Green", "authority": "national", "children": children, **told})
    instance = Seeds(house).instance(opened["case"], *opened["children"])
    return Recording(house, opened["case"], instance, tuple(opened["children"]), said=nobody.said)
