"""`childpath take-on`: open the cases of families that were known before Childpath came into use, from a table."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from engine import AnswersRefused, ChildpathError, DatabaseUnavailable, Engine, Settings, StartView, build_engine
from webapp.cli_commands.publish import operator
from webapp.cli_commands.take_on_families import FAMILY, Columns, Family, columns_of, families_of
from webapp.cli_commands.take_on_sheet import Fault, read_sheet
from webapp.cli_commands.take_on_template import table
from webapp.cli_commands.take_on_trial import Trial


@click.command(name="take-on", short_help="Open the cases of families known before.")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--template", is_flag=True, help="Print the header, with a row as an example.")
@click.option("--go", is_flag=True, help="Do it. Without this, it only says what would be opened.")
@click.pass_context
def command(context: click.Context, file: Path | None, template: bool, go: bool) -> int:
    """Open a case for each family in FILE, a CSV with a row for each child, as the page for one family does.

    Rows with the same word in the column "family" are one family. Without --go it tells what would be opened, what is
    late, and everything that has to be mended; nothing is written. With --go each family is taken on by itself, so it
    may be interrupted and begun again: a family's word in "family" stands for it, and is never taken on twice.

    Example: childpath take-on --template > families.csv, and when that is filled in: childpath take-on families.csv

    Exit status: 1 where anything has to be mended; nothing is taken on then.
    """
    if file is None and not template:
        raise click.UsageError("Name a FILE, or ask for the --template.")
    engine = build_engine(Settings.from_environ())
    try:
        start = engine.taking_on()
        columns = columns_of(start.form)
        if file is None:
            click.echo(table(columns, start), nl=False)
            return 0
        return _take_on(engine, start, columns, file.read_bytes(), go)
    finally:
        engine.close()


def _take_on(engine: Engine, start: StartView, columns: Columns, content: bytes, go: bool) -> int:
    sheet = read_sheet(content, columns.names, _needed(columns))
    if sheet.note:
        click.echo(sheet.note, err=True)
    families = families_of(sheet.lines, columns, start)
    waiting = _not_yet(engine, families)
    faults = [*sheet.faults, *(fault for family in families for fault in family.faults)]
    if not faults and not go:
        faults = _try_out(engine, start, columns, waiting)
    if faults:
        return _refuse(faults, "Nothing is taken on.")
    return _open_all(engine, start, waiting) if go else 0


def _needed(columns: Columns) -> list[str]:
    """The columns that every file must have: what is asked of everybody."""
    asked = {**columns.family, **columns.child}
    return [FAMILY, *(n for n, one in asked.items() if one.required and one.hide is None and one.prefill is None)]


def _not_yet(engine: Engine, families: list[Family]) -> list[Family]:
    """Those that have not been taken on; one that was, with other answers, gets a fault."""
    waiting = []
    for family in families:
        before = engine.opened_by(family.requests)
        if family.request in before:
            click.echo(f"line {family.lines[0].number}: family {family.key} was taken on as {before[family.request]}.")
        elif before:
            reference = ", ".join(before.values())
            message = f"“{family.key}” was taken on as {reference}, with other answers. Is it another family, call it"
            message += " otherwise; is it the same, take its rows out and change the case on its page."
            family.faults.append(Fault(family.lines[0].number, FAMILY, message))
        else:
            waiting.append(family)
    return waiting


def _try_out(engine: Engine, start: StartView, columns: Columns, families: list[Family]) -> list[Fault]:
    with Trial.on(engine) as trial:
        for family in families:
            for sentence in trial.take_on(family, start.process, columns):
                click.echo(sentence)
        tried = trial.tried
    who = f"{_count(tried.families, 'family', 'families')} with {_count(tried.children, 'child', 'children')}"
    click.echo(f"{who}: {_count(tried.tasks, 'task', 'tasks')} would be open, {tried.late} of them late.")
    click.echo("Nothing is written: add --go to take them on.")
    return [fault for family in families for fault in family.faults]


def _refuse(faults: list[Fault], outcome: str) -> int:
    for fault in sorted(faults, key=lambda one: one.line):
        click.echo(str(fault), err=True)
    click.echo(f"{_count(len(faults), 'thing has', 'things have')} to be mended first. {outcome}", err=True)
    return 1


def _open_all(engine: Engine, start: StartView, families: list[Family]) -> int:
    """Take the families on, one a transaction; those that cannot be are told at the end, and the others are."""
    done, failed = 0, []
    console = Console(stderr=True)
    try:
        for family in track(families, "Taking families on", console=console, disable=not sys.stderr.isatty()):
            try:
                opened = engine.open_case(operator(), family.request, start.process, family.raw)
            except DatabaseUnavailable:
                raise
            except ChildpathError as error:
                failed.append(Fault(family.lines[0].number, "", _in_words(error)))
                continue
            done += 1
            click.echo(f"line {family.lines[0].number}: family {family.key} is {opened.reference}.")
    finally:
        again = "" if done == len(families) else " To go on with the rest, run the same again."
        click.echo(f"{done} of {len(families)} families are taken on.{again}")
    return _refuse(failed, "The other families are taken on.") if failed else 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _in_words(error: ChildpathError) -> str:
    problems = error.problems if isinstance(error, AnswersRefused) else ()
    return " ".join([str(error), *(problem.message for problem in problems)])
