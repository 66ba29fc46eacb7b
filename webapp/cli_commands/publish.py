"""`childpath publish`: make the files of a folder the newest release."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import click

from engine import Actor, Settings, build_engine
from webapp.cli_commands.paths import PATHS, given_files


@click.command(name="publish", short_help="Make files the newest release.")
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--note", default="", help="Why: kept with the release.")
def command(paths: Sequence[Path], note: str) -> None:
    """Publish diagrams, tables, forms and letters to the database of the settings, all or nothing.

    Without PATH, the files of ./processes and ./forms, else those that came with the program.

    Example: childpath publish processes forms --note "Warwickshire's record limit"
    """
    files = given_files(paths)
    engine = build_engine(Settings.from_environ())
    try:
        number = engine.publish(operator(), uuid4().hex, files, note)
    finally:
        engine.close()
    click.echo(f"Release {number} is published: {len(files)} files.")


def operator() -> Actor:
    """Who types at this machine: commands here need access to the machine, not a log-in."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that no account has
        name = "unnamed"
    return Actor(f"operator:{name}", f"{name} (command line)", at_the_machine=True)
