"""Dates worked out anew: an anchor was corrected, or a holiday was added."""

from datetime import UTC, date, datetime

from engine.domain import limits
from engine.domain.calendar import WorkingCalendar
from tests.unit.bpmn import playing
from tests.unit.bpmn.drawing import border, catch, end, node, process, start, user
from tests.unit.bpmn.playing import LIMITS, Record

COUNTED = "=due(data.called.limit, data.called.held_on)"
MEETING = process(
    "meeting",
    start("begun", message="visit due", variable="called"),
    node("parallelGateway", "both"),
    user("meet"),
    border("late", "meet", date=COUNTED, interrupts=False, deadline="=data.called.limit"),
    border("remind", "meet", duration='=duration("P2D")', interrupts=False),
    border("ask", "meet", date='=today() + duration("P3D")', interrupts=False),
    user("write", due='=due("ten_days", case.held_on, case.set_on)'),
    user("read", due="=today()"),
    catch("early", date='=date(case.held_on) + duration("P30D")'),
    end("shown_late"),
    end("reminded"),
    end("asked_again"),
    end("done"),
    flows="begun > both > meet > done; both > write > done; both > read > done; both > early > done;"
    "late > shown_late; remind > reminded; ask > asked_again",
)


def begun(play, **case: object):
    story = play("meeting", MEETING, record=Record(**{"held_on": date(2026, 1, 5), **case}))
    story.start(message=("visit due", {"children": [1], "limit": "ten_days", "held_on": "2026-01-05"}))
    return story


def test_where_nothing_has_changed_nothing_is_told(play):
    """Another day is no reason: what counts from today() or lasts stays as it is."""
    story = begun(play)
    before = story.running, [one.deadline for one in story.step.tasks]
    story.now = datetime(2026, 1, 9, 12, tzinfo=UTC)
    assert story.redated() == ()
    assert (story.running, [one.deadline for one in story.step.tasks]) == before


def test_a_corrected_fact_moves_the_dates_counted_from_it(play):
    """Each change tells the old and the new, with what they were counted from."""
    story = begun(play)
    story.record.case["held_on"] = date(2026, 1, 7)
    changed = {one.element: one for one in story.redated()}
    assert changed.keys() == {"write", "early"}
    assert (changed["write"].old.due, changed["write"].new.due) == (date(2026, 1, 19), date(2026, 1, 21))
    assert (changed["write"].old_anchor, changed["write"].new_anchor) == ("2026-01-05", "2026-01-07")
    assert (changed["early"].old, changed["early"].new) == (None, None)
    assert (changed["early"].old_at.day, changed["early"].new_at.day) == (4, 6)
    assert story.task("write").deadline == changed["write"].new
    assert story.timer("early").at == changed["early"].new_at


def test_a_date_that_a_message_told_is_corrected_in_the_data(play):
    """The deadline counts from it, and so does what the instance tells later."""
    story = begun(play)
    (changed,) = story.redated(called__held_on="2026-01-07")
    assert (changed.element, changed.key) == ("late", story.timer("late").key)
    assert (changed.old.due, changed.new.due) == (date(2026, 1, 19), date(2026, 1, 21))
    assert (changed.old_anchor, changed.new_anchor) == ("2026-01-05", "2026-01-07")
    assert story.timer("late").at.isoformat() == "2026-01-22T00:00:00+00:00"
    assert story.redated() == ()


def test_a_holiday_that_was_added_moves_the_deadlines_over_it(play, monkeypatch):
    """With the new sum, and the same anchor."""
    story = begun(play)
    calendar = WorkingCalendar(added=frozenset([date(2026, 1, 12)]))
    monkeypatch.setattr(playing, "due", lambda limit, anchor: limits.apply(LIMITS[limit], anchor, calendar))
    changed = {one.element: one for one in story.redated()}
    assert changed.keys() == {"late", "write"}
    assert all(one.new.due == date(2026, 1, 20) and "skipping 12 January" in one.new.sum for one in changed.values())


def test_a_date_that_people_set_replaces_the_limits_where_it_is_earlier(play):
    """And the other way round, once they take it back."""
    story = begun(play)
    story.record.case["set_on"] = "2026-01-12"
    (changed,) = story.redated()
    assert (changed.element, changed.new.due) == ("write", date(2026, 1, 12))
    story.record.case["set_on"] = None
    (back,) = story.redated()
    assert (back.old, back.new) == (changed.new, changed.old)


def test_a_date_that_nobody_knows_any_more_runs_no_longer(play):
    """And one that is known again runs."""
    story = begun(play)
    (gone,) = story.redated(called__held_on=None)
    assert (gone.new, gone.new_at, story.task("meet").deadline) == (None, None, None)
    assert "late" not in dict(story.running)
    (back,) = story.redated(called__held_on="2026-01-05")
    assert (back.old, back.new) == (None, gone.old)
    assert "late" in dict(story.running)


def test_a_deadline_that_has_passed_stays_passed_but_its_task_tells_the_new_date(play):
    """The anchor was wrong: the task was never late, and no second timer fires."""
    story = begun(play)
    story.fire("late")
    (changed,) = story.redated(called__held_on="2026-01-26")
    assert changed.element == "late"
    assert story.task("meet").deadline.due == date(2026, 2, 9)
    assert "late" not in dict(story.running)


def test_a_deadline_moved_into_the_past_fires_at_the_next_sweep(play):
    """As of now, and tells its true day."""
    story = begun(play)
    story.now = datetime(2026, 1, 16, 12, tzinfo=UTC)
    (changed,) = story.redated(called__held_on="2025-06-02")
    assert (story.timer("late").at, changed.new.due, changed.new_at.date()) == (
        story.now,
        date(2025, 6, 16),
        date(2025, 6, 16),
    )
    story.fire("late", at=story.now)
    assert story.task("meet").deadline.due == date(2025, 6, 16)


def test_a_day_that_a_message_told_follows_the_row_that_it_named(play):
    """However deep it stands, and only where that row is meant."""
    told = {"children": [1], "limit": "ten_days", "held_on": "2026-01-05", "held_on_of": {"of": "visit", "id": 7}}
    story = play("meeting", MEETING, record=Record(held_on=date(2026, 1, 5)))
    story.start(message=("visit due", told))
    assert story.redated(moved={("visit", 8): date(2026, 1, 7), ("core group", 7): date(2026, 1, 7)}) == ()
    (changed,) = story.redated(moved={("visit", 7): date(2026, 1, 7)})
    assert (changed.element, changed.old.due, changed.new.due) == ("late", date(2026, 1, 19), date(2026, 1, 21))
    assert story.redated(moved={("visit", 7): date(2026, 1, 7)}) == ()
