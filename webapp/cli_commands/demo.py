"""`childpath demo`: an invented council with cases that are under way, in a folder of its own."""

import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from engine import (
    BadRehearsal,
    Engine,
    Scenario,
    SetClock,
    Settings,
    SystemClock,
    build_engine,
    demo_logins,
    open_directory,
    read_scenario,
    rehearse,
    shipped,
    shipped_files,
)
from webapp.cli_commands import logs
from webapp.cli_commands.publish import operator
from webapp.cli_commands.serving import address, listen, serve

FOLDER = Path(".childpath-demo")
BANNER = "This is a demonstration: the council, its people and its families are invented. Never enter real ones."


@click.command(name="demo", short_help="An invented council, to try Childpath out.")
@click.argument("port", type=click.IntRange(1, 65535), required=False)
@click.option("--fresh", is_flag=True, help="Begin again: throw away what was done in this folder's demonstration.")
@click.option("--host", help="The address to listen on (HOST, or 127.0.0.1).")
def command(port: int | None, fresh: bool, host: str | None) -> None:
    """Make a demonstration in ./.childpath-demo and serve it on PORT (8000), until interrupted.

    The first start publishes the diagrams that came with the program and plays families up to now; later ones
    keep what was done.

    Example: childpath demo 8080 --fresh
    """
    logs.tell(logging.WARNING)
    chosen = Settings.from_environ()
    host, port = host or chosen.host, port or chosen.port
    listen(host, port).close()  # before anything is made
    settings = _settings(chosen.authority)
    console = Console()
    if fresh or not _database().exists():
        _make(settings, console)
    build_engine(settings).close()  # brings an older demonstration's schema up to date
    _welcome(settings, console, host, port)
    serve(settings, host, port)


def _settings(authority: str, database: Path | None = None) -> Settings:
    return Settings(
        database_url=f"sqlite:///{database or _database()}",
        secret_key=_secret_key(),
        directory="embedded:",
        authority=authority,
    )


def _database() -> Path:
    return FOLDER / "childpath.sqlite"


def _secret_key() -> str:
    """The folder's own key, so that people stay logged in when the demonstration starts again."""
    FOLDER.mkdir(exist_ok=True)
    kept = FOLDER / "secret-key"
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return kept.read_text()


def _make(settings: Settings, console: Console) -> None:
    """Play the past beside the database in use, and put it in place when it is whole."""
    new = FOLDER / "new.sqlite"
    _remove(new)
    clock = SetClock(SystemClock().now())
    engine = build_engine(_settings(settings.authority, new), clock=clock)
    try:
        engine.publish(operator(), uuid4().hex, shipped_files(), "The demonstration's first release")
        _play_all(engine, clock, settings.authority, console)
    finally:
        engine.close()
    _remove(_database())
    new.rename(_database())


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _play_all(engine: Engine, clock: SetClock, authority: str, console: Console) -> None:
    """The scenarios that show today's work, up to now; one that cannot be played is named, and the others still are."""
    now = clock.now()
    chosen = [one for one in scenarios() if one.is_for(authority)]
    for scenario in track(chosen, "Playing the past of each family", console=console, transient=True):
        clock.set(now)
        try:
            rehearse(engine, clock, scenario, up_to=now)
        except BadRehearsal as error:
            click.echo(str(error), err=True)
    clock.set(now)
    engine.fire_due_timers()


def scenarios() -> Iterator[Scenario]:
    """Those that are told from today: short families, of whom one stands at each stage, whatever day it is.

    Scenarios with dates of their own are left out. They are longer, and one from years ago has nothing but late tasks.
    """
    for file in sorted((shipped() / "processes" / "scenarios").glob("*.yaml")):
        scenario = read_scenario(str(file), file.read_text(encoding="utf-8"))
        if scenario.from_today:
            yield scenario


def _welcome(settings: Settings, console: Console, host: str, port: int) -> None:
    table = Table("Log-in", "Password", "Name", "Roles", title="Who can log in", title_justify="left")
    for login, password, name, roles in demo_logins(open_directory(settings.directory)):
        table.add_row(login, password, name, ", ".join(role.replace("_", " ") for role in roles))
    console.print(f"[bold]{BANNER}[/bold]\n", soft_wrap=True)
    console.print(table)
    console.print(f"\nChildpath is at {address(host, port)} - stop with Ctrl+C.", soft_wrap=True)
