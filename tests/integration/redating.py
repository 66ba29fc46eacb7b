"""A house whose diagrams count from the record: `meet` holds a discussion and waits ten working days from it.

It also calls `follow` by a message, which counts from the day that the message told. `mend` corrects the discussion's
day; `look` writes to the record what no date is counted from.
"""

from engine import CLOCK
from tests.integration.family import House, release
from tests.unit.bpmn.drawing import border, diagram, end, node, process, start, throw, user

HOLIDAY = "2026-01-12"
COUNTED = '=due("ten_days", case.strategy_discussion.held_on)'
TOLD = '=due("ten_days", data.asked.held_on)'
PAYLOAD = (
    "={children: for one in case.children return one.id, held_on: case.strategy_discussion.held_on,"
    ' held_on_of: {of: "strategy discussion", id: data.discussion.id}}'
)
MEET = process(
    "meet",
    start("begun"),
    node(
        "serviceTask",
        "note_it",
        operation="record_strategy_discussion",
        result="discussion",
        held_on="=today()",
        started_enquiry='="yes"',
        reason='="Seen."',
    ),
    throw("ask_on", "asked", PAYLOAD),
    user("act_on_it", form="talk"),
    border("act_late", "act_on_it", date=COUNTED, interrupts=False, deadline="ten_days"),
    user("chase_it", form="talk"),
    end("chased"),
    end("met"),
    flows="begun > note_it > ask_on > act_on_it > met; act_late > chase_it > chased",
)
FOLLOW = process(
    "follow",
    start("followed", message="asked", variable="asked"),
    user("read_it", form="talk"),
    border("read_late", "read_it", date=TOLD, interrupts=False, deadline="ten_days"),
    end("shown_late"),
    end("read"),
    flows="followed > read_it > read; read_late > shown_late",
)
MEND = process(
    "mend",
    start("wrong"),
    user("say_why", form="talk"),
    node(
        "serviceTask",
        "put_right",
        operation="correct_date",
        of='="strategy discussion"',
        id="=case.strategy_discussion.id",
        to='=date("2026-01-02")',
        reason='="Read the wrong line."',
    ),
    end("right"),
    flows="wrong > say_why > put_right > right",
)
LOOK = process(
    "look",
    start("looked"),
    user("say_what", form="talk"),
    node("serviceTask", "write_it", operation="record_core_group", held_on="=today()"),
    end("written"),
    flows="looked > say_what > write_it > written",
)


def counting(holidays: str = "", days: int = 10) -> dict[str, bytes]:
    """The release's files, with these days off and this limit."""
    files = {name: one for name, one in release().items() if not name.endswith(("visit.bpmn", "intake.bpmn"))}
    whole = release()
    intake = next(name for name in whole if name.endswith("intake.bpmn"))
    files[intake] = whole[intake]
    files |= {f"{name}.bpmn": diagram(one) for name, one in DIAGRAMS.items()}
    table = next(name for name in files if name.endswith("limits.dmn"))
    files[table] = files[table].replace(b"<text>10</text>", f"<text>{days}</text>".encode())
    if holidays:
        lines = "".join(f"{day},add,A test\n" for day in holidays.split())
        files["holidays.csv"] = f"date,change,source\n{lines}".encode()
    return files


DIAGRAMS = {"meet": MEET, "follow": FOLLOW, "mend": MEND, "look": LOOK}


def publish(house: House, holidays: str = "", days: int = 10) -> int:
    """Make such a release the newest."""
    return house.engine.publish(CLOCK, house.request(), counting(holidays, days))


def met(house: House, count: int = 1) -> list[int]:
    """Cases in which the ten days run, from the clock's day."""
    cases = [house.open() for _ in range(count)]
    for case in cases:
        house.start(case, "meet")
    return cases


def due(house: House, case: int) -> dict[str, str]:
    """The due dates of the open tasks of a case."""
    asked = "select element, due_on from tasks where case_id = :case and state = 'open' and due_on is not null"
    return {row.element: str(row.due_on) for row in house.rows(asked, case=case)}
