"""The sections of the record's pages, in the order of a child's way; of one child, or of a family with its names."""

from engine import codes, listed, moment_in_words, record_views
from webapp.look import in_words
from webapp.record.conferences import conference_parts, name
from webapp.record.parts import Column, Part, Section, facts, joined, on, table, yes_no
from webapp.record.words import (
    category,
    code,
    ended,
    enquiry_outcome,
    plan_ended,
    rhythm,
    seen,
)

CHILD: Column = ("Child", lambda line: line.child)
CHILDREN: Column = ("Children", lambda line: ", ".join(line.children))


def sections(record: record_views.RecordLines, of_family: bool) -> tuple[Section, ...]:
    """All sections, also those without anything. On a family's page a line says whom it is about."""
    whom: tuple[Column, ...] = (CHILD,) if of_family else ()
    first = [one for one in record.conferences if one not in record.reviews]
    return (
        Section("Referral", (*_referrals(record, whom), *_assessments(record, whom))),
        Section("Discussions and enquiries", (*_discussions(record), *_enquiries(record, whom))),
        Section("Conferences", conference_parts("Conferences", first, of_family)),
        Section("Plans", _plans(record, whom)),
        Section("Reviews", conference_parts("Reviews", record.reviews, of_family)),
        Section("Core groups", _core_groups(record)),
        Section("Visits", _visits(record, whom)),
        Section("Lead social workers", _lead_workers(record, whom)),
        Section("Other support", _support(record, whom)),
        Section("Moves", tuple(part for one in record.transfers for part in _transfer(one))),
        Section("Legal steps", _legal_steps(record, whom)),
        Section("Papers", (*_made(record), *_sent(record))),
        Section("Corrections and exceptions", (*_corrections(record), *_exceptions(record))),
    )


def _referrals(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Referrals",
        record.referrals,
        ("Referred", lambda line: on(line.referred_on)),
        *whom,
        ("By", lambda line: code(codes.SOURCES, line.source)),
        ("Main need", lambda line: code(codes.NEEDS, line.primary_need)),
        ("Closed", lambda line: ended(line.closed_on, codes.CLOSURES.get(line.closure, line.closure))),
    )


def _assessments(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Assessments",
        record.assessments,
        ("Began", lambda line: on(line.started_on)),
        *whom,
        ("Looked at", lambda line: on(line.reviewed_on)),
        ("Signed off", lambda line: on(line.authorised_on)),
        ("Factors (national codes)", lambda line: ", ".join(line.factors)),
    )


def _discussions(record: record_views.RecordLines) -> tuple[Part, ...]:
    return table(
        "Strategy discussions",
        record.discussions,
        ("Held", lambda line: on(line.held_on)),
        CHILDREN,
        ("Enquiry started", lambda line: yes_no(line.started_enquiry)),
        ("Reason", lambda line: line.reason),
    )


def _enquiries(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Section 47 enquiries",
        record.enquiries,
        ("Began", lambda line: on(line.started_on)),
        *whom,
        ("Ended", lambda line: on(line.ended_on)),
        ("Outcome", enquiry_outcome),
        ("Reason", lambda line: line.reason),
    )


def _plans(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Child protection plans",
        record.plans,
        ("Began", lambda line: on(line.started_on)),
        *whom,
        ("Category", category),
        ("Ended", plan_ended),
        ("Plans before it", lambda line: str(line.previous)),
        ("Home visits", rhythm),
        ("Of another authority", lambda line: line.other_authority),
    )


def _core_groups(record: record_views.RecordLines) -> tuple[Part, ...]:
    return table(
        "Core groups",
        record.core_groups,
        ("Met", lambda line: on(line.held_on)),
        CHILDREN,
        ("Came", lambda line: listed(line.attended) if line.attended else ""),
        ("Notes", lambda line: line.notes),
        ("Why it was late", lambda line: line.late_reason),
    )


