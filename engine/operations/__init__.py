"""What a service task may call: one operation a file, named as its file, with its inputs declared as a schema.

Each module holds `Inputs`, a marshmallow schema, and `run(record, **inputs)`, which gives a JSON-able value or None.
Dates may come as dates or as ISO text, children as ids or as the values that FEEL has for them. FEEL's null means "not
given".
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from marshmallow import Schema, ValidationError
from marshmallow.fields import Field

from engine.domain.errors import DiagramFailed
from engine.domain.values import OperationShape
from engine.storage.record import Record


@cache
def all_operations() -> Mapping[str, ModuleType]:
    """Every operation, by name."""
    names = [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]
    return {name: import_module(f"{__name__}.{name}") for name in names}


def inputs_of_all() -> dict[str, OperationShape]:
    """What each operation must and may be given, which a diagram is checked against when it is published."""
    return {name: _shape(module.Inputs()) for name, module in all_operations().items()}


def _shape(inputs: Schema) -> OperationShape:
    required = frozenset(name for name, field in inputs.fields.items() if field.required)
    optional = frozenset(inputs.fields) - required
    return OperationShape(required, optional, lambda name, value: _refusal(inputs.fields[name], value))


def _refusal(field: Field, value: object) -> str:
    """Why an input cannot take a value; "" when it can, as for null, which means "not given"."""
    try:
        if value is not None:
            field.deserialize(value)
    except ValidationError as error:
        return _flat(error.messages)
    return ""


def operate(name: str, record: Record, inputs: Mapping[str, object]) -> object:
    """Run an operation. Raises DiagramFailed for inputs it cannot take, in words an analyst understands."""
    module = all_operations()[name]
    given = {key: value for key, value in inputs.items() if value is not None}
    try:
        return module.run(record, **module.Inputs().load(given))
    except ValidationError as error:  # of an input by itself, or beside what the record holds
        raise DiagramFailed(where=name, why=_in_words(error.normalized_messages())) from error


def _in_words(messages: Mapping[str, object]) -> str:
    return " ".join(f"The input {name} is wrong: {_flat(message)}" for name, message in sorted(messages.items()))


def _flat(message: object) -> str:
    if isinstance(message, Mapping):
        return " ".join(_flat(part) for part in message.values())
    return " ".join(map(str, message)) if isinstance(message, list) else str(message)
