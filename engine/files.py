"""What can be asked of a release's files without a database: reading them, checking them, and a due date."""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from engine import bpmn
from engine.domain import limits
from engine.domain.clock import london_date
from engine.domain.errors import ReleaseRefused
from engine.domain.limits import Due
from engine.domain.values import Finding
from engine.operations import inputs_of_all
from engine.published import CALENDAR, CLAUSES, DIAGRAMS, FORM, Published, read_release
from engine.queries.fact_paths import fact_paths

FOLDERS = ("processes", "forms")
TABLE = ".dmn"


def shipped() -> Path:
    """The folder that holds `processes/` and `forms/`: in the wheel, else the checkout."""
    here = Path(__file__).parent
    return here.parent if (here.parent / "pyproject.toml").is_file() else here / "shipped"


def shipped_files() -> dict[str, bytes]:
    """The files that came with the program."""
    return read_files([shipped() / folder for folder in FOLDERS])


def read_files(paths: Iterable[Path]) -> dict[str, bytes]:
    """The files of a release among `paths` (files, or folders with all below), by their path below the folder.

    Scenarios and other files that are no part of a release are left out. Raises OSError.
    """
    found: dict[str, bytes] = {}
    for path in paths:
        inside = _inside(path) if path.is_dir() else [path]
        base = path if path.is_dir() else path.parent
        found |= {file.relative_to(base).as_posix(): file.read_bytes() for file in inside if _belongs(file)}
    return found


def _inside(folder: Path) -> list[Path]:
    """All below a folder. Raises OSError for one that may not be read, which `rglob` takes for an empty one."""
    return sorted(
        file for below, _, names in os.walk(folder, onerror=_raise) for file in map(Path(below).joinpath, names)
    )


def _raise(error: OSError) -> None:
    raise error


def _belongs(file: Path) -> bool:
    wanted = file.suffix in (*DIAGRAMS, FORM) or file.name in (CALENDAR, CLAUSES) or file.parent.name == "letters"
    return wanted and file.is_file()


def check(files: Mapping[str, bytes]) -> list[Finding]:
    """All findings about these files, as publishing them would give; those with `error` would refuse the release."""
    try:
        return list(read_release(0, files, inputs_of_all(), fact_paths()).findings)
    except ReleaseRefused as refused:
        return list(refused.findings)


def pictures(files: Mapping[str, bytes]) -> dict[str, str]:
    """The picture (SVG) of each diagram among these files that has a drawing, by the diagram's path."""
    return bpmn.pictures(files)


def due(
    limit: str, start: date | datetime, authority: str = "national", files: Mapping[str, bytes] | None = None
) -> Due:
    """When a limit that starts on `start` is due, by the table and calendar among `files`, else those that were
    shipped.

    The row in force on that day counts. Raises NoSuchLimit; ReleaseRefused or BadHolidayTable for tables that cannot be
    read.
    """
    given = shipped_files() if files is None else files
    release = _tables(tuple(sorted((path, given[path]) for path in given if path.endswith((TABLE, CALENDAR)))))
    on = london_date(start) if isinstance(start, datetime) else start
    return limits.apply(release.catalogue.limit(limit, authority, on), start, release.calendar)


@lru_cache(maxsize=4)
def _tables(files: tuple[tuple[str, bytes], ...]) -> Published:
    """Tables and calendar alone: a date must not wait for every diagram, nor fail with one."""
    return read_release(0, dict(files), {})
