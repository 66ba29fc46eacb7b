"""The Jinja macros and the npm package are two projects: each fixture of the one must come out of the other."""

import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment, PackageLoader, PrefixLoader

from tests.missing_parts import need

COMPONENTS = Path(__file__).parents[3] / "webapp/frontend/node_modules/govuk-frontend/dist/govuk/components"


def fixtures():
    """Each fixture file, by its component."""
    return sorted(COMPONENTS.glob("*/fixtures.json"))


@pytest.fixture(scope="module")
def macros():
    """The environment the pages use for GOV.UK's macros."""
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
    )


def test_the_package_is_installed():
    """Without the package nothing below would be compared, which must not pass in silence."""
    need("the front end")
    assert sum(len(json.loads(file.read_text())["fixtures"]) for file in fixtures()) > 600


@pytest.mark.parametrize("file", fixtures(), ids=lambda file: file.parent.name)
def test_each_fixture_comes_out_the_same(file, macros):
    """Upgrading the npm package without the macros, or the other way round, is seen here."""
    component = file.parent.name
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    macro = getattr(macros.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module, name)
    differing = [
        one["name"]
        for one in json.loads(file.read_text())["fixtures"]
        if _close(str(macro(one["options"]))) != _close(one["html"])
    ]
    assert differing == []


def _close(html):
    """Without white space, and with one way to write a quotation mark."""
    return re.sub(r"\s+", "", html).replace("&#34;", "&quot;")
