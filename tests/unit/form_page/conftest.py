"""A form on a page, without the rest of the application: drawn, parsed, and posted as a browser would."""

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from lxml import html
from werkzeug.datastructures import MultiDict

from tests.unit.forms.making import ENV
from webapp import form_page


class Drawn:
    """The HTML of a form with its error summary, as a test looks at it."""

    def __init__(self, text: str) -> None:
        self.tree = html.fromstring(f"<main><form>{text}</form></main>")

    def all(self, xpath: str) -> list:
        return self.tree.xpath(xpath)

    def text(self, xpath: str) -> str:
        """The words of the first element that an XPath finds, spaces run together."""
        found = self.tree.xpath(xpath)
        assert found, xpath
        return " ".join(found[0].text_content().split())

    def by_id(self, name: str):
        found = self.tree.xpath("//*[@id=$name]", name=name)
        assert len(found) == 1, f"{len(found)} elements have the id {name}"
        return found[0]

    def label(self, name: str) -> str:
        """The label of the field with this id."""
        return self.text(f'//label[@for="{name}"]')

    def posted(self, **pressed: str) -> MultiDict:
        """What a browser sends when one of the buttons is pressed."""
        fields = []
        for field in self.tree.xpath("//input[@name] | //textarea[@name] | //select[@name]"):
            fields += [(field.get("name"), value) for value in _sent(field)]
        return MultiDict([*fields, *pressed.items()])


def _sent(field) -> list[str]:
    if field.tag == "select":
        chosen = field.xpath(".//option[@selected]") or field.xpath(".//option")[:1]
        return [one.get("value") for one in chosen]
    if field.get("type") in ("radio", "checkbox"):
        return [field.get("value")] if field.get("checked") is not None else []
    text = (field.text or "").removeprefix("\n") if field.tag == "textarea" else field.get("value")  # browsers drop it
    return [(text or "").replace("\n", "\r\n")]


@pytest.fixture(scope="session")
def app():
    """Only what a form needs of Flask: its templates."""
    made = Flask("webapp")
    made.jinja_loader = ChoiceLoader(
        [made.jinja_loader, PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    return made


@pytest.fixture
def draw(app):
    """Draws a form with raw answers; the problems are its own unless the test brings others."""

    def drawing(form, raw=None, problems=(), scope=None, focus=""):
        with app.app_context():
            raw = form.prefill(scope or {}, ENV) if raw is None else raw
            summary = form_page.error_summary(form, problems, raw, scope or {}, ENV)
            return Drawn(summary + form_page.render_form(form, raw, problems, scope or {}, ENV, focus))

    return drawing