def _visits(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Home visits",
        [(visit, child) for visit in record.visits for child in visit.children],
        ("On", lambda pair: on(pair[0].held_on)),
        *((head, lambda pair, tell=tell: tell(pair[1])) for head, tell in whom),
        ("Seen", lambda pair: seen(pair[1])),
        ("Bedroom seen", lambda pair: yes_no(pair[1].bedroom)),
        ("By", lambda pair: pair[0].visitor),
        ("Reason", lambda pair: pair[1].reason),
    )


def _lead_workers(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Lead social workers",
        record.lead_workers,
        ("Name", lambda line: line.name),
        *whom,
        ("From", lambda line: on(line.since)),
        ("Until", lambda line: on(line.until)),
        ("Team", lambda line: line.team),
        ("Authority", lambda line: line.authority),
    )


def _support(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Child in need plans and early help",
        record.support,
        ("Began", lambda line: on(line.started_on)),
        *whom,
        ("Support", lambda line: in_words(line.kind)),
        ("Agreed", lambda line: joined(yes_no(line.consent), f"by {line.agreed_by}" if line.agreed_by else "")),
        ("Ended", lambda line: ended(line.ended_on, line.ending)),
    )


def _transfer(line: record_views.TransferLine) -> tuple[Part, ...]:
    way = f"from {line.other_authority}" if line.direction == "in" else f"to {line.other_authority}"
    return facts(
        ("For", listed(line.children) if line.children else ""),
        ("Told", joined(on(line.told_on), f"by {line.told_by}" if line.told_by else "")),
        ("Planned", yes_no(line.planned)),
        ("For good", yes_no(line.permanent)),
        ("Who is accountable", line.accountable_authority),
        ("Papers asked for", on(line.documents_asked_on)),
        ("Flag placed", on(line.flag_placed_on)),
        ("Nurse told", on(line.nurse_told_on)),
        ("Conference", on(line.conference_on)),
        ("Taken over", on(line.accepted_on)),
        ("Ended", on(line.ended_on)),
        ("Outcome", line.outcome),
        title=f"Move {way}, told {on(line.told_on)}",
    )


def _legal_steps(record: record_views.RecordLines, whom: tuple[Column, ...]) -> tuple[Part, ...]:
    return table(
        "Legal steps",
        record.legal_steps,
        ("On", lambda line: on(line.taken_on)),
        *whom,
        ("Step", lambda line: in_words(line.kind)),
        ("Detail", lambda line: line.detail),
    )


def _made(record: record_views.RecordLines) -> tuple[Part, ...]:
    of = {one.id: name(one) for one in record.conferences}
    return table(
        "Papers made",
        record.documents,
        ("Made", lambda line: on(line.made_on)),
        ("Paper", lambda line: in_words(line.kind)),
        ("About", lambda line: of.get(line.conference_id, "")),
        ("Signed", lambda line: on(line.signed_on)),
        ("By", lambda line: line.made_by),
    )


def _sent(record: record_views.RecordLines) -> tuple[Part, ...]:
    of = {one.id: name(one) for one in record.conferences}
    return table(
        "Papers sent",
        record.dispatches,
        ("Sent", lambda line: on(line.sent_on)),
        ("Paper", lambda line: in_words(line.kind)),
        ("About", lambda line: of.get(line.conference_id, "")),
        ("To", lambda line: tuple(_recipient(one) for one in line.recipients)),
    )


def _recipient(one: record_views.RecipientLine) -> str:
    received = f"received {on(one.received_on)}" if one.received_on else ""
    return joined(one.name, one.agency, one.channel, received)


def _corrections(record: record_views.RecordLines) -> tuple[Part, ...]:
    return table(
        "Dates put right",
        record.corrections,
        ("Put right", lambda line: moment_in_words(line.at)),
        ("What", lambda line: in_words(line.of)),
        ("Before", lambda line: on(line.former)),
        ("Now", lambda line: on(line.corrected)),
        ("Reason", lambda line: line.reason),
        ("By", lambda line: line.person_name),
    )


def _exceptions(record: record_views.RecordLines) -> tuple[Part, ...]:
    return table(
        "Out of the usual order",
        record.exceptions,
        ("Recorded", lambda line: moment_in_words(line.at)),
        ("What", lambda line: line.what),
        ("Reason", lambda line: line.reason),
        ("By", lambda line: line.person_name),
    )
