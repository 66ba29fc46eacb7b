"""The application, put together."""

from flask import Flask
from flask.typing import ResponseReturnValue
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.routing import IntegerConverter, Map

from engine import Engine, Settings
from webapp import auth, cases, tasks
from webapp.access import guard
from webapp.database import db
from webapp.errors import answer_errors
from webapp.health import health, show_banner
from webapp.look import dress
from webapp.reading import note_looks
from webapp.record.routes import record
from webapp.request_ids import give_request_ids
from webapp.security import check_forms, send_headers
from webapp.sessions import keep_sessions


class Pages(Flask):
    """A Flask whose views read on Flask-SQLAlchemy's session, and fail as the engine's own reads do."""

    def dispatch_request(self) -> ResponseReturnValue:
        with self.extensions["engine"].reading_elsewhere():
            return super().dispatch_request()


class RowNumber(IntegerConverter):
    """The number of a row in an address: one that no database could hold is no page of ours."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**63 - 1)


def put_together(engine: Engine, settings: Settings) -> Flask:
    """The application that serves `engine`.

    The order is that of a request: the page's nonce, its session, whether it is open to the person, whether the form is
    ours; and backwards for the answer, whose looks are recorded before its headers are set.
    """
    app = Pages("webapp")
    app.secret_key = settings.secret_key
    app.extensions["engine"] = engine
    app.jinja_loader = ChoiceLoader(
        [app.jinja_loader, PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    app.url_map.converters["int"] = RowNumber
    db.init_app(app)
    for blueprint in (auth.auth, tasks.tasks, cases.cases, record, health):
        app.register_blueprint(blueprint)
    send_headers(app, over_https=not settings.demo)
    keep_sessions(app)
    guard(app)
    check_forms(app)
    note_looks(app)
    give_request_ids(app)
    show_banner(app)
    dress(app, settings)
    answer_errors(app)
    return app
