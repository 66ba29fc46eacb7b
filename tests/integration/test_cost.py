"""What a task costs follows the work, never the age of the case: statements and bytes are counted, not milliseconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event, insert, select

from engine.storage import tables as t
from tests.integration.family import PRIYA, House

MOST_STATEMENTS = 15
SAME = 64  # bytes: ids with more digits stand in the event


@dataclass
class Cost:
    """What was sent to the database, and how many rows came back (only PostgreSQL's driver says)."""

    statements: list[str] = field(default_factory=list)
    bytes: int = 0
    rows: int = 0


@contextmanager
def counted(house: House) -> Iterator[Cost]:
    cost = Cost()

    def count(_connection, cursor, statement, parameters, _context, _many):
        cost.statements.append(" ".join(statement.split())[:120])
        cost.bytes += len(statement) + sum(map(size, parameters if isinstance(parameters, list) else [parameters]))
        cost.rows += max(cursor.rowcount, 0)

    event.listen(house.engine.database, "after_cursor_execute", count)
    yield cost
    event.remove(house.engine.database, "after_cursor_execute", count)


def size(parameters: object) -> int:
    values = parameters.values() if isinstance(parameters, dict) else parameters
    return sum(
        len(getattr(value, "obj", value)) if isinstance(getattr(value, "obj", value), str | bytes) else 8
        for value in values
    )


def completed(house: House, case: int, element: str, **answers: object) -> Cost:
    task = house.task(case, element)
    with counted(house) as cost:
        house.engine.complete_task(PRIYA, house.request(), task, answers)
    return cost


def test_a_plain_task_costs_few_statements(house: House):
    case = house.open()
    house.start(case, "note")
    cost = completed(house, case, "write_it_down", words="Seen.")
    assert len(cost.statements) <= MOST_STATEMENTS - 4  # ten, and the BEGIN


def test_a_task_that_starts_a_process_with_a_deadline_still_costs_few(house: House):
    case = house.open("Ava", "Ben")
    cost = completed(house, case, "first_talk", go_on="yes")
    assert len(cost.statements) <= MOST_STATEMENTS + 8


def test_an_old_case_costs_no_more_than_a_young_one(house: House):
    case = house.open()
    grow(house, case, 10)
    house.start(case, "note")
    young = completed(house, case, "write_it_down", words="Seen.")
    grow(house, case, 490)
    house.start(case, "note")
    old = completed(house, case, "write_it_down", words="Seen.")
    assert old.statements == young.statements
    assert abs(old.bytes - young.bytes) <= SAME
    assert old.rows == young.rows


def test_an_old_case_does_not_make_a_process_costlier_to_start_and_to_fire(house: House):
    costs = []
    for many in (10, 490):
        case = house.open()
        grow(house, case, many)
        with counted(house) as starting:
            house.start(case, "chain")
        house.later(days=14)
        with counted(house) as firing:
            house.engine.fire_due_timers()
        costs.append([starting, firing])
        house.later(days=14)
        house.engine.fire_due_timers()
    for young, old in zip(*costs, strict=True):
        assert old.statements == young.statements
        assert abs(old.bytes - young.bytes) <= SAME
        assert old.rows == young.rows


def test_asking_what_is_due_when_nothing_is_takes_one_statement(house: House):
    house.start(house.open(), "chain")
    with counted(house) as cost:
        assert house.engine.fire_due_timers() == 0
    assert len(cost.statements) - sum(one.startswith("BEGIN") for one in cost.statements) == 1


def grow(house: House, case: int, many: int) -> None:
    """Give a case `many` more finished tasks, two an instance, each with its answers, as if they had been done."""
    house.start(case, "note")
    house.do(case, "write_it_down", words="Seen.")
    house.do(case, "read_it_again", words="Read.")
    with house.engine.database.begin() as connection:
        last = connection.execute(select(t.instances).order_by(t.instances.c.id.desc()).limit(1)).mappings().one()
        tasks = connection.execute(select(t.tasks).where(t.tasks.c.instance_id == last["id"])).mappings().all()
        answers = connection.execute(select(t.answers).where(t.answers.c.instance_id == last["id"])).mappings().all()
        children = connection.scalars(select(t.children.c.id).where(t.children.c.case_id == case)).all()
        for _ in range(many // 2 - 1):
            instance = connection.execute(
                insert(t.instances).values(bare(last)).returning(t.instances.c.id)
            ).scalar_one()
            rows = [{"instance_id": instance, "child_id": child} for child in children]
            connection.execute(insert(t.instance_children), rows)
            connection.execute(insert(t.tasks), [{**bare(task), "instance_id": instance} for task in tasks])
            connection.execute(
                insert(t.answers), [{**bare(one), "instance_id": instance, "task_id": None} for one in answers]
            )


def bare(row) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "id"}
