"""Record, on the file of each child, a named decision to hold a meeting later than its limit."""

from collections.abc import Sequence
from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, YesNo, ids, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    limit = words(60, required=True)
    limit_date = Day(required=True)
    planned_on = Day()
    agreed = YesNo(required=True)
    reason = words(10_000, required=True)
    protection = words(10_000, required=True)
    decided_on = Day(required=True)
    children = ids()


def run(
    record: Record, conference: int, limit: str, children: Sequence[int] = (), **decided: date | bool | str
) -> None:
    """The person who acts is the one who decided. Raises NotFound."""
    record.own(t.conferences, conference)
    departure = {
        "planned_on": None,
        **decided,
        "conference_id": conference,
        "limit_name": limit,
        "decided_by": record.actor.name,
    }
    record.add_all(t.departures, [{**departure, "child_id": child} for child in record.concerned(children)])
