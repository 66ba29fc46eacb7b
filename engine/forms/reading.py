"""A `.form` file becomes components, or a list of all that an analyst has to mend in it."""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from engine.domain.values import Finding
from engine.feel import Expression
from engine.forms import profile
from engine.forms.components import ROW_CAP, Checklist, Component, Group, Question, Radio, Rows
from engine.forms.source import SAVE_AGAIN, Source, json_of, refused

MOST = 200  # components of a form
DEEPEST = 5  # groups and repeated sections inside one another
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
OUTER = frozenset({"case", "data", "answers"})  # what a diagram's scope holds beside a multi-instance's own item
TAKEN = OUTER | {"item", "item_name", "typename", "csrf_token"}
REVEALING = re.compile(
    r"=?\s*(?:(\w+)\s*!=\s*\"([^\"]*)\"|not\(\s*list contains\(\s*(\w+)\s*,\s*\"([^\"]*)\"\s*\)\s*\))\s*"
)


@dataclass(frozen=True)
class Read:
    """What a file holds."""

    id: str
    title: str
    components: tuple[Component, ...]


@dataclass
class Level:
    """One level of answers while it is read: the form itself, or a row of a repeated section."""

    known: frozenset[str]  # what a condition may already look at
    depth: int = 0
    keys: set[str] = field(default_factory=set)

    @property
    def askable(self) -> frozenset[str]:
        return self.known | self.keys


def read_form(name: str, content: bytes) -> Read:
    """The form in the file called `name`. Raises FormRefused with a finding for each thing to mend."""
    file = name if name.endswith(".form") else f"{name}.form"
    data = json_of(file, content)
    reader = Reader(file)
    top = Source(data, file, "", reader.findings)
    form_id = reader.id_of(top)
    title = top.text("title") or form_id.replace("_", " ").capitalize()
    components = reader.level(data.get("components"), Level(frozenset()), top)
    if reader.findings:
        raise refused(reader.findings)
    return Read(form_id, title, components)


