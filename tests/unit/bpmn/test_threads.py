"""Specs are cached for each release and shared by every thread; instances share nothing."""

from concurrent.futures import ThreadPoolExecutor

from engine.bpmn import Catalogue
from tests.unit.bpmn.drawing import diagram
from tests.unit.bpmn.playing import FORMS, OPERATIONS, Play, Record
from tests.unit.bpmn.test_multi import AVA, BEN, CHILDREN


def test_threads_that_share_a_catalogue_do_not_disturb_one_another():
    """Six threads play the same story on one catalogue, and each comes to its own end."""
    shared = Catalogue.read({"test.bpmn": diagram(CHILDREN)}, OPERATIONS, FORMS)

    def story(number: int) -> tuple[str, list]:
        play = Play(lambda: shared, "deciding", Record(children=[AVA, BEN]))
        play.start()
        for item in (1, 2):
            play.complete("decide", item, outcome="plan" if number % 2 else "none", day=str(number))
            play.complete("check", item)
        return play.step.ending, [inputs["on"] for _, inputs in play.record.done]

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(story, range(60)))
    assert told == [("some plan" if number % 2 else "none", [str(number)] * 2) for number in range(60)]
