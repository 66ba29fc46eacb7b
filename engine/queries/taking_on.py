"""How families that were known before are taken on at the machine, and which of them have been."""

from sqlalchemy import select

from engine.domain.errors import NotFound
from engine.domain.views import StartView
from engine.queries.reading import Reading
from engine.queries.startable import as_view
from engine.storage import tables as t

TAKEN_ON = "taken_on"  # what opening a case may be told of a family known before


def taking_on(reading: Reading) -> StartView:
    """The process that opens such a case, with what its form asks. Raises NotFound where the release has none."""
    for process in reading.published.catalogue.processes.values():
        if process.starts.opens and TAKEN_ON in process.starts.inputs:
            return as_view(reading, process, (), reading.authority, None, "")
    raise NotFound(what="process that takes families on")


def opened_by(reading: Reading, requests: str) -> dict[str, str]:
    """The references of the cases that were opened by requests whose ids begin so; by these ids."""
    event = t.events.c
    rows = reading.session.execute(
        select(event.request_id, t.cases.c.reference)
        .join_from(t.events, t.cases)
        .where(event.request_id.startswith(requests, autoescape=True), event.number == 1)
    )
    return {row.request_id: row.reference for row in rows}
