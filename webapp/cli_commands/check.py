"""`childpath check`: whether the files of a release are sound."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from engine import check, pictures
from webapp.cli_commands.paths import PATHS, given_files


@click.command(name="check", short_help="Whether diagrams, tables and forms are sound.")
@click.argument("paths", nargs=-1, type=PATHS)
@click.option(
    "--pictures", "folder", type=click.Path(path_type=Path), help="Write a picture (SVG) of each diagram here."
)
@click.pass_context
def command(context: click.Context, paths: Sequence[Path], folder: Path | None) -> None:
    """Check diagrams, tables and forms as publishing them would, and say what needs mending.

    Each finding is a line: file#element: what is wrong, and the mend. Without PATH, the files of ./processes and
    ./forms, else those that came with the program.

    Example: childpath check processes forms --pictures pictures

    Exit status: 1 where something must be mended before it can be published.
    """
    files = given_files(paths)
    if folder is not None:
        _draw(files, folder)
    findings = check(files)
    for finding in sorted(findings, key=lambda one: (one.file, one.element, not one.error)):
        click.echo(str(finding) if finding.error else f"{finding} (advice)")
    errors = sum(finding.error for finding in findings)
    if errors:
        click.echo(f"{errors} findings need mending in {len(files)} files.", err=True)
        context.exit(1)
    click.echo(f"All {len(files)} files are sound.")


def _draw(files: Mapping[str, bytes], folder: Path) -> None:
    """Also of diagrams that need mending: a picture often shows what."""
    drawn = pictures(files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, svg in drawn.items():
            (folder / f"{Path(path).stem}.svg").write_text(svg, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"The pictures cannot be written to {folder}: {error.strerror}.") from error
    click.echo(
        f"{len(drawn)} pictures are in {folder.resolve()}: {', '.join(f'{Path(path).stem}.svg' for path in drawn)}."
    )
