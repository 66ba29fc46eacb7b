"""The import rules of pyproject.toml hold: data goes one way, and each foreign library has one door."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


@pytest.fixture(scope="module")
def verdict() -> str:
    """What import-linter says of the whole house."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("name", [contract["name"] for contract in CONTRACTS])
def test_the_import_rule_is_kept(verdict: str, name: str) -> None:
    assert f"{name} KEPT" in verdict, verdict


def test_each_rule_is_named_by_a_sentence() -> None:
    assert all(contract["name"].endswith(".") and " " in contract["name"] for contract in CONTRACTS)
