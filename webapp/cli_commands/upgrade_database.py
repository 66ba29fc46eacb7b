"""`childpath upgrade-database`: bring the schema up to date."""

import click

from engine import Settings, build_engine


@click.command(name="upgrade-database", short_help="Bring the schema up to date.")
def command() -> None:
    """Bring the database of the settings up to this version, all or nothing. It may run twice, or twice at once.

    Example: DATABASE_URL=postgresql://childpath@db/childpath childpath upgrade-database
    """
    build_engine(Settings.from_environ()).close()
    click.echo("The database is up to date.")
