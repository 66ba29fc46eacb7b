"""`childpath work`: fire due timers and do what runs by itself, until told to stop."""

import signal

import click

from engine import Settings, Worker, build_engine
from webapp.cli_commands import logs


@click.command(name="work", short_help="Fire timers and do what runs by itself.")
def command() -> None:
    """Fire due timers and do the nightly jobs, until interrupted. Several may run beside one another.

    Example: DATABASE_URL=postgresql://childpath@db/childpath childpath work
    """
    logs.tell()
    engine = build_engine(Settings.from_environ())
    worker = Worker(engine)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda _signal, _frame: worker.stop())
    click.echo("Working. Stop with Ctrl+C.")
    worker.run()
    engine.close()
