"""Every refusal tells a person what happened: the docstring of an error is its message."""

import inspect
import re
from string import Formatter

import pytest

from engine.domain import errors
from engine.domain.errors import ChildpathError

CLASSES = [member for _, member in inspect.getmembers(errors, inspect.isclass) if issubclass(member, ChildpathError)]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
class TestErrors:
    def test_its_docstring_is_a_sentence(self, error: type[ChildpathError]) -> None:
        words = " ".join(vars(error).get("__doc__", "").split())
        assert re.match(r"[A-Z{]", words), "It starts with a capital, or with a fact."
        assert re.search(r'([.!?]"?|\})$', words), "It ends as a sentence does, or with a fact that is one."

    def test_its_message_is_the_docstring_with_the_facts(self, error: type[ChildpathError]) -> None:
        facts = {field for _, field, _, _ in Formatter().parse(error.__doc__ or "") if field}
        raised = error(**{fact: f"<{fact}>" for fact in facts})
        assert all(f"<{fact}>" in str(raised) and getattr(raised, fact) == f"<{fact}>" for fact in facts)
        assert "{" not in str(raised)


def test_every_error_class_stands_in_the_one_file() -> None:
    """A room that raises its own would make its neighbours import it."""
    assert [found.__module__ for found in _below(ChildpathError) if found.__module__ != errors.__name__] == []


def _below(error: type[ChildpathError]) -> list[type[ChildpathError]]:
    import engine  # the face imports every room, so all classes there are exist by now

    assert engine
    return [found for child in error.__subclasses__() for found in (child, *_below(child))]
