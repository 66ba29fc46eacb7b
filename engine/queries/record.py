"""The record of a child, and of a family: all that is known, in the order of its days, newest first."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Row, select

from engine.domain import record_views as views
from engine.domain.childhood import eighteenth
from engine.domain.errors import NotFound
from engine.domain.record_views import ChildRecord, FamilyRecord, RecordLines
from engine.domain.values import Actor
from engine.queries.cases import case_row
from engine.queries.children import children_of
from engine.queries.conference_record import conferences
from engine.queries.plan_facts import previous
from engine.queries.reading import Reading
from engine.queries.record_rows import RecordRows
from engine.storage import tables as t


def child_record(reading: Reading, actor: Actor, case_id: int, child_id: int) -> ChildRecord:
    """A child's page. Raises NotFound where there is no such child, or where the actor may not see its case."""
    case, child = case_row(reading, actor, case_id), t.children.c
    row = reading.session.execute(
        select(t.children).where(child.id == child_id, child.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound(what="child")
    (line,) = children_of(reading, case_id, [child_id])
    return ChildRecord(
        case_id=case.id,
        reference=case.reference,
        family_name=case.family_name,
        child=line,
        ethnicity=row.ethnicity,
        disabilities=tuple(row.disabilities),
        upn=row.upn,
        died_on=row.died_on,
        eighteen_on=eighteenth(row.birth_date),
        record=_lines(RecordRows(reading.session, case_id, child_id)),
    )


def family_record(reading: Reading, actor: Actor, case_id: int) -> FamilyRecord:
    """The record of all children of a case. Raises NotFound."""
    case = case_row(reading, actor, case_id)
    return FamilyRecord(
        case_id=case.id,
        reference=case.reference,
        family_name=case.family_name,
        authority=case.authority,
        restricted=case.restricted,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        taken_on=case.taken_on,
        children=children_of(reading, case_id),
        record=_lines(RecordRows(reading.session, case_id)),
    )


def _lines(rows: RecordRows) -> RecordLines:
    return RecordLines(
        referrals=rows.lines(views.ReferralLine, rows.of(t.referrals, "referred_on")),
        discussions=_with_children(rows, views.DiscussionLine, t.strategy_discussions, "held_on"),
        enquiries=rows.lines(views.EnquiryLine, rows.of(t.enquiries, "started_on")),
        assessments=rows.lines(views.AssessmentLine, rows.of(t.assessments, "started_on")),
        conferences=conferences(rows),
        plans=_plans(rows),
        lead_workers=rows.lines(views.LeadWorkerLine, rows.of(t.lead_workers, "since")),
        core_groups=_with_children(rows, views.CoreGroupLine, t.core_groups, "held_on"),
        visits=_visits(rows),
        support=rows.lines(views.SupportLine, rows.of(t.support_plans, "started_on")),
        transfers=_with_children(rows, views.TransferLine, t.transfers, "told_on"),
        legal_steps=rows.lines(views.LegalStepLine, rows.of(t.legal_steps, "taken_on")),
        documents=rows.lines(views.DocumentLine, rows.of(t.documents, "made_on")),
        dispatches=_dispatches(rows),
        corrections=rows.lines(views.CorrectionLine, rows.of(t.corrections, "at")),
        exceptions=rows.lines(views.ExceptionLine, rows.of(t.exceptions, "at")),
    )


def _with_children(rows: RecordRows, kind: Any, table: Any, by: str) -> Any:
    found = rows.of(table, by)
    names = rows.children(table, found)
    return rows.lines(kind, found, children=lambda row: names[row.id])


def _plans(rows: RecordRows) -> tuple[views.PlanLine, ...]:
    found = rows.of(t.plans, "started_on")
    by_child: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in found:
        by_child[row.child_id].append(row)
    counted = {plan: count for theirs in by_child.values() for plan, count in previous(theirs).items()}
    return rows.lines(views.PlanLine, found, previous=lambda row: counted[row.id])


def _visits(rows: RecordRows) -> tuple[views.VisitLine, ...]:
    found = rows.of(t.visits, "held_on")
    beside = rows.beside(t.visit_children, "visit_id", found)
    return rows.lines(views.VisitLine, found, children=lambda row: rows.lines(views.VisitedLine, beside[row.id]))


def _dispatches(rows: RecordRows) -> tuple[views.DispatchLine, ...]:
    found = rows.of(t.dispatches, "sent_on")
    beside = rows.beside(t.dispatch_recipients, "dispatch_id", found)
    return rows.lines(views.DispatchLine, found, recipients=lambda row: rows.lines(views.RecipientLine, beside[row.id]))
