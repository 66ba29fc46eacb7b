"""Decision tables (DMN) on FEEL: UNIQUE checked, FIRST, ANY, RULE ORDER and COLLECT with its aggregations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.bpmn.beside import Beside
from engine.domain.errors import DiagramFailed
from engine.feel import Environment, Expression

UNIQUE, FIRST, ANY, COLLECT, RULE_ORDER = "UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"
POLICIES = (UNIQUE, FIRST, ANY, COLLECT, RULE_ORDER)
AGGREGATIONS: Mapping[str, Callable[[list], object]] = {
    "SUM": lambda values: sum(values, Decimal(0)) if values else None,
    "MIN": lambda values: min(values, default=None),
    "MAX": lambda values: max(values, default=None),
    "COUNT": len,
}
Row = dict[str, object]


@dataclass(frozen=True)
class Rule:
    """A row: `tests` of the inputs (None is "anything") and its `outputs`."""

    id: str
    number: int
    tests: tuple[Expression | None, ...]
    outputs: tuple[Expression | None, ...]


@dataclass(frozen=True)
class Asked:
    """One asking of a table: what its inputs were, and what it said."""

    seen: Mapping[str, object]
    said: Row | list[Row]


@dataclass(frozen=True)
class Decision:
    """A decision table. `outputs` are the names of its columns."""

    id: str
    name: str
    file: str
    policy: str
    aggregation: str
    inputs: tuple[Expression, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    allowed: tuple[frozenset[str] | None, ...] = ()  # the texts that each input can be, where its column lists them

    @property
    def where(self) -> str:
        return f"{self.file}#{self.id}"

    @property
    def gives_rows(self) -> bool:
        """Whether it says a list of rows, rather than one."""
        return self.policy in (COLLECT, RULE_ORDER) and not self.aggregation

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every expression of the table; a cell's own `?` is not among its free names."""
        cells = (cell for rule in self.rules for cell in (*rule.tests, *rule.outputs))
        return (*self.inputs, *(cell for cell in cells if cell is not None))

    def ask(self, scope: Mapping[str, object], env: Environment) -> Asked:
        """What the table says for these names. No row that fits gives nulls, so that no older value stays.

        Raises DiagramFailed where several rows fit and the hit policy allows one.
        """
        try:
            seen = [one.run(scope, env) for one in self.inputs]
            hits = self._hits(seen, scope, env)
            rows = [self._row(rule, scope, env) for rule in hits]
            return Asked(dict(zip(map(str, self.inputs), seen, strict=True)), self._said(hits, rows))
        except DiagramFailed:
            raise
        except Exception as error:
            raise DiagramFailed(where=self.where, why=f"{str(error).rstrip('.')}.") from error

    def _hits(self, seen: list[object], scope: Mapping[str, object], env: Environment) -> list[Rule]:
        hits = []
        for rule in self.rules:
            if _fits(rule, seen, scope, env):
                hits.append(rule)
                if self.policy == FIRST:
                    break
        return hits

    def _row(self, rule: Rule, scope: Mapping[str, object], env: Environment) -> Row:
        cells = zip(self.outputs, rule.outputs, strict=True)
        return {name: None if cell is None else cell.run(scope, env) for name, cell in cells}

    def _said(self, hits: list[Rule], rows: list[Row]) -> Row | list[Row]:
        if self.aggregation:
            name = self.outputs[0]
            return {name: AGGREGATIONS[self.aggregation]([row[name] for row in rows])}
        if self.gives_rows:
            return rows
        differ = any(row != rows[0] for row in rows)
        if (self.policy == UNIQUE and len(rows) > 1) or (self.policy == ANY and differ):
            numbers = " and ".join(str(rule.number) for rule in hits)
            raise DiagramFailed(where=self.where, why=f"Rows {numbers} of the table fit at the same time.")
        return rows[0] if rows else dict.fromkeys(self.outputs)


def _fits(rule: Rule, seen: list[object], scope: Mapping[str, object], env: Environment) -> bool:
    cells = zip(rule.tests, seen, strict=True)
    return all(cell is None or cell.run(Beside({"?": value}, scope), env) is True for cell, value in cells)
