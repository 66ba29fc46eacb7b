"""Dates that had passed already when somebody set them: a family taken on with years behind it."""

from datetime import date

from tests.unit.bpmn.drawing import border, catch, end, process, start, user
from tests.unit.bpmn.playing import MONDAY, Record

YEARS_AGO = "2021-03-01"
GROUP = process(
    "group",
    start("called", message="visit due", variable="called"),
    user("meet"),
    border("late", "meet", date='=due("ten_days", data.called.from)', interrupts=False, deadline="ten_days"),
    user("decide", due="=today()"),
    end("decided"),
    end("next", message="visit due", payload="={children: data.called.children, from: today()}"),
    flows="called > meet > next; late > decide > decided",
)


def begun(play):
    story = play("group", GROUP)
    story.start(message=("visit due", {"children": [1], "from": YEARS_AGO}))
    return story


def test_a_timer_whose_moment_has_passed_fires_at_once_and_as_of_now(play):
    """The task tells its true day; what follows does not believe that it is still that year."""
    story = begun(play)
    assert story.timer("late").at == MONDAY
    assert story.task("meet").deadline.due == date(2021, 3, 15)
    story.fire("late")
    assert story.task("decide").deadline.due == MONDAY.date()


def test_it_fires_once_and_nothing_follows_before_a_person_acts(play):
    """No chain begins by itself: the next is asked for only when this one is done, and counts from today."""
    story = begun(play)
    story.fire("late")
    assert (story.running, story.step.thrown, story.open) == ([], (), ["meet", "decide"])
    story.complete("meet")
    assert [one.payload["from"] for one in story.step.thrown] == [MONDAY.date().isoformat()]


def test_several_that_have_passed_fire_in_the_order_of_their_true_moments(play):
    """A warning before what it warns of, whatever their ids."""
    drawn = process(
        "work",
        start("s"),
        user("act"),
        border("a_final", "act", date='=date(case.on) + duration("P9D")', interrupts=False),
        border("b_second", "act", date='=date(case.on) + duration("P5D")', interrupts=False),
        border("c_first", "act", date="=case.on", interrupts=False),
        end("one"),
        end("two"),
        end("three"),
        end("e"),
        flows="s > act > e; a_final > one; b_second > two; c_first > three",
    )
    story = play("work", drawn, record=Record(on=YEARS_AGO))
    story.start()
    assert [timer.element for timer in story.step.timers] == ["c_first", "b_second", "a_final"]
    assert {timer.at for timer in story.step.timers} == {MONDAY}


def test_an_event_that_waits_for_a_day_long_gone_waits_no_longer(play):
    """It is due now, and what it waited to start begins now."""
    drawn = process("work", start("s"), catch("until", date="=case.on"), user("act"), end("e"), flows="s>until>act>e")
    story = play("work", drawn, record=Record(on=YEARS_AGO))
    story.start()
    assert story.timer("until").at == MONDAY
    story.fire("until")
    assert story.open == ["act"]
