"""Timers run by the engine's own clock, and fire only when told."""

from datetime import date, timedelta

import pytest

from engine.domain import limits
from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import DiagramFailed
from tests.unit.bpmn.drawing import border, catch, end, node, process, start, sub, user
from tests.unit.bpmn.playing import MONDAY, TEN_DAYS, Record

GATEWAY = process(
    "waiting",
    start("asked_for"),
    node("eventBasedGateway", "wait"),
    catch("week", duration='=duration("P7D")'),
    catch("month", date='=date(case.asked_on) + duration("P1M")'),
    catch("came", message="report ready", variable="report"),
    user("chase"),
    user("read"),
    end("done"),
    flows="asked_for > wait > week > chase > done; wait > month > chase; wait > came > read > done",
)
BORDERS = process(
    "visiting",
    start("due"),
    user("visit"),
    border("remind", "visit", duration='=duration("P2D")', interrupts=False),
    border("late", "visit", date='=due("ten_days", case.asked_on)', interrupts=False, deadline="ten_days"),
    border("missed", "visit", date="=case.given_up_on"),
    end("reminded"),
    end("shown_late"),
    user("explain"),
    end("done"),
    flows="due > visit > done; remind > reminded; late > shown_late; missed > explain > done",
)
STAGE = process(
    "stage",
    start("begun", form="any_form", keep="asked_on"),
    sub(
        "preparing",
        start("inner_start"),
        user("write"),
        user("send"),
        end("inner_end"),
        flows="inner_start > write > send > inner_end",
    ),
    border("stage_limit", "preparing", date='=due("ten_days", data.asked_on)', interrupts=False, deadline="ten_days"),
    border("given_up", "preparing", duration='=duration("P30D")'),
    user("go_on"),
    end("shown_late"),
    end("done"),
    flows="begun > preparing > done; stage_limit > shown_late; given_up > go_on > done",
)


def test_two_timers_on_one_gateway_keep_their_own_moments(play):
    """A gateway may wait for a week, a month and a message; the later timer can still fire."""
    visit = play("waiting", GATEWAY, record=Record(asked_on="2026-01-05"))
    visit.start()
    assert visit.running == [("week", "2026-01-12"), ("month", "2026-02-05")]
    assert visit.step.awaited == {"report ready"}
    visit.fire("month")
    assert (visit.open, visit.running, visit.step.awaited) == (["chase"], [], frozenset())


def test_a_message_wins_over_the_timers_of_its_gateway(play):
    """What came first is taken, and its timers run no more."""
    visit = play("waiting", GATEWAY, record=Record(asked_on="2026-01-05"))
    visit.start()
    visit.deliver("report ready", children=[1], pages=3)
    assert (visit.open, visit.running) == (["read"], [])


def test_a_timer_that_does_not_interrupt_leaves_its_task_open(play):
    """The task stays, with its deadline, and the other timers run on."""
    visit = play("visiting", BORDERS, record=Record(asked_on=date(2026, 1, 5), given_up_on=date(2026, 3, 2)))
    visit.start()
    assert visit.running == [("remind", "2026-01-07"), ("late", "2026-01-20"), ("missed", "2026-03-02")]
    visit.fire("remind")
    visit.fire("late")
    assert (visit.open, visit.running) == (["visit"], [("missed", "2026-03-02")])
    assert visit.task("visit").deadline.due == date(2026, 1, 19), "a task that is late still says since when"


def test_a_timer_that_interrupts_takes_its_task_away(play):
    """The task is gone, and so are its timers."""
    visit = play("visiting", BORDERS, record=Record(asked_on=date(2026, 1, 5), given_up_on=date(2026, 3, 2)))
    visit.start()
    visit.fire("missed")
    assert (visit.open, visit.running) == (["explain"], [])


def test_a_deadline_tells_its_limit_sum_and_anchor(play):
    """It ends with the London day, and says what it was counted from."""
    visit = play("visiting", BORDERS, record=Record(asked_on=date(2026, 1, 5)))
    visit.start()
    timer = visit.timer("late")
    assert timer.at.isoformat() == "2026-01-20T00:00:00+00:00"
    assert (timer.anchor, timer.anchor_field) == ("2026-01-05", "case.asked_on")
    assert visit.task("visit").deadline == timer.deadline
    assert timer.deadline.sum.startswith("10 working days after Monday 5 January 2026")


