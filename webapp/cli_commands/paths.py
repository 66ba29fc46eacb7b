"""Which files of a release a command means: those that are named, else the working folder's, else the shipped ones."""

from collections.abc import Sequence
from pathlib import Path

import click

from engine import read_files, shipped_files

FOLDERS = ("processes", "forms")


def given_files(paths: Sequence[Path]) -> dict[str, bytes]:
    """The files of a release among `paths`, or the default ones. A folder that holds `processes` stands for its parts.

    Raises click.ClickException where nothing of a release is found.
    """
    files = read_files([part for path in paths for part in _parts(path)]) if paths else default_files()
    if not files:
        named = ", ".join(map(str, paths)) or "the current folder"
        raise click.ClickException(f"There are no diagrams, tables or forms in {named}.")
    return files


def default_files(beside: Path | None = None) -> dict[str, bytes]:
    """The files in `processes` and `forms` of the folder `beside` (the current one), else those that were shipped."""
    here = [(beside or Path()) / folder for folder in FOLDERS]
    found = read_files([folder for folder in here if folder.is_dir()])
    return found or shipped_files()


def _parts(path: Path) -> list[Path]:
    inside = [path / folder for folder in FOLDERS if (path / folder).is_dir()]
    return inside or [path]


PATHS = click.Path(exists=True, path_type=Path)
