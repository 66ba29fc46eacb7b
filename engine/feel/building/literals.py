"""Numbers, texts, constants, `@` literals, lists, contexts and ranges."""

import re

from lark import Tree

from engine.feel.compiler import Closure, Compiler, builds, word
from engine.feel.running import Frame
from engine.feel.temporal import read_literal
from engine.feel.values import DECIMALS, Entries, Items, Range

CONSTANTS = {"true": True, "false": False, "null": None}
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def constant(value: object) -> Closure:
    return lambda _frame: value


def text_of(token: str) -> str:
    """What a quoted text says."""
    plain = ESCAPE.sub(lambda found: _escaped(found[1]), token[1:-1])
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two \u of one character


def _escaped(code: str) -> str:
    if len(code) > 1:
        return chr(min(int(code[1:], 16), 0x10FFFF))
    return ESCAPES.get(code, code)


@builds("number")
def number(compiler: Compiler, node: Tree) -> Closure:
    try:
        return constant(DECIMALS.create_decimal(word(node)))
    except ArithmeticError as error:
        raise compiler.refusal_at(node, "The number is too long") from error


@builds("string")
def string(_compiler: Compiler, node: Tree) -> Closure:
    return constant(text_of(str(node.children[0])))


@builds("constant")
def known_word(_compiler: Compiler, node: Tree) -> Closure:
    return constant(CONSTANTS[word(node)])


@builds("at")
def at(compiler: Compiler, node: Tree) -> Closure:
    try:
        return constant(read_literal(text_of(str(node.children[0]))))
    except (ValueError, OverflowError) as error:
        raise compiler.refusal_at(node, str(error).removesuffix(".")) from error


@builds("list")
def list_(compiler: Compiler, node: Tree) -> Closure:
    items = compiler.build_all([child for child in node.children if isinstance(child, Tree)])
    return lambda frame: Items(item(frame) for item in items)


@builds("context")
def context(compiler: Compiler, node: Tree) -> Closure:
    """Each entry sees those before it."""
    entries: list[tuple[str, Closure]] = []
    names: list[str] = []
    for entry in node.children:
        with compiler.inside(*names):
            entries.append((_key(entry), compiler.build(entry.children[1])))
        names.append(entries[-1][0])

    def run(frame: Frame) -> Entries:
        made = Entries()
        inner = frame.within(made)
        for name, value in entries:
            made[name] = value(inner)
        return made

    return run


def _key(entry: Tree) -> str:
    quoted = str(entry.children[0])
    return text_of(quoted) if quoted.startswith('"') else word(entry)


@builds("range")
def range_(compiler: Compiler, node: Tree) -> Closure:
    opening, low, high, closing = node.children
    closed = (opening == "[", closing == "]")
    start, end = compiler.build(low), compiler.build(high)
    return lambda frame: Range(start(frame), end(frame), closed)
