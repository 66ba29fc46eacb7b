"""Conferences on the pages of the record: one line each, and all about each, folded away."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from engine import DecisionLine, codes, listed, moment_in_words, record_views
from webapp.look import in_words
from webapp.record.parts import Folded, Part, Text, facts, joined, on, table, yes_no
from webapp.record.words import code

Child = record_views.SittingChildLine | DecisionLine


def conference_parts(caption: str, held: Sequence[record_views.ConferenceRecord], of_family: bool) -> tuple[Part, ...]:
    """The conferences in a table, then each with all that belongs to it. On a family's page children are named."""

    def told(lines: Iterable[Child], tell: Callable[[Any], str]) -> Text:
        said = [(line.child, words) for line in lines if (words := tell(line))]
        return tuple(f"{child}: {_low(words)}" if of_family else words for child, words in said)

    lines = table(
        caption,
        held,
        ("Conference", name),
        ("To be held by", lambda one: on(one.limit_date)),
        ("Held", _when),
        ("Quorate", lambda one: told(_sat(one), lambda child: yes_no(child.quorate))),
        ("Taking part", lambda one: told(_sat(one), lambda child: code(codes.PARTICIPATION, child.participation))),
        ("Decided", lambda one: told(one.decisions, _decision)),
    )
    return (*lines, *(Folded(f"All about the {_low(name(one))}", _all_about(one)) for one in held))


def name(one: record_views.ConferenceRecord) -> str:
    """Such as "Review conference of 22 June 2026"; before it is held it goes by the day on which it was asked for."""
    day = f"of {on(one.held_on)}" if one.held_on else f"asked for on {on(one.requested_on)}"
    return f"{in_words(one.kind)} conference {day}"


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _when(one: record_views.ConferenceRecord) -> Text:
    if one.held_on:
        return on(one.held_on)
    return f"Planned for {on(one.planned_on)}" if one.planned_on else "No date yet"


def _sat(one: record_views.ConferenceRecord) -> list[record_views.SittingChildLine]:
    """How the sitting that was held was for each child."""
    return [child for sitting in one.sittings if sitting.state == "held" for child in sitting.children]


def _decision(line: DecisionLine) -> str:
    category = codes.CATEGORIES.get(line.category, line.category)
    return joined(in_words(line.outcome), f"({category})" if category else "", by=" ")


def _all_about(one: record_views.ConferenceRecord) -> tuple[Part, ...]:
    return (
        *facts(
            ("For", listed(one.children) if one.children else ""),
            ("Asked for", on(one.requested_on)),
            ("To be held by", _limit(one)),
            ("Brought by", "A birth or a move, not an enquiry" if one.no_enquiry else ""),
            ("Planned for", joined(on(one.planned_on), one.place)),
            ("Held", on(one.held_on)),
            ("Chair", one.chair),
            ("Outline plan", one.outline_plan),
        ),
        *(part for sitting in one.sittings for part in _sitting(sitting)),
        *_people(one),
        *_afterwards(one),
    )


def _limit(one: record_views.ConferenceRecord) -> str:
    counted = f"counted from {on(one.counted_from)}" if one.limit_date and one.counted_from else ""
    return joined(on(one.limit_date), counted)


def _sitting(sitting: record_views.SittingLine) -> tuple[Part, ...]:
    return facts(
        ("Why", sitting.reason),
        ("Plan until the next sitting", sitting.interim_plan),
        ("Came", _came(sitting.attended)),
        ("Not quorate", tuple(f"{one.child}: {one.quorum_reason}" for one in sitting.children if one.quorum_reason)),
        title=f"{in_words(sitting.state)} on {on(sitting.held_on)}",
    )


def _came(names: tuple[str, ...] | None) -> str:
    return "" if names is None else listed(names) if names else "Nobody"


def _people(one: record_views.ConferenceRecord) -> tuple[Part, ...]:
    return table(
        f"Invited to the {_low(name(one))}",
        one.invitations,
        ("Name", lambda line: line.name),
        ("Agency", lambda line: line.agency),
        ("Invited", lambda line: on(line.invited_on)),
        ("Report due", lambda line: on(line.report_due_on)),
        ("Came", lambda line: yes_no(line.attended)),
    )


def _afterwards(one: record_views.ConferenceRecord) -> tuple[Part, ...]:
    return (
        *table(
            f"Decisions of the {_low(name(one))}",
            one.decisions,
            ("Child", lambda line: line.child),
            ("Decision", lambda line: in_words(line.outcome)),
            ("Category", lambda line: code(codes.CATEGORIES, line.category)),
            ("Reason", lambda line: line.reason),
            ("On", lambda line: on(line.decided_on)),
        ),
        *table(
            f"Later than the limit: {_low(name(one))}",
            one.departures,
            ("Child", lambda line: line.child),
            ("Limit", lambda line: on(line.limit_date)),
            ("Held on", lambda line: on(line.planned_on)),
            ("Agreed", lambda line: joined(yes_no(line.agreed), f"by {line.decided_by} on {on(line.decided_on)}")),
            ("Reason", lambda line: line.reason),
            ("Keeping the child safe", lambda line: line.protection),
        ),
        *table(
            f"A manager's look at the decisions of the {_low(name(one))}",
            one.oversights,
            ("Child", lambda line: line.child),
            ("By", lambda line: f"{line.overseen_by}, {moment_in_words(line.overseen_at)}"),
            ("Agreed", lambda line: yes_no(line.agreed)),
            ("Comment", lambda line: line.comment),
        ),
        *table(
            f"Changes asked for in the record of the {_low(name(one))}",
            one.amendments,
            ("Asked on", lambda line: on(line.asked_on)),
            ("By", lambda line: line.recipient),
            ("Change", lambda line: line.text),
            ("Made", lambda line: yes_no(line.accepted)),
            ("Reason", lambda line: line.reason),
        ),
    )
