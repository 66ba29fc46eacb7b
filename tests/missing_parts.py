"""A pytest plugin: says at the end, in one line each, which tests could not run here and the command that mends it.

A test that needs something of the machine (PostgreSQL, a browser, the built front end) asks for it by `need(part)`.
On a person's machine the test is then skipped; where `CI` is set it fails, so that nothing goes untested unnoticed.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from glob import glob
from pathlib import Path

import pytest

MISSING = "without"
SAMBA = "samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind"


@dataclass(frozen=True)
class Part:
    """Something of the machine that some tests need: how to find it, and what installs it."""

    name: str
    find: Callable[[], str | None]
    install: str
    may_lack: bool = False  # even where `CI` is set: it takes more of the machine than CI has


def _postgresql() -> str | None:
    """The folder of PostgreSQL's own programs: Debian keeps them off the path."""
    known = shutil.which("initdb")
    folders = [str(Path(known).parent)] if known else sorted(glob("/usr/lib/postgresql/*/bin"), key=_version)
    return folders[-1] if folders else None


def _version(folder: str) -> float:
    number = Path(folder).parent.name
    return float(number) if number.replace(".", "", 1).isdigit() else 0.0


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _slapd() -> str | None:
    """The server's program, which Debian keeps off a person's path; openssl makes its certificates."""
    if not shutil.which("openssl"):
        return None
    return shutil.which("slapd") or next(iter(glob("/usr/sbin/slapd")), None)


def _samba() -> str | None:
    """The server's program, where an Active Directory can be made: only root may have its ports."""
    return (shutil.which("samba") or next(iter(glob("/usr/sbin/samba")), None)) if os.geteuid() == 0 else None


def _front_end() -> str | None:
    folder = Path(__file__).parent.parent / "webapp" / "static"
    return str(folder) if folder.is_dir() and any(folder.iterdir()) else None


PARTS = {
    part.name: part
    for part in (
        Part("PostgreSQL", _postgresql, "apt-get install postgresql"),
        Part("Chromium", _chromium, "apt-get install chromium"),
        Part("OpenLDAP", _slapd, "apt-get install slapd openssl"),
        Part("Samba", _samba, f"apt-get install --no-install-recommends {SAMBA} (needs root)", may_lack=True),
        Part("Node", lambda: shutil.which("node"), "apt-get install nodejs npm"),
        Part("the front end", _front_end, "make setup"),
    )
}


@cache
def found(name: str) -> str | None:
    """Where the part `name` is on this machine, or None."""
    return PARTS[name].find()


def need(name: str) -> str:
    """Where the part `name` is. Without it the test that asks is skipped, or fails where `CI` is set."""
    if path := found(name):
        return path
    words = f"{MISSING} {name}: {PARTS[name].install}"
    if os.environ.get("CI") and not PARTS[name].may_lack:
        pytest.fail(words, pytrace=False)
    pytest.skip(words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a missing part: how many tests were not run, and the command that installs it."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in sorted(reasons.items()):
        if reason.startswith(MISSING):
            tests = "1 test was" if count == 1 else f"{count} tests were"
            terminalreporter.write_line(f"{tests} not run, {reason}", yellow=True)


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
