"""How the engine is: whether a worker is alive, and whether timers wait that should have fired."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.views import Health
from engine.domain.words import moment_in_words
from engine.storage import tables as t

SILENCE = timedelta(minutes=5)  # without a heartbeat, after which everyone is told
PATIENCE = timedelta(seconds=60)  # for a due timer


def health(session: Session, now: datetime) -> Health:
    """The state of the engine at `now`, in one statement."""
    row = session.execute(_asked(now - PATIENCE)).one()
    return Health(row.release, row.beat, row.waiting, row.stuck, row.oldest, tuple(_problems(row, now)), row.behind)


def _asked(overdue: datetime) -> Any:
    timer, release = t.timers.c, t.releases.c
    newest = select(func.max(release.id)).where(release.dates_changed != "").scalar_subquery()
    late = (timer.stuck_at.is_(None), timer.next_try_at < overdue)
    return select(
        select(func.max(t.releases.c.id)).scalar_subquery().label("release"),
        select(func.max(t.heartbeats.c.at)).scalar_subquery().label("beat"),
        select(func.count()).where(*late).scalar_subquery().label("waiting"),
        select(func.min(timer.due_at)).where(*late).scalar_subquery().label("oldest"),
        select(func.count()).where(timer.stuck_at.is_not(None)).scalar_subquery().label("stuck"),
        select(func.count()).where(t.cases.c.dated_by < newest).scalar_subquery().label("behind"),
    )


def _problems(row: Any, now: datetime):
    if row.release is None:
        yield "No diagrams have been published yet."
    if row.beat is None:
        yield "No worker has run yet, so no timer fires by itself."
    elif now - row.beat > SILENCE:
        yield f"No worker has run since {moment_in_words(row.beat)}, so no timer fires by itself."
    if row.waiting:
        yield f"{row.waiting} timers are due and have not fired."
    if row.stuck:
        yield f"{row.stuck} timers could not fire and wait for a manager to try them again."
