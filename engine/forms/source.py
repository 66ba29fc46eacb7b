"""The text of a `.form` file, read with suspicion: its JSON, and the attributes of one component."""

import json
from decimal import Decimal, InvalidOperation

from engine.domain.errors import FeelError, FormRefused
from engine.domain.values import Finding
from engine.feel import Expression, compile

LARGEST = 200_000  # bytes of a file
LONGEST = 2_000  # characters of a label, hint, or expression
NOTHING: tuple[object, ...] = (None, "", False, [], {})  # what the form editor leaves behind where nothing was set


def json_of(file: str, content: bytes) -> dict:
    """The object in a file. Raises FormRefused for what is no JSON object, is too large, or too deep."""
    if len(content) > LARGEST:
        raise refused([Finding(file, "", f"It is larger than {LARGEST:,} bytes.", "Split the form in two tasks.")])
    try:
        found = json.loads(content.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except (ValueError, RecursionError) as error:
        raise refused([Finding(file, "", f"The file cannot be read: {_why(error)}", SAVE_AGAIN)]) from error
    if not isinstance(found, dict):
        raise refused([Finding(file, "", "The file holds no form.", SAVE_AGAIN)])
    return found


SAVE_AGAIN = "Open it in the form editor and save it again."


def refused(findings: list[Finding]) -> FormRefused:
    """The error that carries `findings`, of which there is at least one."""
    return FormRefused(file=findings[0].file, findings=findings, count=len(findings))


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is no JSON."
    return "it is nested too deeply." if isinstance(error, RecursionError) else "it is no JSON text in UTF-8."


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _no_twins(pairs: list[tuple[str, object]]) -> dict:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("the same name twice")
    return dict(pairs)


class Source:
    """One component as its file has it. What is wrong in it goes to `findings`, and reading goes on with a blank."""

    def __init__(self, data: dict, file: str, position: str, findings: list[Finding]) -> None:
        self.data, self.file, self.findings = data, file, findings
        names = (data.get(name) for name in ("key", "path", "id"))
        self.element = next((name for name in names if isinstance(name, str) and name), position)
        self.properties = self.table("properties")
        self.rules = self.table("validate")

    def refuse(self, message: str, mend: str = "") -> None:
        self.findings.append(Finding(self.file, self.element, message, mend))

    def table(self, name: str) -> dict:
        """An attribute that holds names and values."""
        found = self.data.get(name) or {}
        if isinstance(found, dict):
            return found
        self.refuse(f'"{name}" is no list of names and values.', SAVE_AGAIN)
        return {}

    def text(self, *names: str) -> str:
        """The first of these attributes that is set, as plain text."""
        found = next((self.data[name] for name in names if self.data.get(name)), "")
        return self._plain(names[0], found)

    def property(self, name: str) -> str:
        """A custom property, as plain text."""
        return self._plain(name, self.properties.get(name) or "")

    def _plain(self, name: str, found: object) -> str:
        if not isinstance(found, str) or len(found) > LONGEST or not is_clean(found):
            self.refuse(f'"{name}" is no text of at most {LONGEST:,} characters.')
            return ""
        if found.lstrip().startswith("=") or "{{" in found:
            self.refuse(f'"{name}" is an expression.', "Write plain text: only conditions and prefill may be FEEL.")
        return found.strip()

    def flag(self, name: str) -> bool:
        """A custom property that says "true"."""
        found = self.properties.get(name)
        if found not in (None, "", "true", "false", True, False):
            self.refuse(f'The property "{name}" is neither "true" nor "false".')
        return found in ("true", True)

    def choice(self, name: str, *allowed: str) -> str:
        """A custom property that may only say one of `allowed`."""
        found = self.property(name)
        if found and found not in allowed:
            self.refuse(f'The property "{name}" says "{found}".', f"It can be {', '.join(allowed)}.")
        return found

    def count(self, name: str, found: object, default: int, least: int = 0, most: int = 10**6) -> int:
        """A whole number of a setting called `name`, between `least` and `most`."""
        number = self.decimal(name, found, Decimal(default))
        if number != int(number) or not least <= number <= most:
            self.refuse(f'"{name}" is no whole number from {least} to {most}.')
            return default
        return int(number)

    def decimal(self, name: str, found: object, default: Decimal) -> Decimal:
        """A number of a setting called `name`; numbers may stand there as text."""
        if found in (None, ""):
            return default
        try:
            number = default if isinstance(found, bool) else Decimal(str(found))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(found, bool) or not number.is_finite() or abs(number) > 10**15:
            self.refuse(f'"{name}" is no number.')
            return default
        return number

    def expression(self, name: str, text: object) -> Expression | None:
        """A FEEL expression that stands in a setting called `name`; None without one."""
        if text in NOTHING:
            return None
        if not isinstance(text, str) or len(text) > LONGEST:
            self.refuse(f'"{name}" is no FEEL expression of at most {LONGEST:,} characters.')
            return None
        try:
            return compile(text, f"{self.file}#{self.element}")
        except FeelError as error:
            self.refuse(f'"{name}" cannot be read: {error.facts.get("reason")}', f"The expression is: {text}")
            return None


def is_clean(text: str) -> bool:
    """Whether a text can be stored and shown: no control characters but line breaks and tabs, no half characters."""
    return not any(character in REFUSED or "\ud800" <= character <= "\udfff" for character in text)


def without_controls(text: str) -> str:
    """The text, where each character that is not clean shows as one that could not be read."""
    return text if is_clean(text) else "".join(one if is_clean(one) else "\ufffd" for one in text)


REFUSED = frozenset(chr(code) for code in (*range(32), *range(127, 160))) - frozenset("\t\n\r")
