"""`childpath due`: when a limit is due, with its sum in words."""

import json
from collections.abc import Sequence
from datetime import date, datetime

import click

from engine import LONDON, Due, NoSuchLimit, due
from webapp.cli_commands.dates import read_dates
from webapp.cli_commands.paths import default_files

NONE = 3  # the exit status where there is no such limit


@click.command(name="due", short_help="When a limit is due, and its sum.")
@click.argument("limit")
@click.argument("dates", nargs=-1, required=True, metavar="DATE...")
@click.option("--authority", default="national", help="Whose limit: york, rotherham, north_yorkshire ... (national).")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of lines.")
@click.pass_context
def command(context: click.Context, limit: str, dates: Sequence[str], authority: str, as_json: bool) -> int:
    """When LIMIT is due, counted from each DATE, with the sum in words.

    The limits are those of ./processes, else those that came with the program. Dates may be written 2025-12-12,
    12/12/2025 or "12 December 2025"; limits in clock hours take a time too: "2025-12-12 14:30".

    Example: childpath due initial_conference 2025-12-12 --authority rotherham

    Exit status: 3 where there is no such limit.
    """
    whose = authority.strip().lower().replace(" ", "_").replace("-", "_")
    found, missing = _applied(limit.strip().replace("-", "_"), read_dates(dates), whose)
    if as_json:
        click.echo(json.dumps([_told(one, whose) for one in found], ensure_ascii=False))
    else:
        _print(found)
    for sentence in dict.fromkeys(missing):
        click.echo(sentence, err=True)
    context.exit(NONE if missing else 0)


def _applied(limit: str, starts: Sequence[date | datetime], authority: str) -> tuple[list[Due], list[str]]:
    """What is due, and a sentence for each start on which the limit is not in force."""
    files, found, missing = default_files(), [], []
    for start in starts:
        try:
            found.append(due(limit, start, authority, files))
        except NoSuchLimit as error:
            missing.append(str(error))
    return found, missing


def _print(found: Sequence[Due]) -> None:
    for one in found:
        click.echo(f"{_local(one.due)}  {one.sum}")
    for source in dict.fromkeys(one.limit.source for one in found if one.limit.source):
        click.echo(f"Source: {source}")


def _told(one: Due, authority: str) -> dict[str, str]:
    return {
        "limit": one.limit.name,
        "authority": authority,
        "from": _local(one.start),
        "due": _local(one.due),
        "sum": one.sum,
        "source": one.limit.source,
    }


def _local(when: date | datetime) -> str:
    """A London date; for clock hours, London's date and time."""
    if isinstance(when, datetime):
        return when.astimezone(LONDON).replace(tzinfo=None).isoformat(timespec="minutes")
    return when.isoformat()
