"""The pictures of the diagrams in docs/ show the diagrams as they are."""

from pathlib import Path

from engine import pictures, shipped_files
from tests.house.sources import ROOT

SHOWN = ROOT / "docs" / "pictures"


def test_the_pictures_in_the_documents_are_those_of_the_diagrams() -> None:
    """If this fails: `childpath check --pictures docs/pictures`, and look at them."""
    drawn = {f"{Path(path).stem}.svg": svg for path, svg in pictures(shipped_files()).items()}
    assert {path.name: path.read_text(encoding="utf-8") for path in SHOWN.glob("*.svg")} == drawn
