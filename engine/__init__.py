"""The face of the engine: all that `webapp` may import.

Values, errors and time are here at once. What brings in a foreign library (the engine itself, its settings) is loaded
when it is first asked for, so that `childpath --help` and a unit test of one room do not load all of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from engine.domain import codes, errors, record_views, views
from engine.domain.clock import LONDON, Clock, SetClock, SystemClock, london_date
from engine.domain.errors import *  # noqa: F403  (a class a situation; each is part of the face)
from engine.domain.limits import Due, Limit
from engine.domain.record_views import ChildRecord, FamilyRecord
from engine.domain.values import CLOCK, Actor, Behalf, Finding, Person, Problem
from engine.domain.views import *  # noqa: F403  (what pages read; each is part of the face)
from engine.domain.words import behalf_in_words, day_in_words, listed, moment_in_words, short_day

if TYPE_CHECKING:
    from engine.bootstrap import build_engine
    from engine.clauses import ClauseLine, clause_lines, marked_tests, wrong_clauses
    from engine.directory import Examined, demo_logins, examine_directory, open_directory
    from engine.files import check, due, pictures, read_files, shipped, shipped_files
    from engine.forms import read_behalf
    from engine.published import Clause
    from engine.queries.moving_dates import MovingDates
    from engine.reader import Reader
    from engine.rehearsal import Scenario, Told, read_scenario, rehearse
    from engine.service import Completed, Engine, NextTask, Opened, Started
    from engine.settings import Settings
    from engine.worker import Worker

_LATER = {
    "build_engine": "bootstrap",
    "ClauseLine": "clauses",
    "clause_lines": "clauses",
    "marked_tests": "clauses",
    "wrong_clauses": "clauses",
    "due": "files",
    "Clause": "published",
    "check": "files",
    "demo_logins": "directory",
    "Examined": "directory",
    "examine_directory": "directory",
    "open_directory": "directory",
    "pictures": "files",
    "read_files": "files",
    "shipped": "files",
    "shipped_files": "files",
    "MovingDates": "queries.moving_dates",
    "Reader": "reader",
    "Scenario": "rehearsal",
    "Told": "rehearsal",
    "read_scenario": "rehearsal",
    "rehearse": "rehearsal",
    "Completed": "service",
    "Engine": "service",
    "NextTask": "service",
    "Opened": "service",
    "Started": "service",
    "Settings": "settings",
    "Worker": "worker",
    "read_behalf": "forms",
}

__all__ = [
    "CLOCK",
    "LONDON",
    "Actor",
    "Behalf",
    "ChildRecord",
    "Clause",
    "ClauseLine",
    "Clock",
    "Completed",
    "Due",
    "Engine",
    "Examined",
    "FamilyRecord",
    "Finding",
    "Limit",
    "MovingDates",
    "NextTask",
    "Opened",
    "Person",
    "Problem",
    "Reader",
    "Scenario",
    "SetClock",
    "Settings",
    "Started",
    "SystemClock",
    "Told",
    "Worker",
    "behalf_in_words",
    "build_engine",
    "check",
    "clause_lines",
    "codes",
    "day_in_words",
    "demo_logins",
    "due",
    "errors",
    "examine_directory",
    "listed",
    "london_date",
    "marked_tests",
    "moment_in_words",
    "open_directory",
    "pictures",
    "read_behalf",
    "read_files",
    "read_scenario",
    "record_views",
    "rehearse",
    "shipped",
    "shipped_files",
    "short_day",
    "views",
    "wrong_clauses",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"engine.{_LATER[name]}"), name)
    globals()[name] = value
    return value
