"""The record up to a conference's decision: typed facts of a case that outlive any process.

The national returns are made from the record's columns alone, so a column is rather null than missing. A table holds
one kind of thing that happened; one that concerns several children has a table of its children beside it.
"""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Index, String, Table, Text, UniqueConstraint

from engine.domain.codes import CATEGORIES, CLOSURES, NEEDS, PARTICIPATION, SEXES, SOURCES
from engine.storage.columns import (
    Moment,
    day,
    in_order,
    its_children,
    key,
    metadata,
    name,
    of_child,
    one_of,
    ref,
    words,
    yes_no,
)

# ---- the children, and why the authority knows them

children = Table(
    "children",
    metadata,
    key(),
    ref("cases", index=True),
    Column("given_name", String(200), nullable=False),
    Column("family_name", String(200), nullable=False),
    day("birth_date"),
    day("expected_birth_date"),
    day("died_on"),
    Column("sex", String(1), nullable=False, default="U"),
    Column("ethnicity", String(4), nullable=False, default=""),
    Column("disabilities", JSON, nullable=False, default=list),  # codes; NONE says that there is none
    Column("upn", String(13), nullable=False, default=""),  # or UN1 to UN7: why there is none
    CheckConstraint("birth_date is not null or expected_birth_date is not null", name="born_or_expected"),
    one_of("sex", SEXES),
    in_order("birth_date", "died_on"),
)
referrals = Table(  # an episode of need: a child who comes back after a closure has another
    "referrals",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    day("referred_on", required=True),
    Column("source", String(3), nullable=False, default=""),
    Column("primary_need", String(2), nullable=False, default=""),
    day("closed_on"),
    Column("closure", String(3), nullable=False, default=""),
    one_of("source", ("", *SOURCES)),
    one_of("primary_need", ("", *NEEDS)),
    one_of("closure", ("", *CLOSURES)),
    in_order("referred_on", "closed_on"),
    Index("ix_referrals_child_referred", "child_id", "referred_on", "id"),
)

# ---- the enquiry

strategy_discussions = Table(
    "strategy_discussions",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    day("held_on", required=True),
    yes_no("started_enquiry", required=True),
    words("reason"),
)
strategy_discussion_children = its_children("strategy_discussion")
enquiries = Table(
    "enquiries",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    ref("strategy_discussions", index=True),
    day("started_on", required=True),
    day("ended_on"),
    yes_no("conference_needed"),
    Column("outcome", String(40), nullable=False, default=""),
    words("reason"),
    in_order("started_on", "ended_on"),
    Index("ix_enquiries_child_started", "child_id", "started_on", "id"),
)
assessments = Table(
    "assessments",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    day("started_on", required=True),
    day("reviewed_on"),
    day("authorised_on"),
    Column("factors", JSON, nullable=False, default=list),
    in_order("started_on", "authorised_on"),
    Index("ix_assessments_child_started", "child_id", "started_on", "id"),
)

# ---- the conference

conferences = Table(
    "conferences",
    metadata,
    key(),
    ref("cases"),
    ref("instances"),
    Column("kind", String(40), nullable=False),
    day("requested_on", required=True),
    Column("limit_name", String(60), nullable=False, default=""),
    day("counted_from"),
    day("limit_date"),
    Column("no_enquiry", Boolean, nullable=False, default=False),  # a birth or a move brought it, no enquiry of ours
    day("planned_on"),
    name("place"),
    name("chair"),
    day("held_on"),
    words("outline_plan"),
    Index("ix_conferences_case_held", "case_id", "held_on", "id"),
)
conference_children = its_children(
    "conference",
    ref("enquiries", "enquiry_id", nullable=True),  # the enquiry that led to it, if one did
)
sittings = Table(
    "sittings",
    metadata,
    key(),
    ref("cases", index=True),
    ref("conferences", index=True),
    day("held_on", required=True),
    Column("state", String(10), nullable=False),
    words("reason"),
    words("interim_plan"),
    Column("attended", JSON),  # names; null where nobody said who came
    one_of("state", ("held", "put off", "adjourned")),
)
sitting_children = its_children(
    "sitting",
    yes_no("quorate"),
    words("quorum_reason"),
    Column("participation", String(3), nullable=False, default=""),
    one_of("participation", ("", *PARTICIPATION)),
)
invitations = Table(
    "invitations",
    metadata,
    key(),
    ref("cases", index=True),
    ref("conferences", index=True),
    Column("name", String(200), nullable=False),
    name("agency"),
    day("invited_on", required=True),
    day("report_due_on"),
    yes_no("attended"),
)
departures = Table(
    "departures",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    ref("conferences"),
    Column("limit_name", String(60), nullable=False),
    day("limit_date", required=True),
    day("planned_on"),  # it covers a delay up to this day, no longer
    yes_no("agreed", required=True),
    Column("reason", Text, nullable=False),
    Column("protection", Text, nullable=False),  # how the child is kept safe meanwhile
    day("decided_on", required=True),
    Column("decided_by", String(200), nullable=False),
    Index("ix_departures_conference_child", "conference_id", "child_id"),
    Index("ix_departures_child_id", "child_id"),
)
decisions = Table(
    "decisions",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    ref("conferences"),
    Column("outcome", String(40), nullable=False),
    Column("category", String(3), nullable=False, default=""),
    words("reason"),
    day("decided_on", required=True),
    yes_no("consensus"),
    words("family_view"),
    UniqueConstraint("conference_id", "child_id"),
    one_of("category", ("", *CATEGORIES)),
    Index("ix_decisions_child_id", "child_id"),
)
oversights = Table(  # a manager looked at a decision that the chair took alone
    "oversights",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    ref("conferences"),
    Column("overseen_at", Moment, nullable=False),
    yes_no("agreed", required=True),
    words("comment"),
    name("overseen_by"),
    Index("ix_oversights_child_id", "child_id"),
)
