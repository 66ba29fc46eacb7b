"""What the expressions of a diagram read, against what there is: a form's fields and options, facts of the record."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element
from engine.bpmn.reading import Diagram
from engine.bpmn.scope import ANSWERS, CASE, DATA
from engine.domain.values import FieldShape, Finding
from engine.feel import Expression
from engine.feel.facts import unknown_fact
from engine.feel.reading import Compared, Reads, reads

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

ITEM = "item"  # the id of what an answer given inside a repetition is about
Asking = tuple[Element, Expression, Reads]


def findings(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """Fields that no form asks for, facts that the record does not hold, and conditions that can never hold."""
    elements = release.family(diagram)
    for element in diagram.process.elements.values():
        yield from _kept(element, release)
        for expression, read in _read_by(element, elements, release):
            place = (
                expression.where.partition("#")[2] if expression.where.startswith(f"{element.file}#") else element.id
            )
            for message, mend in _wrong(expression, read, elements, release):
                yield Finding(element.file, place, message, mend)


def _kept(element: Element, release: "Release") -> Iterator[Finding]:
    shape = release.forms.get(element.form)
    for name in element.keep if shape is not None else ():
        if name not in shape:
            message = f"The form {element.form} asks for no {name} that could be kept."
            yield Finding(element.file, element.id, message, _choose(shape))


def _read_by(
    element: Element, elements: Mapping[str, Element], release: "Release"
) -> Iterator[tuple[Expression, Reads]]:
    """The expressions of an element and of the table it asks, with what they read."""
    bound = items_of(element, elements)
    for expression in element.expressions:
        yield expression, reads(expression, bound)
    decision = release.decisions.get(element.decision) if element.kind == "businessRuleTask" else None
    given = bound | {name: reads(one, bound).gives for name, one in element.inputs.items()}
    for expression in decision.inputs if decision else ():
        yield expression, reads(expression, given)


def items_of(element: Element, elements: Mapping[str, Element]) -> dict[str, str | None]:
    """The names of the items around an element, each with the list that it comes from, if that is a path."""
    bound: dict[str, str | None] = {}
    for outer in (elements[one] for one in (*element.within, element.id)):
        if outer.item and outer.for_each is not None:
            bound[outer.item] = reads(outer.for_each, bound).gives
    return bound


def _wrong(
    expression: Expression, read: Reads, elements: Mapping[str, Element], release: "Release"
) -> Iterator[tuple[str, str]]:
    for path in sorted(read.paths):
        root, *names = path.split(".")
        if root == ANSWERS:
            yield from _unasked(names, elements, release)
        elif root == CASE and release.facts:
            yield from unknown_fact(names, release.facts)
    for compared in dict.fromkeys(read.compared):
        yield from _unoffered(compared, elements, release)
        yield from _one_or_many(compared, elements, release)
    for clash in read.clashes:
        yield f"The condition can never hold: it asks for {clash}.", "Write or, or remove one of them."


def _unasked(names: list[str], elements: Mapping[str, Element], release: "Release") -> Iterator[tuple[str, str]]:
    """A path into answers, as far as the form tells: the parts of a date are not the form's."""
    task = elements.get(names[0]) if names else None
    shape = release.forms.get(task.form) if task else None
    for name in names[1:]:
        if shape is None or name == ITEM:
            return
        if name not in shape:
            yield f"The form {task.form} of {task.id} asks for no {name}.", _choose(shape)
            return
        shape = shape[name].fields


def _unoffered(compared: Compared, elements: Mapping[str, Element], release: "Release") -> Iterator[tuple[str, str]]:
    """A comparison with an answer that nobody can give. An empty text may stand for no answer."""
    values = offered(compared.path, elements, release)
    if compared.value and values is not None and compared.value not in values:
        message = f'{compared.path} is never "{compared.value}": the form does not offer that answer.'
        yield message, f"It offers: {', '.join(sorted(values)) or 'true and false, without quotes'}."


def _one_or_many(compared: Compared, elements: Mapping[str, Element], release: "Release") -> Iterator[tuple[str, str]]:
    """Several answers are a list, which equals no text; one answer is none, and holds nothing."""
    for field in fields_at(compared.path, elements, release):
        if field is not None and field.options and field.many is not compared.among:
            what = "a list of answers" if field.many else "one answer"
            way = f'list contains({compared.path}, "{compared.value}")' if field.many else f"{compared.path} = ..."
            yield f"The condition can never hold: {compared.path} is {what}.", f"Write {way}."


def offered(path: str, elements: Mapping[str, Element], release: "Release") -> frozenset[str] | None:
    """All the answers that what stands at a path can be; None where nobody can tell, and none for yes or no."""
    fields = fields_at(path, elements, release)
    found = [field.options for field in fields if field is not None and field.options is not None]
    return frozenset().union(*found) if found and len(found) == len(fields) else None


def fields_at(path: str, elements: Mapping[str, Element], release: "Release") -> list[FieldShape | None]:
    """The fields of forms that a path may lead to; None among them for one that is not known."""
    return list(_fields(path.split("."), elements, release))


def _fields(names: list[str], elements: Mapping[str, Element], release: "Release") -> Iterator[FieldShape | None]:
    root, *rest = names
    if root == ANSWERS and len(rest) > 1:
        task = elements.get(rest[0])
        yield _field(task.form if task else "", rest[1:], release)
    elif root == DATA and len(rest) == 1:
        for element in elements.values():
            if rest[0] in element.keep:
                yield _field(element.form, rest, release)
            elif rest[0] in (element.result, element.variable) or _decides(element, rest[0], release):
                yield None


def _decides(element: Element, name: str, release: "Release") -> bool:
    decision = release.decisions.get(element.decision)
    return decision is not None and name in decision.outputs


def _field(form: str, names: list[str], release: "Release") -> FieldShape | None:
    shape, found = release.forms.get(form), None
    for name in names:
        found = (shape or {}).get(name)
        shape = found.fields if found else None
    return found


def _choose(shape: Mapping[str, FieldShape]) -> str:
    return f"It asks for: {', '.join(sorted(shape))}." if shape else "Add the field to the form."
