"""`python -m tests.benchmarks [--json] [--quick]`: what `childpath bench` starts. Progress goes to standard error."""

import json

import click

from tests.benchmarks.everything import everything
from tests.benchmarks.sizes import QUICK, WHOLE
from tests.benchmarks.table import table


@click.command(name="bench")
@click.option("--json", "as_json", is_flag=True)
@click.option("--quick", is_flag=True)
def bench(as_json: bool, quick: bool) -> None:
    """Measure what Childpath costs."""
    measured = everything(QUICK if quick else WHOLE, lambda said: click.echo(said, err=True))
    click.echo(json.dumps(measured.as_json(), indent=2) if as_json else table(measured))


if __name__ == "__main__":
    bench()
