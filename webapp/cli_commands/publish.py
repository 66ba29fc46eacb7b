"""`childpath publish`: make the files of a folder the newest release."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import click

from engine import Actor, MovingDates, Settings, build_engine, listed
from webapp.cli_commands.paths import PATHS, given_files


@click.command(name="publish", short_help="Make files the newest release.")
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--note", default="", help="Why: kept with the release.")
@click.option("--preview", is_flag=True, help="Only say which dates would move; publish nothing.")
def command(paths: Sequence[Path], note: str, preview: bool) -> None:
    """Publish diagrams, tables, forms and letters to the database of the settings, all or nothing.

    Without PATH, the files of ./processes and ./forms, else those that came with the program. Where holidays or limits
    change, it says how far dates will move; a worker then counts them anew, case by case.

    Example: childpath publish processes forms --note "Warwickshire's record limit"
    """
    files = given_files(paths)
    engine = build_engine(Settings.from_environ())
    try:
        if moving := _moving(engine.moving_dates(files)):
            click.echo(moving)
        if preview:
            click.echo("Nothing is published.")
            return
        number = engine.publish(operator(), uuid4().hex, files, note)
    finally:
        engine.close()
    click.echo(f"Release {number} is published: {len(files)} files.")


def _moving(dates: MovingDates) -> str:
    """What happens to running dates, in a sentence; "" where they are counted as before."""
    if not dates.why:
        return ""
    files = listed(dates.why)
    if not dates.timers:
        return f"Other dates in {files}: no running date moves."
    moves = f"{dates.timers} running {'date moves' if dates.timers == 1 else 'dates move'}"
    cases = f"{dates.cases} {'case' if dates.cases == 1 else 'cases'}"
    return f"Other dates in {files}: {moves} in {cases}, {_shifts(dates)}."


def _shifts(dates: MovingDates) -> str:
    either = [(-dates.earliest, "earlier"), (dates.latest, "later")]
    return " or ".join(f"up to {days} {'day' if days == 1 else 'days'} {way}" for days, way in either if days > 0)


def operator() -> Actor:
    """Who types at this machine: commands here need access to the machine, not a log-in."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that no account has
        name = "unnamed"
    return Actor(f"operator:{name}", f"{name} (command line)", at_the_machine=True)
