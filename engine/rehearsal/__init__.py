"""Rehearsals: a scenario file tells a case in time, and is played on an engine whose clock is set from step to step.

Scenarios are the tests of diagrams, the demonstration's data, and what analysts replay against a changed diagram. A
rehearsal goes through the engine's face like any page does; between two steps the timers that come due fire in order,
each at its own moment. What happens is told line by line; the first expectation that fails ends the play.
"""

from engine.rehearsal.play import rehearse
from engine.rehearsal.scenario import Scenario, read_scenario
from engine.rehearsal.told import Told

__all__ = ["Scenario", "Told", "read_scenario", "rehearse"]
