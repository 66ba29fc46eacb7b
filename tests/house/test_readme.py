"""What the documents promise is so: commands, settings, folders, dependencies and their licences."""

import ast
import re
import tomllib

from tests.house.sources import ROOT
from webapp.cli import COMMANDS

README, CONTRIBUTING, NOTICES, MAKEFILE, CHANGELOG = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "THIRD_PARTY_NOTICES.md", "Makefile", "CHANGELOG.md")
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETTING = re.compile(r"[A-Z][A-Z_]{3,}")
BARE_NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def distribution(requirement: str) -> str:
    """The name of what is required, as registries compare names."""
    name = BARE_NAME.match(requirement)
    assert name, requirement
    return name[1].lower().replace("_", "-")


def first_cells(text: str, title: str) -> set[str]:
    """The code words in the first column of the table under the heading `title`."""
    section = text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return {word for row in section.splitlines() if row.startswith("| `") for word in _code(row.split("|")[1])}


def _code(text: str) -> list[str]:
    """What stands between backticks, in a line or in lines of its own."""
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()] + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def test_every_make_command_that_a_document_names_exists_and_the_other_way_round() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))
    named = {word.split()[1] for word in _code(README + CONTRIBUTING) if re.match(r"make [a-z]", word)}
    assert named <= targets
    assert targets - {"help"} <= named


def test_every_command_that_the_readme_names_exists_and_the_other_way_round() -> None:
    listed = {word.removeprefix("childpath ") for word in first_cells(README, "The command line")}
    assert listed == set(COMMANDS)
    named = {word.split()[1] for word in _code(README + CONTRIBUTING) if re.match(r"childpath [a-z]", word)}
    assert named <= set(COMMANDS)


def test_the_readme_has_every_setting_and_no_other() -> None:
    tree = ast.parse((ROOT / "engine" / "settings.py").read_text(encoding="utf-8"))
    read = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert first_cells(README, "Settings") == {text for text in read if SETTING.fullmatch(text)}


def test_every_place_of_the_tour_exists() -> None:
    places = first_cells(README, "A tour of the tree")
    assert len(places) > 10
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_room_of_the_engine_is_on_the_tour() -> None:
    rooms = {f"engine/{room.parent.name}/" for room in (ROOT / "engine").glob("*/__init__.py")}
    written = {room for room in rooms if any((ROOT / room).glob("[!_]*.py"))}
    assert [room for room in sorted(written) if f"`{room}`" not in README] == []


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    required = [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    reasons = CONTRIBUTING.partition("## Dependencies, and why")[2]
    told = {distribution(word) for word in _code(reasons) if "/" not in word and " " not in word}
    assert {distribution(one) for one in required} == told


def test_the_notices_tell_the_licence_of_every_package_that_is_installed() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {distribution(line) for line in lines if BARE_NAME.match(line)}
    told = dict(re.findall(r"^\| ([a-z0-9._-]+) \| (\S.*) \|$", NOTICES, re.MULTILINE))
    assert locked == set(told) - {"package"}


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## [Unreleased]" in CHANGELOG
