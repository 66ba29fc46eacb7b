"""Shipped files, broken at random: whatever is lost or twisted in them, publishing answers with findings."""

import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine import check, pictures, shipped_files
from engine.domain.values import Finding

SHIPPED = shipped_files()
DRAWN = sorted(path for path in SHIPPED if path.endswith((".bpmn", ".dmn")))
FORMS = sorted(path for path in SHIPPED if path.endswith(".form"))
WORDS = st.sampled_from(
    [
        *("", "x", "=", "=data.x", "=1 +", "true", "-1", "1e9", "nan", "data", "Start"),
        *("typename", "\N{OGHAM SPACE MARK}", "ä"),
    ]
)
VALUES = st.sampled_from(
    ['"=1 +"', '"{{x}}"', "null", "[]", "{}", "-1", "1e400", '""', '"a\\u0000b"', "[[]]"],
)
Mutation = Callable[[st.DataObject, etree._Element], None]


def drop(data: st.DataObject, root: etree._Element) -> None:
    node = _some(data, root)
    if node.getparent() is not None:
        node.getparent().remove(node)


def double(data: st.DataObject, root: etree._Element) -> None:
    node = _some(data, root)
    if node.getparent() is not None:
        node.addnext(etree.fromstring(etree.tostring(node)))


def rename(data: st.DataObject, root: etree._Element) -> None:
    node, other = _some(data, root), _some(data, root)
    node.tag = other.tag


def move(data: st.DataObject, root: etree._Element) -> None:
    node, other = _some(data, root), _some(data, root)
    if node is not root and node not in other.iterancestors() and node is not other:
        other.append(node)


def strip(data: st.DataObject, root: etree._Element) -> None:
    node = _some(data, root)
    if node.attrib:
        del node.attrib[data.draw(st.sampled_from(sorted(node.attrib)))]


def overwrite(data: st.DataObject, root: etree._Element) -> None:
    node = _some(data, root)
    other = _some(data, root)
    if node.attrib:
        value = data.draw(st.one_of(WORDS, st.just(other.get("id", ""))))
        node.set(data.draw(st.sampled_from(sorted(node.attrib))), value)


def retell(data: st.DataObject, root: etree._Element) -> None:
    _some(data, root).text = data.draw(WORDS)


MUTATIONS: list[Mutation] = [drop, double, rename, move, strip, overwrite, retell]


def _some(data: st.DataObject, root: etree._Element) -> etree._Element:
    nodes = list(root.iter("{*}*"))
    return nodes[data.draw(st.integers(0, len(nodes) - 1))]


def told(path: str, content: bytes) -> list[Finding]:
    """Alone with the forms it may name, so that many can be tried; also drawn, since pages draw what is published."""
    found = check({path: content, **{form: SHIPPED[form] for form in FORMS[:1]}})
    pictures({path: content})
    assert all(isinstance(one.message, str) and one.message.endswith(".") for one in found), found
    return found


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DRAWN), st.data())
def test_a_file_with_parts_lost_twisted_or_doubled_is_told_in_words(path: str, data: st.DataObject):
    root = etree.fromstring(SHIPPED[path])
    for mutate in data.draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4)):
        mutate(data, root)
    told(path, etree.tostring(root))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*DRAWN, *FORMS]), st.data())
def test_a_file_cut_off_or_overwritten_is_told_in_words(path: str, data: st.DataObject):
    content = SHIPPED[path]
    cut = data.draw(st.integers(0, len(content)))
    more = data.draw(st.binary(max_size=8))
    skipped = data.draw(st.integers(0, 40))
    told(path, content[:cut] + more + (content[cut + skipped :] if data.draw(st.booleans()) else b""))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), st.data())
def test_a_form_with_other_values_is_told_in_words(path: str, data: st.DataObject):
    """Any value of its JSON may have become any other."""
    text = SHIPPED[path].decode()
    values = list(re.finditer(r'(?<=: )("[^"]*"|\d+|true|false)', text))
    spot = data.draw(st.sampled_from(values))
    told(path, (text[: spot.start()] + data.draw(VALUES) + text[spot.end() :]).encode())
