"""`childpath clauses`: what the software does for each clause of the guides, where, and which tests show it."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from engine import ClauseLine, clause_lines, marked_tests, shipped, wrong_clauses
from webapp.cli_commands.paths import default_files

TESTS = "tests"


@click.command(name="clauses", short_help="How each clause of the guides is kept.")
@click.argument("ids", nargs=-1, metavar="[CLAUSE...]")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of a table.")
@click.option("--prove", is_flag=True, help="Take out what enforces each clause, and see its tests fail.")
@click.pass_context
def command(context: click.Context, ids: Sequence[str], as_json: bool, prove: bool) -> None:
    """Count the clauses of the guides by authority and by how they are kept, or tell about each CLAUSE that is named.

    Enforced: the software makes or checks it. Prompted: a task or field asks for it. Shown: the guidance of a step says
    it. Not software's, or a gap: the reason is told.

    Example: childpath clauses ROT-014

    Exit status: 1 where a clause claims what it does not hold, or --prove finds one that a test does not miss.
    """
    tests = _tests()
    lines = clause_lines(default_files(), marked_tests(tests) if tests else {})
    if prove:
        context.exit(_prove(tests, ids))
    chosen = _chosen(lines, ids)
    if as_json:
        click.echo(json.dumps([line.told() for line in chosen], ensure_ascii=False))
    else:
        _tell(chosen) if ids else _count(lines)
    wrong = wrong_clauses(chosen, tested=tests is not None)
    for finding in wrong:
        click.echo(str(finding), err=True)
    context.exit(1 if wrong else 0)


def _tests() -> Path | None:
    """The tests of this checkout; an installed program has none."""
    folder = shipped() / TESTS
    return folder if folder.is_dir() else None


def _chosen(lines: list[ClauseLine], ids: Sequence[str]) -> list[ClauseLine]:
    wanted = {one.upper() for one in ids}
    if unknown := wanted - {line.id for line in lines}:
        raise click.ClickException(f"There is no clause {', '.join(sorted(unknown))}.")
    return [line for line in lines if not wanted or line.id in wanted]


def _count(lines: list[ClauseLine]) -> None:
    """A table: a row an authority, a column a state."""
    counts = Counter((line.authority, line.how) for line in lines)
    states = list(dict.fromkeys(line.how for line in lines))
    wide = max(len(line.authority) for line in lines) + 2
    click.echo(" " * wide + "".join(f"{state or '-':>16}" for state in states) + f"{'in all':>10}")
    for whose in (*dict.fromkeys(line.authority for line in lines), "in all"):
        row = [
            sum(n for (one, how), n in counts.items() if how == state and whose in (one, "in all")) for state in states
        ]
        click.echo(f"{whose:<{wide}}" + "".join(f"{number:>16}" for number in row) + f"{sum(row):>10}")


def _tell(lines: list[ClauseLine]) -> None:
    for line in lines:
        click.echo(f"{line.id} ({line.authority}): {line.how}. {line.why}".rstrip())
        for where in line.where:
            click.echo(f"  kept at {where}")
        for test in line.tests:
            click.echo(f"  shown by {test}")


def _prove(tests: Path | None, ids: Sequence[str]) -> int:
    if tests is None:
        raise click.ClickException("Proving needs the tests: run it in a checkout, after `make test`.")
    proving = [sys.executable, "-m", f"{TESTS}.proving", *(one.upper() for one in ids)]
    return subprocess.run(proving, cwd=tests.parent, check=False).returncode  # noqa: S603  (our own program)
