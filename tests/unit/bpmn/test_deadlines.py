"""Dates that people must meet: limits named by the data, dates that people set, and due dates without a timer."""

from datetime import date

import pytest

from engine.domain.errors import DiagramFailed
from tests.unit.bpmn.drawing import border, each, end, node, process, start, sub, user
from tests.unit.bpmn.playing import Record

MONDAY = "2026-01-05"  # ten working days later is Monday 19 January


def called(date_: str, deadline: str) -> str:
    """A stage begun by a message, whose work has a deadline."""
    return process(
        "meeting",
        start("begun", message="visit due", variable="called"),
        user("meet"),
        border("late", "meet", date=date_, interrupts=False, deadline=deadline),
        end("shown_late"),
        end("done"),
        flows="begun > meet > done; late > shown_late",
    )


NAMED = called("=due(data.called.limit, data.called.counted_from)", "=data.called.limit")
SET = called("=due(data.called.limit, data.called.counted_from, data.called.set_on)", "=data.called.limit")


def message(**said: object) -> tuple[str, dict[str, object]]:
    return "visit due", {"children": [1], **said}


def test_the_limit_of_a_deadline_may_come_from_the_data(play):
    """The timer and the task keep the real name, the sum and what it was counted from."""
    story = play("meeting", NAMED)
    story.start(message=message(limit="ten_days", counted_from=MONDAY))
    timer = story.timer("late")
    assert (timer.deadline.limit, timer.deadline.due) == ("ten_days", date(2026, 1, 19))
    assert (timer.anchor, timer.anchor_field) == (MONDAY, "data.called.counted_from")
    assert timer.deadline.sum.startswith("10 working days after Monday 5 January 2026")
    assert story.task("meet").deadline == timer.deadline


def test_the_limit_of_a_deadline_may_come_from_the_record(play):
    """So that a conference put off keeps the limit it was asked for."""
    drawn = called("=due(case.conference.limit, case.conference.asked_on)", "=case.conference.limit")
    story = play("meeting", drawn, record=Record(conference={"limit": "ten_days", "asked_on": date(2026, 1, 5)}))
    story.start(message=message())
    assert story.task("meet").deadline.limit == "ten_days"


@pytest.mark.parametrize("limit", [None, "of_another_authority"])
def test_without_the_limit_there_is_no_date_and_the_timer_does_not_run(play, limit):
    """Work goes on, and the instance says once that the date is not known."""
    story = play("meeting", NAMED)
    story.start(message=message(limit=limit, counted_from=MONDAY))
    assert (story.running, story.task("meet").deadline) == ([], None)
    assert story.step.unknowns == ("test.bpmn#late",)


def test_a_limit_that_is_no_name_fails_in_words(play):
    """The analyst reads where, and what was given."""
    with pytest.raises(DiagramFailed, match="test.bpmn#late: A limit has a name, and this gave Decimal"):
        play("meeting", NAMED).start(message=message(limit=7, counted_from=MONDAY))


@pytest.mark.parametrize(
    ("said", "due", "told"),
    [
        (
            {"limit": "ten_days", "set_on": "2026-01-12"},
            date(2026, 1, 12),
            "Set by people: Monday 12 January 2026, ear",
        ),
        ({"limit": "ten_days", "set_on": "2026-01-19"}, date(2026, 1, 19), "10 working days after"),
        ({"limit": "ten_days", "set_on": "2026-01-20"}, date(2026, 1, 19), "10 working days after"),
        ({"limit": "ten_days", "set_on": None}, date(2026, 1, 19), "10 working days after"),
        ({"limit": "unheard_of", "set_on": "2026-01-20"}, date(2026, 1, 20), "Set by people: Tuesday 20 January 2026;"),
    ],
)
def test_the_earlier_of_the_limit_and_what_people_have_set_is_the_deadline(play, said, due, told):
    """The sum says which; the limit's name and anchor are kept either way."""
    story = play("meeting", SET)
    story.start(message=message(counted_from=MONDAY, **said))
    timer = story.timer("late")
    assert (timer.deadline.due, timer.deadline.limit) == (due, said["limit"])
    assert timer.deadline.sum.startswith(told)
    assert (timer.anchor, timer.anchor_field) == (MONDAY, "data.called.counted_from")
    assert story.task("meet").deadline == timer.deadline


def test_a_set_date_ends_with_its_london_day(play):
    """As a limit does."""
    story = play("meeting", SET)
    story.start(message=message(limit="ten_days", counted_from=MONDAY, set_on="2026-01-12"))
    assert story.timer("late").at.isoformat() == "2026-01-13T00:00:00+00:00"


def test_with_neither_a_limit_nor_a_set_date_the_timer_never_runs(play):
    """The plan has not said when yet."""
    story = play("meeting", SET)
    story.start(message=message(limit="unheard_of", counted_from=MONDAY, set_on=None))
    assert (story.running, story.task("meet").deadline) == ([], None)


