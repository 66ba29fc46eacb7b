"""What a page of tasks and its counts read does not grow with the tasks: steps are counted, not milliseconds."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event, insert, text

from engine import Actor, Reader
from engine.storage import tables as t
from tests.integration.family import MONDAY, House
from tests.integration.queries.seeding import NOW, Seeds

SOME, MANY = 1_100, 9_000  # of each kind of task; counting ends at 1,000
TODAY = MONDAY.date()
WORKER = Actor("p-1", "Priya Shah", frozenset({"social_worker", "team_manager"}))


def test_nothing_that_a_page_asks_reads_more_among_ever_more_tasks(house: House, seeds: Seeds):
    """Half of them are late, with amber dates long past; half are due far from now; and nothing is due soon."""
    case = seeds.case()
    add = adder(house, seeds.instance(case), case)
    add(SOME)
    few = read_in(house)
    add(MANY)
    many = read_in(house)
    for asked, read in many.items():
        assert read <= 1.1 * few[asked], f"{asked}: {few[asked]} among {2 * SOME} tasks, {read} among {2 * MANY}"


def test_no_plan_begins_with_all_tasks_or_all_cases(house: House, reader: Reader, seeds: Seeds):
    case = seeds.case()
    with house.engine.database.execution_options(write=True).begin() as connection:
        other = {"family_name": "Shaw", "authority": "national", "opened_at": NOW}
        connection.execute(insert(t.cases), [{**other, "reference": f"many {n}"} for n in range(SOME)])
    adder(house, seeds.instance(case), case)(MANY)
    for asked, plan in plans(reader).items():
        for table in ("tasks", "cases"):
            assert f"Seq Scan on {table}" not in plan and f"SCAN {table}" not in plan, f"{asked}: {plan}"


@pytest.mark.parametrize("whose", ["social_worker", "team_manager"])
def test_a_task_that_is_open_to_two_of_my_roles_counts_once(reader: Reader, seeds: Seeds, whose: str):
    case = seeds.case()
    other = ({"social_worker", "team_manager"} - {whose}).pop()
    seeds.task(seeds.instance(case), case, role=whose, acted_by=other, due_on=TODAY, amber_on=TODAY)
    counts = reader.counts(WORKER)
    assert (counts.roles, counts.due_soon) == (1, 1) and len(reader.inbox(WORKER, "roles")) == 1


def test_what_is_due_soon_is_counted_to_a_thousand_over_all_dates(house: House, seeds: Seeds):
    case = seeds.case()
    amber = [(TODAY + timedelta(days=n % 40), TODAY) for n in range(999)]
    for days, expected in ((amber, 999), ([(TODAY, None)] * 50, 1000)):
        rows(house, seeds.instance(case), case, days)
        with house.engine.session() as session:
            assert house.engine.reading(session).counts(WORKER).due_soon == expected


# ---- many tasks


def adder(house: House, instance: int, case: int) -> Callable[[int], None]:
    """Adds so many late tasks, and as many that are due far from now."""

    def add(many: int) -> None:
        late, far = TODAY - timedelta(days=20), TODAY + timedelta(days=40)
        days = [(late - timedelta(days=n % 200), late - timedelta(days=300)) for n in range(many)]
        rows(house, instance, case, days + [(far + timedelta(days=n % 40), far) for n in range(many)])
        with house.engine.database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("analyze"))

    return add


KEYS = count(1)


def rows(house: House, instance: int, case: int, days: list) -> None:
    """A task for each pair of a due date and an amber date."""
    row = {"case_id": case, "instance_id": instance, "element": "x", "name": "X", "role": "social_worker"}
    made = [
        {**row, "opened_at": NOW, "engine_key": f"many {next(KEYS)}", "due_on": due, "amber_on": amber}
        for due, amber in days
    ]
    with house.engine.database.execution_options(write=True).begin() as connection:
        connection.execute(insert(t.tasks), made)


# ---- what is asked, and what it reads


def asked(reader: Reader) -> Iterator[tuple[str, str, object]]:
    """The statements on tasks of the pages and of the counts, with their values."""
    seen: list[tuple[str, object]] = []
    database = reader._reading.session.get_bind()

    def note(_connection, _cursor, statement, values, *_):
        seen.append((statement, values))

    def asking(name: str, ask: Callable[[], object]) -> Iterator[tuple[str, str, object]]:
        seen.clear()
        event.listen(database, "after_cursor_execute", note)
        ask()
        event.remove(database, "after_cursor_execute", note)
        return ((name, *one) for one in list(seen) if "FROM tasks" in one[0])

    yield from asking("counts", lambda: reader.counts(WORKER))
    for key in (None, f"{TODAY}.1", "-.1"):
        yield from asking(f"roles after {key}", lambda key=key: reader.inbox(WORKER, "roles", key))
        yield from asking(f"mine after {key}", lambda key=key: reader.inbox(WORKER, "mine", key))


def plans(reader: Reader) -> dict[str, str]:
    connection = reader._reading.session.connection()
    word = "explain query plan" if connection.dialect.name == "sqlite" else "explain"
    return {
        name: "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{word} {statement}", values))
        for name, statement, values in asked(reader)
    }


def read_in(house: House) -> dict[str, int]:
    """In a session of its own: an older one would not see what was added since."""
    with house.engine.session() as session:
        return read_by(house.engine.reading(session))


def read_by(reader: Reader) -> dict[str, int]:
    """How much each statement reads: the steps that SQLite takes, the rows of tasks that PostgreSQL looks at."""
    connection = reader._reading.session.connection()
    reading = _steps if connection.dialect.name == "sqlite" else _rows_of_tasks
    return {name: reading(connection, statement, values) for name, statement, values in asked(reader)}


def _steps(connection, statement: str, values: object) -> int:
    taken = count()
    driver = connection.connection.driver_connection
    driver.set_progress_handler(lambda: next(taken) < 0, 10)
    connection.exec_driver_sql(statement, values).all()
    driver.set_progress_handler(None, 0)
    return next(taken) + 100


def _rows_of_tasks(connection, statement: str, values: object) -> int:
    (told,) = connection.exec_driver_sql(f"explain (analyze, format json) {statement}", values).one()
    return _looked_at((told if isinstance(told, list) else json.loads(told))[0]["Plan"]) + 10


def _looked_at(plan: dict) -> int:
    rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) if plan.get("Relation Name") == "tasks" else 0
    return rows * plan["Actual Loops"] + sum(map(_looked_at, plan.get("Plans", ())))
