"""What is committed names nobody's machine, and belongs in the repository."""

import re

from tests.house.sources import ROOT, tracked

PLACES = re.compile(
    r"/(?:root|home|Users|work|tmp|opt|farm)/"  # a folder of one machine
    r"|[A-Z]:\\{1,2}Users"
    r"|\bregistry\.npmjs\b|\bfiles\.pythonhosted\b|--(?:extra-)?index-url|--find-links|--trusted-host"
)
LARGEST = 1_000_000
TEXT = (
    ".py",
    ".toml",
    ".md",
    ".lock",
    ".json",
    ".js",
    ".mjs",
    ".scss",
    ".html",
    ".yaml",
    ".yml",
    ".csv",
    ".bpmn",
    ".dmn",
)
TEXT += (
    ".form",
    ".ldif",
    ".lark",
    ".sh",
    ".txt",
    ".svg",
    ".ini",
    ".cfg",
    ".npmrc",
    "Makefile",
    "Dockerfile",
    "run",
    "LICENSE",
)


def test_no_file_names_a_folder_or_a_registry_of_a_machine() -> None:
    ours = [path for path in tracked() if path.endswith(TEXT) and path != "tests/house/test_repository.py"]
    texts = ((path, (ROOT / path).read_text(encoding="utf-8")) for path in ours)
    assert [f"{path} {found[0]}" for path, text in texts for found in PLACES.finditer(text)] == []


def test_nothing_built_or_large_is_committed() -> None:
    assert [path for path in tracked() if path.startswith(("webapp/static/", "engine/shipped/"))] == []
    assert [path for path in tracked() if (ROOT / path).stat().st_size > LARGEST] == []
