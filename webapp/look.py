"""What templates know beside their page's own values: words for dates and answers, and where the styles are."""

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

from flask import Flask, url_for
from flask_login import current_user

from engine import (
    DUE_SOON,
    LATE,
    NO_DATE,
    Settings,
    TaskLine,
    behalf_in_words,
    codes,
    day_in_words,
    listed,
    london_date,
    moment_in_words,
    short_day,
)

COLOURS = {LATE: "govuk-tag--red", DUE_SOON: "govuk-tag--yellow"}
SENTENCE = re.compile(r"(.*?[.!?](?=\s|$)|.*)", re.DOTALL)


def dress(app: Flask, settings: Settings) -> None:
    """Register the words and the names."""
    app.jinja_env.filters.update(day=day_in_words, short_day=short_day, moment=moment_in_words, listed=listed)
    app.jinja_env.filters.update(behalf=behalf_in_words, on=lambda moment: short_day(london_date(moment)))
    app.jinja_env.filters.update(paragraphs=paragraphs)
    app.jinja_env.globals.update(
        asset=_assets(app),
        current_user=current_user,
        demo=settings.demo,
        tag_colour=lambda task: COLOURS.get(task.tag, "govuk-tag--grey"),
        tag_words=tag_words,
        age=age,
        first_sentence=first_sentence,
        in_words=in_words,
        category=lambda code: codes.CATEGORIES.get(code, code),
    )
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 365 * 24 * 3600  # an asset's address changes with its bytes


def tag_words(task: TaskLine) -> str:
    """Such as "Late by 3 working days", "Due today", "Due in 2 working days"; "" for a task without a date."""
    if task.tag == NO_DATE or task.days is None:
        return ""
    if task.days == 0:
        return "Due today"
    days = f"{abs(task.days)} working day{'' if abs(task.days) == 1 else 's'}"
    return f"Late by {days}" if task.tag == LATE else f"Due in {days}"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a guidance, which an analyst parts by an empty line."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def in_words(value: str) -> str:
    """Such as "Child in need" for "child_in_need": an answer's value, which the analyst made to be readable."""
    words = value.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def first_sentence(text: str) -> str:
    """The first sentence of a guidance, where there is only room for one."""
    return SENTENCE.match(text)[0].strip()


def age(born: date, today: date) -> str:
    """Such as "4 months", "9 years": in months before the second birthday, as age is told in this work."""
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    count, unit = (months, "month") if months < 24 else (months // 12, "year")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _assets(app: Flask):
    """A function from a built file's name to its address, which carries the digest of its bytes."""
    folder = Path(app.static_folder)
    digests = {file.name: sha256(file.read_bytes()).hexdigest()[:12] for file in folder.glob("*.*")}
    return lambda name: url_for("static", filename=name, v=digests.get(name, ""))
