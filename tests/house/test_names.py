"""One word a thing, and names that say what a thing is."""

import re

from tests.house.sources import PROGRAM, python

VAGUE_FILES = re.compile(r"(.*_)?(utils?|helpers?|common|managers?|misc|stuff)")
VAGUE_CLASSES = re.compile(r"\w*(Service|Manager|Helper|Utils?)")


def test_no_file_or_folder_is_named_after_nothing() -> None:
    paths = [source.path.removesuffix(".py").split("/") for source in python(*PROGRAM, "tests")]
    assert ["/".join(parts) for parts in paths if any(map(VAGUE_FILES.fullmatch, parts))] == []


def test_no_class_is_a_service_or_a_manager() -> None:
    """Such a class is a folder for functions; one verb, one file is the house's way."""
    classes = ((source, node) for source in python(*PROGRAM, "tests") for node in source.classes)
    assert [source.at(node) for source, node in classes if VAGUE_CLASSES.fullmatch(node.name)] == []
