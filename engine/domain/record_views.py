"""What the pages of the record read: frozen values. A line about one child names it, one about several names them all.

The fields that have a column of their own are called as the column. Lists are in order of their days, the newest first.
"""

from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.views import ChildLine, DecisionLine, DepartureLine

REVIEW = "review"  # the kind of conference


@dataclass(frozen=True)
class ReferralLine:
    """Why the authority knows a child, and when and why it no longer needed to."""

    child: str
    referred_on: date
    source: str  # codes of the national return
    primary_need: str
    closed_on: date | None
    closure: str


@dataclass(frozen=True)
class DiscussionLine:
    """A strategy discussion."""

    id: int
    held_on: date
    started_enquiry: bool
    reason: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class EnquiryLine:
    """An enquiry into a child, with what came of it."""

    id: int
    child: str
    started_on: date
    ended_on: date | None
    conference_needed: bool | None
    outcome: str
    reason: str


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment of a child."""

    child: str
    started_on: date
    reviewed_on: date | None
    authorised_on: date | None
    factors: tuple[str, ...]


@dataclass(frozen=True)
class SittingChildLine:
    """How a sitting was for one child."""

    child: str
    quorate: bool | None
    quorum_reason: str
    participation: str  # a code of the national data set


@dataclass(frozen=True)
class SittingLine:
    """A sitting of a conference: held, put off or adjourned."""

    id: int
    held_on: date
    state: str
    reason: str
    interim_plan: str
    attended: tuple[str, ...] | None  # None where nobody said who came
    children: tuple[SittingChildLine, ...]


@dataclass(frozen=True)
class InvitationLine:
    """Who was invited to a conference."""

    name: str
    agency: str
    invited_on: date
    report_due_on: date | None
    attended: bool | None


@dataclass(frozen=True)
class OversightLine:
    """A manager's look at a decision that the chair took alone."""

    child: str
    overseen_at: datetime
    agreed: bool
    comment: str
    overseen_by: str


@dataclass(frozen=True)
class AmendmentLine:
    """What somebody asked to change in the record of a conference."""

    recipient: str
    asked_on: date
    text: str
    accepted: bool
    reason: str


@dataclass(frozen=True)
class ConferenceRecord:
    """A conference with all that belongs to it."""

    id: int
    kind: str
    requested_on: date
    limit_name: str
    counted_from: date | None
    limit_date: date | None
    no_enquiry: bool
    planned_on: date | None
    held_on: date | None
    place: str
    chair: str
    outline_plan: str
    children: tuple[str, ...]
    sittings: tuple[SittingLine, ...]
    invitations: tuple[InvitationLine, ...]
    departures: tuple[DepartureLine, ...]
    decisions: tuple[DecisionLine, ...]
    oversights: tuple[OversightLine, ...]
    amendments: tuple[AmendmentLine, ...]


@dataclass(frozen=True)
class PlanLine:
    """A child protection plan."""

    id: int
    child: str
    started_on: date
    initial_category: str
    category: str
    category_since: date | None
    ended_on: date | None
    ending: str
    visit_every: int | None
    other_authority: str
    previous: int  # how many plans the child had before it


@dataclass(frozen=True)
class LeadWorkerLine:
    """Who was a child's lead worker, and when."""

    child: str
    name: str
    authority: str
    team: str
    since: date
    until: date | None


@dataclass(frozen=True)
class CoreGroupLine:
    """A meeting of a core group."""

    id: int
    held_on: date
    attended: tuple[str, ...] | None
    notes: str
    late_reason: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class VisitedLine:
    """How a visit found one child."""

    child: str
    seen: bool
    alone: bool
    bedroom: bool | None
    reason: str


@dataclass(frozen=True)
class VisitLine:
    """A visit."""

    id: int
    held_on: date
    visitor: str
    children: tuple[VisitedLine, ...]


@dataclass(frozen=True)
class SupportLine:
    """A child in need plan or early help."""

    child: str
    kind: str
    started_on: date
    consent: bool
    agreed_by: str
    ended_on: date | None
    ending: str


@dataclass(frozen=True)
class TransferLine:
    """A move from or to another authority."""

    id: int
    direction: str
    other_authority: str
    planned: bool
    permanent: bool
    told_on: date
    told_by: str
    accountable_authority: str
    conference_on: date | None
    accepted_on: date | None
    documents_asked_on: date | None
    flag_placed_on: date | None
    nurse_told_on: date | None
    ended_on: date | None
    outcome: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class LegalStepLine:
    """A step of the law about a child."""

    child: str
    kind: str
    taken_on: date
    detail: str


@dataclass(frozen=True)
class DocumentLine:
    """A paper that was made."""

    kind: str
    conference_id: int | None
    made_on: date
    signed_on: date | None
    made_by: str


@dataclass(frozen=True)
class RecipientLine:
    """Who was sent a paper, how, and when it arrived."""

    name: str
    agency: str
    channel: str
    received_on: date | None


@dataclass(frozen=True)
class DispatchLine:
    """A paper that was sent."""

    kind: str
    conference_id: int | None
    sent_on: date
    recipients: tuple[RecipientLine, ...]


@dataclass(frozen=True)
class CorrectionLine:
    """A date that was put right."""

    of: str
    former: date
    corrected: date
    reason: str
    person_name: str
    at: datetime


@dataclass(frozen=True)
class ExceptionLine:
    """Something out of the usual order, with the reason."""

    what: str
    reason: str
    person_name: str
    at: datetime


@dataclass(frozen=True)
class RecordLines:
    """The record of a child, or of a whole family."""

    referrals: tuple[ReferralLine, ...]
    discussions: tuple[DiscussionLine, ...]
    enquiries: tuple[EnquiryLine, ...]
    assessments: tuple[AssessmentLine, ...]
    conferences: tuple[ConferenceRecord, ...]
    plans: tuple[PlanLine, ...]
    lead_workers: tuple[LeadWorkerLine, ...]
    core_groups: tuple[CoreGroupLine, ...]
    visits: tuple[VisitLine, ...]
    support: tuple[SupportLine, ...]
    transfers: tuple[TransferLine, ...]
    legal_steps: tuple[LegalStepLine, ...]
    documents: tuple[DocumentLine, ...]
    dispatches: tuple[DispatchLine, ...]
    corrections: tuple[CorrectionLine, ...]
    exceptions: tuple[ExceptionLine, ...]

    @property
    def reviews(self) -> tuple[ConferenceRecord, ...]:
        """The conferences that reviewed a plan."""
        return tuple(one for one in self.conferences if one.kind == REVIEW)


@dataclass(frozen=True)
class ChildRecord:
    """A child's page. `record` holds what concerns the child, and of brothers and sisters no more than their names."""

    case_id: int
    reference: str
    family_name: str
    child: ChildLine
    ethnicity: str
    disabilities: tuple[str, ...]
    upn: str
    died_on: date | None
    eighteen_on: date | None
    record: RecordLines


@dataclass(frozen=True)
class FamilyRecord:
    """The record of a whole family."""

    case_id: int
    reference: str
    family_name: str
    authority: str
    restricted: bool
    opened_at: datetime
    closed_at: datetime | None
    taken_on: date | None
    children: tuple[ChildLine, ...]
    record: RecordLines
