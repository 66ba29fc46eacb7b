"""Small forms for the tests of forms, made of the attributes that matter to a test."""

import json
from datetime import UTC, datetime

from engine.domain.errors import AnswersRefused, FormRefused
from engine.feel import Environment
from engine.forms import Form

ENV = Environment(now=datetime(2026, 3, 2, 12, tzinfo=UTC))
YES_NO = [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no"}]


def component(kind, key="it", label="Held on", *, required=False, hide="", properties=None, rules=None, **more):
    """One component as form-js writes it."""
    made = {"type": kind, "id": f"field_{key}", "label": label, **more}
    if kind not in ("group", "text", "separator", "spacer"):
        made["path" if kind == "dynamiclist" else "key"] = key
        made["validate"] = {**({"required": True} if required else {}), **(rules or {})}
    return made | {"properties": properties or {}} | ({"conditional": {"hide": hide}} if hide else {})


def radio(key="it", label="Is it so?", **more):
    """A yes-or-no question."""
    properties = {"error_required": "Select whether it is so"} | more.pop("properties", {})
    return component("radio", key, label, values=YES_NO, properties=properties, **more)


def day(key="it", label="Held on", **more):
    """A date question."""
    return component("datetime", key, "", dateLabel=label, subtype="date", **more)


def content(*components, form_id="some_form", **more) -> bytes:
    """The bytes of a file with these components."""
    return json.dumps({"type": "default", "id": form_id, "components": components} | more).encode()


def form(*components, **more) -> Form:
    """The form of these components."""
    return Form.read("some_form.form", content(*components, **more))


def clean(of: Form, raw, scope=None) -> dict:
    """The clean values of `raw`."""
    return dict(of.clean(raw, scope or {}, ENV).values)


def refused(of: Form, raw, scope=None) -> dict:
    """What is wrong with `raw`: message by path."""
    try:
        values = clean(of, raw, scope)
    except AnswersRefused as error:
        assert error.count == len(error.problems)
        return {problem.path: problem.message for problem in error.problems}
    raise AssertionError(f"It was taken: {values}")


def findings(*components, **more) -> list[str]:
    """The sentences about what is wrong with a form of these components."""
    return findings_in(content(*components, **more))


def findings_in(file: bytes, name="some_form.form") -> list[str]:
    """The sentences about what is wrong with a file."""
    try:
        Form.read(name, file)
    except FormRefused as error:
        assert error.count == len(error.findings) > 0
        assert all(one.error and one.file == name for one in error.findings)
        return [str(one) for one in error.findings]
    return []
