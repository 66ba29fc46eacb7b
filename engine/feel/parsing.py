"""Text to tree. The grammar stands in grammar.lark; a person reads here what is wrong with a text, and where."""

import re
from functools import lru_cache
from importlib.resources import files

from lark import Lark, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken
from lark.lexer import PatternRE, TerminalDef

from engine.domain.errors import FeelError
from engine.feel.builtins import SPACED_NAMES

LONGEST = 10_000
HINTS = {
    "==": "Use a single = to compare.",
    "&&": "Write and.",
    "||": "Write or.",
    "!": "Write not(...), or != to compare.",
    "'": 'Put text between double quotes: "...".',
    "“": 'Put text between straight double quotes: "...".',
    "”": 'Put text between straight double quotes: "...".',
    "%": "Write modulo(a, b).",
}
WORD = re.compile(r"\w+|\S", re.UNICODE)


def parse(text: str, where: str, start: str = "start") -> Tree:
    """The tree of an expression, or with start="cell" of a decision table's cell. Raises FeelError."""
    if len(text) > LONGEST:
        raise FeelError(where=where, text=f"{text[:60]}...", reason=f"It is longer than {LONGEST} characters.")
    try:
        return _parsed(text, start)
    except UnexpectedInput as error:
        raise FeelError(where=where, text=text, reason=_reason(error, text)) from None


@lru_cache(maxsize=4096)  # those who check an expression look at the tree that was compiled, and many texts come again
def _parsed(text: str, start: str) -> Tree:
    return _parser().parse(text, start=start)


def place(text: str, at: int) -> str:
    """Where in a text a character stands, as a person counts."""
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return f"line {line}, character {column}" if "\n" in text else f"character {column}"


def _reason(error: UnexpectedInput, text: str) -> str:
    if not text:
        return "It is empty."
    at = error.pos_in_stream
    if isinstance(error, UnexpectedEOF) or at is None or at < 0 or not text[at:].strip():
        return "It ends too early: something is missing after the last word."
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return "It ends too early: something is missing after the last word."
    assert isinstance(error, UnexpectedCharacters | UnexpectedToken)
    if text[at] == '"':
        return f'The text that begins at {place(text, at)} is not expected there, or its closing " is missing.'
    found = WORD.search(text, at)
    word = found[0] if found else text[at]
    if word[0].isalpha() and text[:at].rstrip()[-1:].isalnum():
        return (
            f"“{word}” at {place(text, at)} is not expected there: no name has spaces in it, only some functions have."
        )
    hint = next((f" {HINTS[sign]}" for sign in HINTS if sign in text[max(at - 1, 0) : at + 2]), "")
    return f"“{word}” at {place(text, at)} is not expected there.{hint}"


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(
        files("engine.feel").joinpath("grammar.lark").read_text("utf-8"),
        parser="lalr",
        start=["start", "cell"],
        propagate_positions=True,
        maybe_placeholders=False,
        edit_terminals=_with_builtins,
    )


def _with_builtins(terminal: TerminalDef) -> None:
    if terminal.name == "FUNCTION":
        longest_first = sorted(SPACED_NAMES, key=len, reverse=True)
        names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
        terminal.pattern = PatternRE(rf"(?:{names})(?=\s*\()")
