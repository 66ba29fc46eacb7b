"""Compiles the FEEL texts of a release, gathering what is wrong with them instead of stopping at the first."""

from engine.domain.values import Finding
from engine.feel import Expression, FeelError, compile, compile_unary


class Compiler:
    """One for each reading of a release; `findings` are the texts that are no FEEL."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def feel(self, text: str, file: str, element: str, *, condition: bool = False) -> Expression | None:
        """The compiled text, or None after noting why it cannot be."""
        try:
            return compile(text, f"{file}#{element}", condition=condition)
        except FeelError as error:
            self._note(error, file, element)
            return None

    def test(self, text: str, file: str, element: str) -> Expression | None:
        """The same for a cell of a decision table, which tests its input `?`."""
        try:
            return compile_unary(text, f"{file}#{element}")
        except FeelError as error:
            self._note(error, file, element)
            return None

    def _note(self, error: FeelError, file: str, element: str) -> None:
        reason = str(error.reason).rstrip(".")
        self.findings.append(
            Finding(file, element, f"The expression {str(error.text).strip()!r} is not FEEL: {reason}.", "Correct it.")
        )
