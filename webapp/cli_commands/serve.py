"""`childpath serve`: the pages, for work."""

import click

from engine import Settings, build_engine
from webapp.cli_commands import logs
from webapp.cli_commands.serving import address, listen, serve


@click.command(name="serve", short_help="The pages, for work.")
@click.argument("port", type=click.IntRange(1, 65535), required=False)
@click.option("--host", help="The address to listen on (HOST, or 127.0.0.1).")
def command(port: int | None, host: str | None) -> None:
    """Serve the pages of the settings' database on PORT (PORT, or 8000), until interrupted.

    On SQLite the worker runs inside. On PostgreSQL, run `childpath work` beside it.

    Example: SECRET_KEY=... DIRECTORY=embedded: childpath serve 8080
    """
    logs.tell()
    settings = Settings.from_environ(serving=True)
    host, port = host or settings.host, port or settings.port
    listen(host, port).close()  # before the database is touched
    build_engine(settings).close()  # brings the schema up to date; what is wrong is said here, not by each process
    click.echo(f"Childpath is at {address(host, port)} - stop with Ctrl+C.")
    serve(settings, host, port)
