"""`childpath bench`: what Childpath costs on this machine. The measuring itself is in the checkout, with the tests."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

CHECKOUT = Path(__file__).parents[2]
MEASURING = "tests.benchmarks"


@click.command(name="bench", short_help="What Childpath costs on this machine.")
@click.option("--json", "as_json", is_flag=True, help="One object instead of a table.")
@click.option("--quick", is_flag=True, help="A tenth of it: two minutes, and figures that are a little rougher.")
@click.pass_context
def command(context: click.Context, as_json: bool, quick: bool) -> None:
    """Measure what completing a task, firing timers and the page of tasks cost, on SQLite and on PostgreSQL.

    Each figure stands beside what it is measured by: a raw write of the same rows, a young case, an empty database,
    stock SpiffWorkflow. It works in folders and in a PostgreSQL server of its own, and throws them away. The whole
    takes about ten minutes and six gigabytes of disk; progress goes to standard error. It needs a checkout.

    Example: childpath bench --quick --json
    """
    if not (CHECKOUT / "tests" / "benchmarks" / "__main__.py").is_file():
        raise click.ClickException("Measuring needs a checkout of Childpath: clone it, and run `make bench` there.")
    if find_spec("pytest") is None:
        raise click.ClickException("Measuring needs what the tests need: run `make bench`, which installs it.")
    chosen = [name for name, wanted in (("--json", as_json), ("--quick", quick)) if wanted]
    measuring = [sys.executable, "-m", MEASURING, *chosen]
    context.exit(subprocess.run(measuring, cwd=CHECKOUT, check=False).returncode)  # noqa: S603  (our own program)