class Reader:
    """Reads one file; `findings` collects what is wrong, so that an analyst sees all of it at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.count = 0

    def id_of(self, top: Source) -> str:
        stem = PurePosixPath(self.file).stem
        if top.data.get("id", stem) != stem:
            called = str(top.data["id"])[:60]
            top.refuse(f'The form calls itself "{called}".', f'Its id must be the name of its file, "{stem}".')
        return stem

    def level(self, found: object, level: Level, owner: Source) -> tuple[Component, ...]:
        """The components in a list of the file, in order."""
        if not isinstance(found, list):
            owner.refuse("It holds no list of components.", SAVE_AGAIN)
            return ()
        if level.depth > DEEPEST:
            owner.refuse("Its parts are nested too deeply.", "Use fewer groups inside one another.")
            return ()
        read = [self.component(one, level, f"component {number}") for number, one in enumerate(found, start=1)]
        return with_reveals([one for one in read if one])

    def component(self, found: object, level: Level, position: str) -> Component | None:
        self.count += 1
        source = Source(found if isinstance(found, dict) else {}, self.file, position, self.findings)
        if self.count > MOST:
            if self.count == MOST + 1:
                source.refuse(f"The form has more than {MOST} components.", "Split it in two tasks.")
            return None
        kind = str(source.data.get("type"))
        if kind == "group":
            return self.group(source, level)
        if kind == "dynamiclist":
            return self.rows(source, level)
        if kind not in profile.TYPES:
            source.refuse(f'A component of the type "{kind[:60]}" cannot be used.', f"Use one of: {USABLE}.")
            return None
        return self.plain(source, profile.TYPES[kind], level)

    def plain(self, source: Source, of: profile.Type, level: Level) -> Component:
        profile.check(source, of)
        assert of.read
        component = of.read(source, self.base(source, level))
        for name, subject in (("offered", "Its answers look"), ("words", "Its text looks")):
            if (expression := getattr(component, name, None)) is not None:
                self.check_looks(source, expression, level, subject)
        if isinstance(component, Question):
            self.take_key(source, component, level)
        return component

    def base(self, source: Source, level: Level) -> dict[str, Any]:
        """What every component has."""
        hide = source.expression("conditional", source.table("conditional").get("hide"))
        if hide is not None:
            self.check_looks(source, hide, level, "Its condition looks")
        hint = source.property("hint") or source.text("description")
        label = source.text("label", "dateLabel", "timeLabel")
        return {"id": source.text("id"), "label": label, "hint": hint, "hide": hide}

    def check_looks(self, source: Source, expression: Expression, level: Level, subject: str) -> None:
        """A form looks back only: so what is shown never depends on the order in which it is worked out."""
        rooted = {path.split(".")[0] for path in expression.paths if "." in path}
        for name in sorted(expression.names - level.askable - rooted - OUTER):
            source.refuse(
                f'{subject} at "{name}", which is not asked before it.',
                "Move the question up, or correct the name.",
            )

    def take_key(self, source: Source, question: Question, level: Level) -> None:
        if not KEY.fullmatch(question.key) or question.key in TAKEN:
            source.refuse(f'The key "{question.key[:60]}" cannot be used.', "Use small letters, digits and _.")
        elif question.key in level.keys:
            source.refuse(f'Two questions have the key "{question.key}".', "Give each a key of its own.")
        level.keys.add(question.key)

    def group(self, source: Source, level: Level) -> Component:
        profile.check(source, profile.GROUP)
        base = self.base(source, level)
        level.depth += 1
        parts = self.level(source.data.get("components"), level, source)
        level.depth -= 1
        return Group(**base, components=parts)

    def rows(self, source: Source, level: Level) -> Component:
        profile.check(source, profile.ROWS)
        section = Rows(**profile.asked(source, self.base(source, level)))
        for_each = source.expression("for_each", source.properties.get("for_each"))
        inner = Level(level.askable | ({"item"} if for_each else set()), level.depth + 1)
        parts = self.level(source.data.get("components"), inner, source)
        if not inner.keys:
            source.refuse("Its rows ask nothing.", "Put at least one question into the repeated section.")
        self.take_key(source, section, level)
        return replace(section, components=parts, for_each=for_each, **row_counts(source, section.required))


USABLE = ", ".join(sorted([*profile.TYPES, "group", "dynamiclist"]))


def row_counts(source: Source, required: bool) -> dict[str, Any]:
    """How many rows a repeated section has: at least, at most, and at first."""
    least = source.count("min_rows", source.properties.get("min_rows"), int(required), most=ROW_CAP)
    most = source.count("max_rows", source.properties.get("max_rows"), ROW_CAP, 1, ROW_CAP)
    first = source.count("defaultRepetitions", source.data.get("defaultRepetitions"), 1, most=ROW_CAP)
    if least > most:
        source.refuse("It asks for more rows than it allows.", "Make max_rows at least min_rows.")
    names = {"row_name": source.property("row_name")}
    return {"min_rows": least, "max_rows": most, "first_rows": min(max(first, least), most), **names}


def with_reveals(components: list[Component]) -> tuple[Component, ...]:
    """The components, where those that directly follow a radio or checklist and hang on one of its answers know it."""
    chain: dict[str, Radio | Checklist] = {}
    ready = []
    for component in components:
        reveal = _reveal(component, chain)
        chain = _chain_to(chain, reveal[0]) if reveal else {}
        if isinstance(component, Radio | Checklist):
            chain[component.key] = component
        ready.append(replace(component, reveal=reveal))
    return tuple(ready)


def _reveal(component: Component, chain: dict[str, Radio | Checklist]) -> tuple[str, str] | None:
    found = REVEALING.fullmatch(component.hide) if component.hide else None
    key, value = (found[1] or found[3], found[2] or found[4]) if found else ("", "")
    one_of_many = bool(found and found[3])
    if key not in chain or isinstance(chain[key], Checklist) != one_of_many:
        return None
    values = {option.value for option in chain[key].options}
    return (key, value) if value in values or chain[key].offered is not None else None


def _chain_to(chain: dict[str, Radio | Checklist], key: str) -> dict[str, Radio | Checklist]:
    keys = list(chain)
    return {name: chain[name] for name in keys[: keys.index(key) + 1]}
