"""The record from a plan on: what is done under it, papers, and what was put right or done out of order."""

from sqlalchemy import JSON, Column, Index, SmallInteger, String, Table, Text

from engine.domain.codes import CATEGORIES
from engine.storage.columns import (
    Key,
    Moment,
    Person,
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

# ---- the plan, and what is done under it

plans = Table(
    "plans",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    ref("conferences", nullable=True),
    day("started_on", required=True),
    Column("initial_category", String(3), nullable=False),
    Column("category", String(3), nullable=False),  # the latest
    day("category_since"),  # null until it changes
    day("ended_on"),
    Column("ending", String(20), nullable=False, default=""),
    Column("previous_elsewhere", SmallInteger, nullable=False, default=0),
    Column("visit_every", SmallInteger),  # days between home visits
    name("other_authority"),  # whose plan it is, where it is not ours
    one_of("initial_category", CATEGORIES),
    one_of("category", CATEGORIES),
    in_order("started_on", "ended_on"),
    Index("ix_plans_child_started", "child_id", "started_on", "id"),
)
lead_workers = Table(
    "lead_workers",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    Column("name", String(200), nullable=False),
    name("authority"),  # "" for ours
    name("team"),
    day("since", required=True),
    day("until"),
    in_order("since", "until"),
    Index("ix_lead_workers_child_until", "child_id", "until"),
)
core_groups = Table(
    "core_groups",
    metadata,
    key(),
    ref("cases"),
    ref("instances"),
    day("held_on", required=True),
    Column("attended", JSON),  # names; null where nobody said who came
    words("notes"),
    words("late_reason"),
    Index("ix_core_groups_case_held", "case_id", "held_on", "id"),
)
core_group_children = its_children("core_group")
visits = Table(
    "visits",
    metadata,
    key(),
    ref("cases"),
    ref("instances"),
    day("held_on", required=True),
    name("visitor"),
    Index("ix_visits_case_held", "case_id", "held_on", "id"),
)
visit_children = its_children(
    "visit",
    yes_no("seen", required=True),
    yes_no("alone", required=True),
    yes_no("bedroom"),
    words("reason"),
)
support_plans = Table(
    "support_plans",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    Column("kind", String(20), nullable=False),
    day("started_on", required=True),
    yes_no("consent", required=True),
    name("agreed_by"),
    day("ended_on"),
    words("ending"),
    one_of("kind", ("child in need plan", "early help")),
    in_order("started_on", "ended_on"),
    Index("ix_support_plans_child_started", "child_id", "started_on", "id"),
)
transfers = Table(
    "transfers",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    Column("direction", String(3), nullable=False),
    Column("other_authority", String(200), nullable=False),
    yes_no("planned", required=True),
    yes_no("permanent", required=True),
    day("told_on", required=True),
    name("told_by"),
    name("accountable_authority"),
    day("conference_on"),
    day("accepted_on"),
    day("documents_asked_on"),
    day("flag_placed_on"),
    day("nurse_told_on"),
    day("ended_on"),
    words("outcome"),
    one_of("direction", ("in", "out")),
)
transfer_children = its_children("transfer")
legal_steps = Table(
    "legal_steps",
    metadata,
    key(),
    ref("cases", index=True),
    of_child(),
    Column("kind", String(40), nullable=False),
    day("taken_on", required=True),
    words("detail"),
    Index("ix_legal_steps_child_taken", "child_id", "taken_on", "id"),
)

# ---- papers

documents = Table(
    "documents",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    ref("conferences", nullable=True, index=True),
    Column("kind", String(60), nullable=False),
    day("made_on", required=True),
    day("signed_on"),
    name("made_by"),
)
dispatches = Table(
    "dispatches",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    ref("conferences", nullable=True, index=True),
    Column("kind", String(60), nullable=False),
    day("sent_on", required=True),
)
dispatch_recipients = Table(
    "dispatch_recipients",
    metadata,
    key(),
    ref("cases", index=True),
    ref("dispatches", "dispatch_id", index=True),
    Column("name", String(200), nullable=False),
    name("agency"),
    Column("channel", String(40), nullable=False, default=""),
    day("received_on"),
)
amendments = Table(
    "amendments",
    metadata,
    key(),
    ref("cases", index=True),
    ref("conferences", index=True),
    Column("recipient", String(200), nullable=False),
    day("asked_on", required=True),
    Column("text", Text, nullable=False),
    yes_no("accepted", required=True),
    words("reason"),
)

# ---- what was put right, and what was done out of order

corrections = Table(
    "corrections",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    Column("of", String(40), nullable=False),  # what kind of thing
    Column("of_id", Key, nullable=False),
    day("former", required=True),
    day("corrected", required=True),
    Column("reason", Text, nullable=False),
    Column("person", Person, nullable=False),
    name("person_name"),
    Column("at", Moment, nullable=False),
)
exceptions = Table(
    "exceptions",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    Column("what", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Person, nullable=False),
    name("person_name"),
    Column("at", Moment, nullable=False),
)
