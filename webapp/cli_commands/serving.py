"""Serves the pages with gunicorn, set up here and not by its command line.

On SQLite one process serves, with the worker in threads beside the pages. On PostgreSQL several processes serve, and
`childpath work` runs somewhere else.
"""

import os
import socket
from dataclasses import replace
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from engine import Settings, Worker, build_engine

THREADS = 8
SECONDS_TO_FINISH = 10  # what a request in progress gets when the server is told to stop


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted; exits with gunicorn's status. Raises click.ClickException when the port is taken."""
    listener = listen(host, port)
    settings = replace(settings, host=host, port=port)
    _Web(settings, listener).run()


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve on. Taken before anything else is done, so that a taken port is one sentence, at once."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None) or 0
        if number < 0:  # of the look-up of a name, which os.strerror does not know
            raise click.ClickException(f'Cannot serve on "{host}": there is no such address.') from error
        reason = os.strerror(number) if number else str(error)
        taken = f"Cannot serve on {host}, port {port}: {reason}. Name another port, such as {port + 1}."
        raise click.ClickException(taken) from error


def address(host: str, port: int) -> str:
    """Where a browser finds the pages."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  (only shown)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


class _Web(BaseApplication):
    """gunicorn, told by `settings`. Each process makes its own engine after the fork: pools must not be shared."""

    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        self._settings, self._listener = settings, listener
        self._worker: Worker | None = None
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"fd://{self._listener.fileno()}",
            "worker_class": "gthread",
            "workers": 1 if self._settings.on_sqlite else self._settings.workers,
            "threads": THREADS,
            "graceful_timeout": SECONDS_TO_FINISH,
            "timeout": 60,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_exit": self._stop,
            "proc_name": "childpath",
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from webapp import create_app  # after the fork: it brings in Flask and all the pages

        engine = build_engine(self._settings, migrate=False)
        if self._settings.on_sqlite:
            self._worker = Worker(engine)
            self._worker.start()
        return create_app(engine, self._settings)

    def _stop(self, _arbiter: object, _process: object) -> None:
        if self._worker:
            self._worker.stop()
