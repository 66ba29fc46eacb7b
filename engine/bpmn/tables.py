"""Reads decision tables from DMN files; what cannot be used becomes a finding."""

from collections.abc import Iterator

from engine.bpmn.compiling import Compiler
from engine.bpmn.decisions import AGGREGATIONS, COLLECT, POLICIES, Decision, Rule
from engine.bpmn.xml import Node, child, children, is_feel, kind_of, text_of
from engine.domain.values import Finding
from engine.feel import Expression
from engine.feel.texts import asked_for

ANYTHING = ("", "-")


def read_tables(file: str, root: Node, compiler: Compiler) -> list[Decision]:
    """The decisions of a DMN file that can be asked."""
    if child(root, "decision") is None:
        message = f"The file holds no decision: it begins with “{kind_of(root)[:60]}”."
        compiler.findings.append(Finding(file, "", message, "Export it as DMN, or leave it out of the release."))
    found = (_Reader(file, node, compiler).read() for node in children(root, "decision"))
    return [one for one in found if one is not None]


class _Reader:
    """Reads one decision."""

    def __init__(self, file: str, node: Node, compiler: Compiler) -> None:
        self.file, self.node, self.compiler = file, node, compiler
        self.id = node.get("id", "")
        self.table = child(node, "decisionTable")

    def read(self) -> Decision | None:
        wrong = list(self._wrong())
        self.compiler.findings.extend(wrong)
        if wrong or self.table is None:
            return None
        inputs = [self._feel(child(child(one, "inputExpression"), "text"), self.id) for one in self._all("input")]
        return Decision(
            id=self.id,
            name=self.node.get("name", ""),
            file=self.file,
            policy=self._policy,
            aggregation=self._setting("aggregation"),
            inputs=tuple(one for one in inputs if one is not None),
            outputs=tuple(one.get("name") or self.id for one in self._all("output")),
            allowed=tuple(self._allowed(one) for one in self._all("input")),
            rules=tuple(self._rule(number, node) for number, node in enumerate(self._all("rule"), start=1)),
        )

    def _allowed(self, column: Node) -> frozenset[str] | None:
        """What stands in the column's list of values, which is written as a cell."""
        listed = child(column, "inputValues")
        text = "" if listed is None else text_of(child(listed, "text"))
        cell = self.compiler.test(text, self.file, self.id) if text else None
        return asked_for(cell) or None if cell is not None else None

    @property
    def _policy(self) -> str:
        return self._setting("hitPolicy", "UNIQUE")

    def _setting(self, name: str, default: str = "") -> str:
        return default if self.table is None else self.table.get(name, default)

    def _all(self, kind: str) -> list[Node]:
        return [] if self.table is None else list(children(self.table, kind))

    def _wrong(self) -> Iterator[Finding]:
        if self.table is None:
            yield self._finding("The decision holds no decision table.", "Write it as a table.")
            return
        if any(child(one, "requiredDecision") is not None for one in children(self.node, "informationRequirement")):
            yield self._finding("The decision builds on another decision.", "Ask both from the diagram.")
        languages = (one.get("expressionLanguage", "") for one in self.node.iter("{*}*"))
        if foreign := next((one for one in languages if one and not is_feel(one)), ""):
            yield self._finding(f"A cell is written in {foreign[:60]}, which is not read here.", "Write it in FEEL.")
        yield from self._wrong_policy()
        if any(child(one, "inputExpression") is None for one in self._all("input")):
            yield self._finding("An input column has no expression.", "Say what the column looks at.")
        names = [one.get("name", "") for one in self._all("output")]
        if not names or len(set(names)) < len(names) or (len(names) > 1 and "" in names):
            yield self._finding("The output columns need a name each, all different.", "Name them.")
        yield from self._wrong_rows(len(self._all("input")), len(names))

    def _wrong_policy(self) -> Iterator[Finding]:
        aggregation = self._setting("aggregation")
        if self._policy not in POLICIES:
            yield self._finding(
                f"The hit policy {self._policy} is not known here.", "Use UNIQUE, FIRST, ANY or COLLECT."
            )
        elif aggregation and (self._policy != COLLECT or aggregation not in AGGREGATIONS):
            yield self._finding(f"The aggregation {aggregation} is not known here.", "Use COLLECT with SUM or COUNT.")
        elif aggregation and len(self._all("output")) > 1:
            yield self._finding("A table that adds up its rows can have one output only.", "Split the table.")

    def _wrong_rows(self, inputs: int, outputs: int) -> Iterator[Finding]:
        for number, rule in enumerate(self._all("rule"), start=1):
            cells = (len(list(children(rule, "inputEntry"))), len(list(children(rule, "outputEntry"))))
            if cells != (inputs, outputs):
                yield self._finding(
                    f"Row {number} does not have a cell for each column.", "Save it again in the editor."
                )

    def _rule(self, number: int, node: Node) -> Rule:
        id = node.get("id") or self.id
        tests = [text_of(child(one, "text")) for one in children(node, "inputEntry")]
        outputs = [child(one, "text") for one in children(node, "outputEntry")]
        return Rule(
            id=id,
            number=number,
            tests=tuple(None if one in ANYTHING else self.compiler.test(one, self.file, id) for one in tests),
            outputs=tuple(self._feel(one, id) if text_of(one) else None for one in outputs),
        )

    def _feel(self, node: Node | None, element: str) -> Expression | None:
        return self.compiler.feel(text_of(node), self.file, element)

    def _finding(self, message: str, mend: str) -> Finding:
        return Finding(self.file, self.id, message, mend)
