"""Reads the XML of diagrams and tables, which strangers may have written: no document type, no entity, no network."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Node

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"


class Unreadable(ValueError):
    """The file is no XML that we read; the message is a sentence for the analyst."""


def read_xml(content: bytes) -> Node:
    """The root of an XML file. Raises Unreadable for broken XML and for any document type declaration."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"The file is not well-formed XML: {str(error).rstrip('.')}.") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The file declares a document type, which could pull in text from elsewhere.")
    return root


def kind_of(node: Node) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


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
