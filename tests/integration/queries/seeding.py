"""Rows written straight into the tables: what a query must cope with, without years of work first."""

from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import insert

from engine.storage import tables as t
from tests.integration.family import House

numbers = count(1)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Seeds:
    """Adds rows to a house's database; each method gives the new row's id."""

    def __init__(self, house: House) -> None:
        self._database = house.engine.database

    def add(self, table: str, **values: object) -> int:
        with self._database.execution_options(write=True).begin() as connection:
            added = insert(t.metadata.tables[table]).values(values)
            return connection.execute(added).inserted_primary_key[0]

    def case(self, family: str = "Shaw", **values: object) -> int:
        reference = f"T-{next(numbers)}"
        given = {"reference": reference, "family_name": family, "authority": "national", "opened_at": NOW, **values}
        return self.add("cases", **given)

    def child(self, case: int, name: str = "Ava") -> int:
        return self.add("children", case_id=case, given_name=name, family_name="Shaw", birth_date=date(2019, 3, 1))

    def instance(self, case: int, *children: int, process: str = "note") -> int:
        instance = self.add(
            "instances", case_id=case, release_id=1, process=process, name="Note", state="{}", started_at=NOW
        )
        for child in children:
            self.add("instance_children", instance_id=instance, child_id=child)
        return instance

    def task(self, instance: int, case: int, role: str = "social_worker", **values: object) -> int:
        given = {
            "case_id": case,
            "instance_id": instance,
            "engine_key": str(next(numbers)),
            "element": "write_it_down",
            "name": "Write it down",
            "role": role,
            "opened_at": NOW,
            **values,
        }
        return self.add("tasks", **given)

    def allocate(self, case: int, person: str) -> int:
        return self.add("allocations", case_id=case, person=person, person_name="X", role="social_worker", since=NOW)
