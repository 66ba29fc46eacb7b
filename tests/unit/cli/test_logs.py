"""What a running server or worker tells on standard error."""

import logging
import re
from collections.abc import Iterator

import pytest

from webapp.cli_commands import logs


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    """The root logger as pytest has it, given back afterwards."""
    log = logging.getLogger()
    before, level = log.handlers[:], log.level
    yield
    log.handlers, log.level = before, level


def test_an_outcome_is_one_line_with_its_moment_in_utc(capsys):
    logs.tell()
    logging.getLogger("engine.commands").info("action=day_head head=%s", "abc")
    said = capsys.readouterr().err
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO engine.commands action=day_head head=abc\n", said)


def test_the_steps_of_libraries_are_no_news_but_their_warnings_are(capsys):
    logs.tell()
    logging.getLogger("apscheduler.executors").info("Running job")
    logging.getLogger("apscheduler.executors").warning("Run missed")
    assert "Running job" not in (said := capsys.readouterr().err) and "Run missed" in said
