"""Reads the XML of diagrams and tables, which strangers may have written: no document type, no entity, no network."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Node

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"


MOST_BYTES, MOST_ELEMENTS, DEEPEST = 1_000_000, 20_000, 100  # ten times the largest diagram anyone could read
PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x4c\x6f\xa7\x94")  # encodings of more than a byte, and EBCDIC


class Unreadable(ValueError):
    """The file is no XML that we read; the message is a sentence for the analyst."""


def read_xml(content: bytes) -> Node:
    """The root of an XML file. Raises Unreadable for broken XML, any document type, and files too large or too deep."""
    _look_over(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"The file is not well-formed XML: {str(error).rstrip('.')}.") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(DOCTYPE)
    _measure(root)
    return root


DOCTYPE = "The file declares a document type, which could pull in text from elsewhere."


def _look_over(content: bytes) -> None:
    """What can be refused before a parser sees it: it would take a bomb of entities apart first."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1000} kB.")
    if content.startswith(WIDE):
        raise Unreadable("The file is not written in UTF-8.")
    begins = content.removeprefix(b"\xef\xbb\xbf")
    prolog = PROLOG.match(begins)
    if prolog and begins[prolog.end() : prolog.end() + 9].upper() == b"<!DOCTYPE":
        raise Unreadable(DOCTYPE)


def _measure(root: Node) -> None:
    count, depth = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        count, depth = (count + 1, depth + 1) if event == "start" else (count, depth - 1)
        if count > MOST_ELEMENTS:
            raise Unreadable(f"The file has more than {MOST_ELEMENTS} elements.")
        if depth > DEEPEST:
            raise Unreadable(f"The file nests its elements more than {DEEPEST} deep.")


def namespace_of(node: Node, attribute: str = "") -> str:
    """The namespace of a node, or of one of its attributes; "" without one, and for comments."""
    name = attribute or node.tag
    return name[1:].partition("}")[0] if isinstance(name, str) and name.startswith("{") else ""


def kind_of(node: Node) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def is_feel(language: str) -> bool:
    """Whether an expression's language is FEEL, as tools name it: by a word or by one of DMN's addresses."""
    return "feel" in language.lower()


def children(node: Node, *kinds: str) -> Iterator[Node]:
    """The child elements of one of the `kinds`, whatever their namespace: DMN has had five."""
    return (child for child in node if kind_of(child) in kinds)


def child(node: Node, kind: str) -> Node | None:
    """The first child element of that kind."""
    return next(children(node, kind), None)


def text_of(node: Node | None) -> str:
    """The text of a node without the space around it; "" without a node or a text."""
    return (node.text or "").strip() if node is not None else ""


def extensions(node: Node) -> dict[str, str]:
    """What stands in the node's own extension elements beside the properties, such as a message's variable."""
    found = node.iterfind(f"{BPMN}extensionElements/{SPIFF}*")
    return {kind_of(one): text_of(one) for one in found if kind_of(one) != "properties"}


def properties(node: Node) -> dict[str, str]:
    """The `spiffworkflow:properties` that an analyst set on the node."""
    found = node.iterfind(f"{BPMN}extensionElements/{SPIFF}properties/{SPIFF}property")
    return {one.get("name", ""): one.get("value", "").strip() for one in found}
