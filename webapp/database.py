"""The web process's door to the database: Flask-SQLAlchemy's sessions on the engine's own connections."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy


class PageDatabase(SQLAlchemy):
    """Flask-SQLAlchemy that makes no connections of its own.

    By itself it would open SQLite without WAL, foreign keys and a busy timeout, and PostgreSQL without time limits; so
    it is given the pool that the engine made.
    """

    def init_app(self, app: Flask) -> None:
        app.config["SQLALCHEMY_DATABASE_URI"] = app.extensions["engine"].database.url
        super().init_app(app)

    def _apply_driver_defaults(self, options, app):
        """Nothing: the options of a pool that exists already are settled."""

    def _make_engine(self, bind_key, options, app):
        return app.extensions["engine"].database


db = PageDatabase()
