"""The pages: Flask over the engine's face. What is read and done stands in the engine; here it gets a page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from engine import Engine, Settings


def create_app(engine: "Engine", settings: "Settings") -> "Flask":
    """The application that serves `engine`; `settings` give its secret key and say whether it is a demonstration.

    What it needs is loaded here, not above: the command line lives in this package too, and should start at once.
    """
    from webapp.application import put_together

    return put_together(engine, settings)