def test_a_date_starts_with_its_london_day(play):
    """In July the London day starts at eleven in the evening, UTC."""
    visit = play("visiting", BORDERS, record=Record(given_up_on="2026-07-01"))
    visit.start()
    assert visit.timer("missed").at.isoformat() == "2026-06-30T23:00:00+00:00"


def test_a_deadline_that_nobody_knows_yet_appears_once_it_is_known(play):
    """Work goes on without the date; it is said once, and the timer runs from the next step on."""
    visit = play("visiting", BORDERS, record=Record())
    visit.start()
    assert [one[0] for one in visit.running] == ["remind"]
    assert set(visit.step.unknowns) == {"test.bpmn#late", "test.bpmn#missed"}
    visit.record.case["asked_on"] = date(2026, 1, 5)
    visit.fire("remind")
    assert visit.running == [("late", "2026-01-20")]
    assert visit.step.unknowns == ()


def test_an_event_that_waits_for_an_unknown_date_fails_in_words(play):
    """The instance would wait for ever."""
    waits = process("waits", start("s"), catch("until", date="=case.nothing"), end("e"), flows="s > until > e")
    with pytest.raises(DiagramFailed, match="test.bpmn#until: The date it waits for is not known."):
        play("waits", waits).start()


def test_the_tasks_of_a_stage_have_the_deadline_of_the_stage(play):
    """A task without its own deadline takes the nearest one around it, before and after it passed."""
    stage = play("stage", STAGE)
    stage.start({"asked_on": "2026-01-05"})
    assert stage.task("write").deadline.limit == "ten_days"
    stage.fire("stage_limit")
    stage.complete("write")
    assert stage.task("send").deadline.due == date(2026, 1, 19)


def test_interrupting_a_stage_takes_all_its_tasks(play):
    """Nothing of the stage is left."""
    stage = play("stage", STAGE)
    stage.start({"asked_on": "2026-01-05"})
    stage.fire("given_up")
    assert (stage.open, stage.running) == (["go_on"], [])


def test_a_moved_timer_fires_at_its_new_moment_and_not_before(play):
    """An anchor was corrected: the old moment passes without a trace."""
    stage = play("stage", STAGE)
    stage.start({"asked_on": "2026-01-05"})
    old = stage.timer("stage_limit").at
    stage.move("stage_limit", 7)
    assert stage.task("write").deadline.due == date(2026, 1, 26)
    with pytest.raises(DiagramFailed, match="not due yet"):
        stage.fire("stage_limit", at=old)
    stage.fire("stage_limit")
    assert stage.open == ["write"]


def test_a_timer_moved_with_a_new_sum_tells_it(play):
    """The limit applied anew replaces anchor and sum."""
    stage = play("stage", STAGE)
    stage.start({"asked_on": "2026-01-05"})
    due = limits.apply(TEN_DAYS, date(2026, 1, 12), WorkingCalendar())
    stage.move("stage_limit", 7, due=due)
    timer = stage.timer("stage_limit")
    assert (timer.deadline.sum, timer.anchor, timer.anchor_field) == (due.sum, "2026-01-12", "data.asked_on")


def test_a_stale_fire_is_refused(play):
    """A sweep that lost the race learns that the timer no longer runs."""
    visit = play("visiting", BORDERS, record=Record(given_up_on=date(2026, 3, 2)))
    visit.start()
    key = visit.timer("remind").key
    visit.fire("remind")
    with pytest.raises(DiagramFailed, match="test.bpmn#remind: The timer no longer runs."):
        visit.loaded_from(visit.step.state).fire(key, "remind")


def test_a_late_sweep_moves_no_date(play):
    """The clock given is the due moment, so a chain of durations does not drift."""
    chain = process(
        "chain",
        start("s"),
        catch("one", duration='=duration("P14D")'),
        catch("two", duration='=duration("P14D")'),
        end("e"),
        flows="s > one > two > e",
    )
    story = play("chain", chain)
    story.start()
    story.fire("one")
    assert story.timer("two").at == MONDAY + timedelta(days=28)


def test_months_clamp_to_the_end_of_the_month(play):
    """A month after 31 January is 28 February."""
    chain = process("chain", start("s"), catch("one", duration='=duration("P1M")'), end("e"), flows="s > one > e")
    story = play("chain", chain)
    story.now = MONDAY.replace(day=31)
    story.start()
    assert story.timer("one").at.isoformat() == "2026-02-28T09:00:00+00:00"
