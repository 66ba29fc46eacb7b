"""How the engine is: for machines as JSON, for people as a banner once no worker was seen for five minutes."""

from datetime import datetime, timedelta

from flask import Blueprint, Flask, Response, current_app, g, jsonify

from engine import Health
from webapp.access import anyone, open_to

SILENT_AFTER = timedelta(minutes=5)
ASKED_EACH = timedelta(seconds=15)  # so that pages share one answer

health = Blueprint("health", __name__)


@health.get("/health")
@open_to(anyone)
def show() -> Response:
    """200 when all is well, 503 otherwise. It names no person and no case."""
    found: Health = current_app.extensions["engine"].health()
    answer = jsonify(
        ok=found.well,
        release=found.release,
        heartbeat=_iso(found.last_heartbeat),
        late_timers=found.waiting_timers,
        stuck_timers=found.stuck_timers,
        oldest_due=_iso(found.oldest_due),
        cases_to_redate=found.cases_to_redate,
        problems=list(found.problems),
    )
    answer.status_code = 200 if found.well else 503
    return answer


def worker_is_silent() -> bool:
    """Whether no worker has been seen for five minutes: then no date passes by itself, and people must know."""
    if "worker_is_silent" not in g:
        g.worker_is_silent = _asked()
    return g.worker_is_silent


def show_banner(app: Flask) -> None:
    """Let every page ask."""
    app.extensions["last health"] = (None, None)
    app.jinja_env.globals["worker_is_silent"] = worker_is_silent


def _asked() -> bool:
    engine = current_app.extensions["engine"]
    now = engine.clock.now()
    asked, seen = current_app.extensions["last health"]
    if asked is None or not timedelta() <= now - asked < ASKED_EACH:
        seen = engine.health().last_heartbeat
        current_app.extensions["last health"] = (now, seen)
    return seen is None or now - seen > SILENT_AFTER


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
