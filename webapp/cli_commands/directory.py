"""`childpath directory check`: what the settings find in the council's directory."""

import click

from engine import Settings, examine_directory


@click.group(name="directory", short_help="What the settings find in the directory.")
def command() -> None:
    """Look into the directory that the settings name.

    Example: childpath directory check sam.lee
    """


@command.command(name="check")
@click.argument("person", default="")
@click.pass_context
def check(context: click.Context, person: str) -> None:
    """Connect to each server and look up each group of the table, and PERSON by user name if one is given.

    Nobody's password is asked for. Each line tells one thing that was found, or what is wrong.

    Example: childpath directory check sam.lee

    Exit status: 1 where something is wrong.
    """
    settings = Settings.from_environ()
    if not settings.directory:
        raise click.ClickException("DIRECTORY is missing: it names the servers. See Settings in the README.")
    wrong = 0
    for found in examine_directory(settings.directory, settings.ldap, person):
        click.echo(f"{'Found' if found.well else 'WRONG'}  {found.words}")
        wrong += not found.well
    if wrong:
        click.echo(f"{'1 thing is' if wrong == 1 else f'{wrong} things are'} wrong.", err=True)
        context.exit(1)
