"""`childpath rehearse`: play scenarios on diagrams, in memory, and say what happened."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from engine import (
    LONDON,
    BadRehearsal,
    Engine,
    ReleaseRefused,
    Scenario,
    SetClock,
    Settings,
    SystemClock,
    Told,
    build_engine,
    day_in_words,
    london_date,
    read_scenario,
    rehearse,
    shipped,
)
from webapp.cli_commands.paths import default_files
from webapp.cli_commands.publish import operator

SCENARIOS = Path("processes") / "scenarios"
ENDINGS = (".yaml", ".yml")


@dataclass
class Played:
    """One scenario's rehearsal: what it told, and why it failed if it did."""

    file: str
    title: str = ""
    today: str = ""
    skipped: bool = False
    failure: str = ""
    chronology: list[Told] = field(default_factory=list)

    def as_json(self, authority: str) -> dict[str, Any]:
        return {
            "scenario": self.file,
            "title": self.title,
            "authority": authority,
            "today": self.today,
            "skipped": self.skipped,
            "passed": not (self.skipped or self.failure),
            "failure": self.failure,
            "chronology": [line.as_json() for line in self.chronology],
        }


@click.command(name="rehearse", short_help="Play scenarios on the diagrams.")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option("--authority", default="national", help="Whose time limits hold (national).")
@click.option("--json", "as_json", is_flag=True, help="A list of objects, one a scenario, instead of lines.")
@click.pass_context
def command(context: click.Context, scenarios: Sequence[str], authority: str, as_json: bool) -> None:
    """Play SCENARIO files (or a folder of them, or the name of one that came with the program) and print what happens.

    A scenario in processes/scenarios is played on the diagrams beside it; any other on those of ./processes, else on
    those that came with the program. Nothing is written anywhere.

    Example: childpath rehearse processes/scenarios --authority york

    Exit status: 1 where an expectation fails. A scenario that is not for the authority is skipped.
    """
    files = [file for name in scenarios for file in _files(name)]
    if not files:
        raise click.BadParameter(f"There are no scenarios ({', '.join(ENDINGS)}) in {', '.join(scenarios)}.")
    played = [_play(file, authority, quiet=as_json) for file in files]
    if as_json:
        click.echo(json.dumps([one.as_json(authority) for one in played], ensure_ascii=False, default=str))
    if any(one.failure for one in played):
        context.exit(1)


def _files(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from sorted(file for file in path.iterdir() if file.suffix in ENDINGS)
    elif path.is_file():
        yield path
    else:
        yield _shipped_scenario(name)


def _shipped_scenario(name: str) -> Path:
    for folder in (SCENARIOS, shipped() / SCENARIOS):
        for ending in ("", *ENDINGS):
            if (file := folder / f"{name}{ending}").is_file():
                return file
    raise click.BadParameter(f'"{name}" is no file, and no scenario that came with the program.')


def _play(file: Path, authority: str, *, quiet: bool) -> Played:
    played = Played(str(file))
    try:
        scenario = read_scenario(str(file), _text(file))
        played.title, played.skipped = scenario.title, not scenario.is_for(authority)
        if played.skipped:
            click.echo(f"{file}: skipped, it is for {', '.join(scenario.authorities)}.", err=quiet)
        else:
            _rehearse(scenario, file, authority, played, quiet)
    except (BadRehearsal, ReleaseRefused) as error:
        found = "\n".join(map(str, getattr(error, "findings", ())))
        played.failure = f"{found}\n{error}".lstrip()
        click.echo(played.failure, err=True)
    return played


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadRehearsal(file=file, step="none", why="this is no text in UTF-8.") from error


def _rehearse(scenario: Scenario, file: Path, authority: str, played: Played, quiet: bool) -> None:
    clock = SetClock(_morning(scenario))
    today = london_date(clock.now())
    played.today = today.isoformat()
    if not quiet:
        click.echo(f"{scenario.title} ({authority}, today is {day_in_words(today)})")
    engine = _engine(file, authority, clock)
    try:
        rehearse(engine, clock, scenario, _teller(played, quiet))
    finally:
        engine.close()
    if not quiet:
        click.echo(f"{file}: everything as expected.\n")


def _morning(scenario: Scenario) -> datetime:
    now = SystemClock().now()
    return datetime.combine(scenario.today, now.time(), UTC) if scenario.today else now


def _engine(file: Path, authority: str, clock: SetClock) -> Engine:
    """An engine in memory, with the diagrams beside the scenario and the people of the demo council."""
    beside = file.resolve().parents[2] if file.resolve().parent.parts[-2:] == SCENARIOS.parts else None
    settings = Settings(database_url="sqlite://", directory="embedded:", authority=authority)
    engine = build_engine(settings, clock=clock)
    engine.publish(operator(), uuid4().hex, default_files(beside))
    return engine


def _teller(played: Played, quiet: bool):
    """Prints each line as it happens, with its day when that changes."""
    days: list[str] = []

    def tell(line: Told) -> None:
        played.chronology.append(line)
        there = line.at.astimezone(LONDON)
        if not quiet:
            if (day := day_in_words(there.date())) not in days[-1:]:
                days.append(day)
                click.echo(f"\n{day}")
            click.echo(f"  {there:%H:%M}  {line.text}")

    return tell
