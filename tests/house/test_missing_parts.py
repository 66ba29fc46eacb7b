"""The plugin that tells what could not be tested here, run as pytest runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

TESTS = """
from tests import missing_parts

missing_parts.PARTS["the moon"] = missing_parts.Part("the moon", lambda: None, "apt-get install moon")
missing_parts.PARTS["the sun"] = missing_parts.Part("the sun", lambda: "/sun", "never asked for")

def test_needs_the_moon():
    missing_parts.need("the moon")

def test_needs_it_too():
    missing_parts.need("the moon")

def test_needs_the_sun():
    assert missing_parts.need("the sun") == "/sun"
"""


def run(folder: Path, processes: str, **environment: str) -> str:
    """What pytest prints about TESTS."""
    (folder / "test_parts.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-p", "tests.missing_parts", "-n", processes, "test_parts.py"]
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")}
    given = kept | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("processes", ["0", "2"])
def test_what_was_not_run_is_told_with_the_command_that_mends_it(tmp_path: Path, processes: str) -> None:
    said = run(tmp_path, processes)
    assert "2 tests were not run, without the moon: apt-get install moon" in said
    assert "1 passed, 2 skipped" in said
    assert "the sun" not in said


def test_where_ci_is_set_a_missing_part_is_a_failure(tmp_path: Path) -> None:
    said = run(tmp_path, "0", CI="true")
    assert "2 failed, 1 passed" in said
    assert "without the moon: apt-get install moon" in said
