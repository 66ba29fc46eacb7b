"""The command `childpath`: one command a file in `cli_commands`, loaded when it is asked for.

Exit status: 0 done; 1 refused or failed, with one sentence on standard error; 2 the command line itself is wrong;
3 there is no such limit (`due`); 130 interrupted.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import click

from engine import ChildpathError, errors

FAILED, INTERRUPTED = 1, 130

COMMANDS = (
    "demo",
    "serve",
    "work",
    "check",
    "rehearse",
    "directory",
    "due",
    "publish",
    "take-on",
    "clauses",
    "verify-record",
    "upgrade-database",
    "bench",
)  # each in the file of its name


class Commands(click.Group):
    """Knows its commands by name, and imports only the one that runs."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return _file(name).command if name in COMMANDS else None


def _file(name: str) -> ModuleType:
    return import_module(f"webapp.cli_commands.{name.replace('-', '_')}")


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="childpath")
def childpath() -> None:
    """Child-protection conference work, run from diagrams.

    Example: `childpath demo` makes a demonstration and says where to open it.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a status that means something."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status of one command line; what went wrong is one sentence on standard error, never a traceback."""
    try:
        status = childpath.main(args=arguments, prog_name="childpath", standalone_mode=False)
    except click.ClickException as error:
        _say(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ChildpathError as error:
        _say(*_sentences(error))
        return FAILED
    except OSError as error:
        _say(f"{error.filename or 'A file or the network'} cannot be used: {error.strerror or error}.")
        return FAILED
    return status if isinstance(status, int) else 0


def _sentences(error: ChildpathError) -> list[str]:
    """What refused a release stands on a line each, above the sentence."""
    if isinstance(error, errors.DatabaseUnavailable) and (why := error.facts.get("why")):
        return [f"The database of DATABASE_URL cannot be used: {why}"]  # who types here can mend it
    found = error.findings if isinstance(error, errors.ReleaseRefused) else ()
    return [*map(str, found), str(error)]


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)


if __name__ == "__main__":
    main()
