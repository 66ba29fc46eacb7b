"""Compiles the FEEL texts of a release, gathering what is wrong with them instead of stopping at the first."""

from collections import Counter
from collections.abc import Callable

from engine.domain.values import Finding
from engine.feel import Expression, FeelError, compile, compile_unary

MOST_TEXT = 30_000  # characters of FEEL in one file: ten times what the largest holds, and read within a second


class Compiler:
    """One for each reading of a release; `findings` are the texts that are no FEEL."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._read: Counter[str] = Counter()

    def feel(self, text: str, file: str, element: str, *, condition: bool = False) -> Expression | None:
        """The compiled text, or None after noting why it cannot be."""
        return self._compiled(lambda: compile(text, f"{file}#{element}", condition=condition), text, file, element)

    def test(self, text: str, file: str, element: str) -> Expression | None:
        """The same for a cell of a decision table, which tests its input `?`."""
        return self._compiled(lambda: compile_unary(text, f"{file}#{element}"), text, file, element)

    def _compiled(self, make: Callable[[], Expression], text: str, file: str, element: str) -> Expression | None:
        if self._is_too_much(file, len(text)):
            return None
        try:
            return make()
        except FeelError as error:
            self._note(error, file, element)
            return None

    def _is_too_much(self, file: str, length: int) -> bool:
        before = self._read[file]
        self._read[file] += min(length, MOST_TEXT)  # one that is too long by itself is told as that
        if before <= MOST_TEXT < self._read[file] and length < MOST_TEXT:
            message = f"The file holds more expressions than can be checked: at most {MOST_TEXT:,} characters of them."
            self.findings.append(Finding(file, "", message, "Make two files of it."))
        return self._read[file] > MOST_TEXT and length < MOST_TEXT

    def _note(self, error: FeelError, file: str, element: str) -> None:
        reason = str(error.reason).rstrip(".")
        self.findings.append(
            Finding(file, element, f"The expression {str(error.text).strip()!r} is not FEEL: {reason}.", "Correct it.")
        )