def test_a_limit_in_hours_keeps_its_hour_beside_a_set_day(play):
    """The hour comes before the end of the same day."""
    story = play("meeting", SET)
    story.start(message=message(limit="one_day", counted_from="2026-01-06T09:30:00Z", set_on="2026-01-07"))
    assert story.timer("late").at.isoformat() == "2026-01-07T09:30:00+00:00"
    assert story.task("meet").deadline.due == date(2026, 1, 7)


# ---- the property `due`


def plain(due: str, *more: str, flows: str = "") -> str:
    return process("work", start("s"), user("act", due=due), end("e"), *more, flows=f"s > act > e;{flows}")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("=case.on", date(2026, 1, 8)),
        ('="2026-01-09"', date(2026, 1, 9)),
        ("=today()", date(2026, 1, 5)),
        ('=date and time("2026-01-09T23:30:00")', date(2026, 1, 9)),
    ],
)
def test_a_task_may_have_a_date_without_a_timer(play, due, expected):
    """It has no limit, no sum and no day from which it is pressing but the usual."""
    story = play("work", plain(due), record=Record(on=date(2026, 1, 8)))
    story.start()
    deadline = story.task("act").deadline
    assert (deadline.due, deadline.limit, deadline.sum, deadline.amber) == (expected, "", "", None)
    assert story.running == []


def test_a_task_may_have_a_limit_without_a_timer(play):
    """It tells the limit, the sum and the amber day as a deadline does."""
    story = play("work", plain('=due("ten_days", case.on, null)'), record=Record(on=date(2026, 1, 5)))
    story.start()
    deadline = story.task("act").deadline
    assert (deadline.limit, deadline.due, deadline.amber) == ("ten_days", date(2026, 1, 19), date(2026, 1, 14))
    assert deadline.sum.startswith("10 working days after Monday 5 January 2026")


def test_the_date_of_a_task_is_that_of_its_opening(play):
    """What the record says later changes nothing, and neither does the next day."""
    two = process(
        "work",
        start("s"),
        user("act", due="=case.on"),
        user("beside", due="=today()"),
        end("e"),
        node("parallelGateway", "both"),
        flows="s > both > act > e; both > beside > e",
    )
    story = play("work", two, record=Record(on=date(2026, 1, 8)))
    story.start()
    story.record.case["on"] = date(2026, 2, 2)
    story.now = story.now.replace(month=3)
    story.complete("beside")
    assert story.task("act").deadline.due == date(2026, 1, 8)


def test_a_date_that_nobody_knows_yet_appears_once_it_is_known(play):
    """The task opens without a date; that is said once."""
    drawn = process(
        "work",
        start("s"),
        user("act", due="=case.on"),
        user("beside"),
        user("later"),
        end("e"),
        node("parallelGateway", "both"),
        flows="s > both > act > e; both > beside > later > e",
    )
    story = play("work", drawn, record=Record())
    story.start()
    assert (story.task("act").deadline, story.step.unknowns) == (None, ("test.bpmn#act",))
    story.record.case["on"] = date(2026, 1, 8)
    story.complete("beside")
    assert (story.task("act").deadline.due, story.step.unknowns) == (date(2026, 1, 8), ())


def test_a_tasks_own_timer_wins_over_its_date_and_its_date_over_its_stage(play):
    """The nearest and strictest kind of date is shown."""
    stage = process(
        "work",
        start("s"),
        sub(
            "stage",
            start("inner"),
            user("timed", due='="2026-01-07"'),
            border("late", "timed", date='=due("ten_days", case.on)', interrupts=False, deadline="ten_days"),
            user("dated", due='="2026-01-08"'),
            user("plain"),
            end("shown_late"),
            end("over"),
            flows="inner > timed > dated > plain > over; late > shown_late",
        ),
        border("stage_late", "stage", date='=due("ten_days", case.on)', interrupts=False, deadline="ten_days"),
        end("stage_shown_late"),
        end("e"),
        flows="s > stage > e; stage_late > stage_shown_late",
    )
    story = play("work", stage, record=Record(on=date(2026, 1, 5)))
    story.start()
    assert story.task("timed").deadline.due == date(2026, 1, 19)
    story.complete("timed")
    assert story.task("dated").deadline.due == date(2026, 1, 8)
    story.complete("dated")
    assert story.task("plain").deadline.due == date(2026, 1, 19)


def test_each_item_of_a_repeated_task_has_its_own_date(play):
    """A timer on a task that repeats cannot see its item; its date can."""
    children = [{"id": 1, "name": "Ava", "on": "2026-01-07"}, {"id": 2, "name": "Ben", "on": "2026-01-08"}]
    drawn = process(
        "work",
        start("s"),
        user("act", each("act_child", "child"), for_each="=case.children", due="=child.on"),
        end("e"),
        flows="s > act > e",
    )
    story = play("work", drawn, record=Record(children=children))
    story.start()
    assert [one.deadline.due.day for one in story.step.tasks] == [7, 8]


def test_a_date_that_is_none_fails_in_words(play):
    """The analyst reads which task."""
    with pytest.raises(DiagramFailed, match="test.bpmn#act: A date is needed here, and this gave"):
        play("work", plain("=1 + 1")).start()
