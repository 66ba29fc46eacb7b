"""`childpath verify-record`: prove that nothing recorded was changed afterwards."""

import click

from engine import Settings, build_engine


@click.command(name="verify-record", short_help="Prove that nothing recorded was changed.")
@click.argument("case", required=False, type=click.IntRange(1, 2**63 - 1))
@click.pass_context
def command(context: click.Context, case: int | None) -> None:
    """Prove the chain of events of one CASE (its number), or of every case and the access log.

    Example: childpath verify-record 12

    Exit status: 1 where something is not as it was written.
    """
    engine = build_engine(Settings.from_environ(), migrate=False)
    try:
        broken = engine.verify_record(case)
    finally:
        engine.close()
    for one in broken:
        click.echo(str(one))
    if broken:
        click.echo(f"{len(broken)} places are not as they were written.", err=True)
        context.exit(1)
    click.echo("The record is whole." if case is None else f"The record of case {case} is whole.")
