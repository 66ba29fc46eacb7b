"""The schema of the first release: the record from a plan on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NAMES = {
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
schema = sa.MetaData(naming_convention=NAMES)
column, to = sa.Column, sa.ForeignKey

for there in ("cases", "children", "conferences", "instances"):  # made before, and referred to
    sa.Table(there, schema, column("id", KEY, primary_key=True))
sa.Table(
    "core_groups",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("held_on", sa.Date, nullable=False),
    column("attended", sa.JSON),
    column("notes", sa.Text, nullable=False),
    column("late_reason", sa.Text, nullable=False),
    sa.Index("ix_core_groups_case_held", "case_id", "held_on", "id"),
)
sa.Table(
    "corrections",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("of", sa.String(40), nullable=False),
    column("of_id", KEY, nullable=False),
    column("former", sa.Date, nullable=False),
    column("corrected", sa.Date, nullable=False),
    column("reason", sa.Text, nullable=False),
    column("person", sa.String(100), nullable=False),
    column("person_name", sa.String(200), nullable=False),
    column("at", MOMENT, nullable=False),
    sa.Index("ix_corrections_case_id", "case_id"),
)
sa.Table(
    "exceptions",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("what", sa.String(200), nullable=False),
    column("reason", sa.Text, nullable=False),
    column("person", sa.String(100), nullable=False),
    column("person_name", sa.String(200), nullable=False),
    column("at", MOMENT, nullable=False),
    sa.Index("ix_exceptions_case_id", "case_id"),
)
sa.Table(
    "lead_workers",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("name", sa.String(200), nullable=False),
    column("authority", sa.String(200), nullable=False),
    column("team", sa.String(200), nullable=False),
    column("since", sa.Date, nullable=False),
    column("until", sa.Date),
    sa.CheckConstraint("until >= since", name="in_order"),
    sa.Index("ix_lead_workers_case_id", "case_id"),
    sa.Index("ix_lead_workers_child_until", "child_id", "until"),
)
sa.Table(
    "legal_steps",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("kind", sa.String(40), nullable=False),
    column("taken_on", sa.Date, nullable=False),
    column("detail", sa.Text, nullable=False),
    sa.Index("ix_legal_steps_case_id", "case_id"),
    sa.Index("ix_legal_steps_child_taken", "child_id", "taken_on", "id"),
)
sa.Table(
    "support_plans",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("kind", sa.String(20), nullable=False),
    column("started_on", sa.Date, nullable=False),
    column("consent", sa.Boolean, nullable=False),
    column("agreed_by", sa.String(200), nullable=False),
    column("ended_on", sa.Date),
    column("ending", sa.Text, nullable=False),
    sa.CheckConstraint("ended_on >= started_on", name="in_order"),
    sa.CheckConstraint("kind in ('child in need plan', 'early help')", name="kind"),
    sa.Index("ix_support_plans_case_id", "case_id"),
    sa.Index("ix_support_plans_child_started", "child_id", "started_on", "id"),
)
sa.Table(
    "transfers",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("direction", sa.String(3), nullable=False),
    column("other_authority", sa.String(200), nullable=False),
    column("planned", sa.Boolean, nullable=False),
    column("permanent", sa.Boolean, nullable=False),
    column("told_on", sa.Date, nullable=False),
    column("told_by", sa.String(200), nullable=False),
    column("accountable_authority", sa.String(200), nullable=False),
    column("conference_on", sa.Date),
    column("accepted_on", sa.Date),
    column("documents_asked_on", sa.Date),
    column("flag_placed_on", sa.Date),
    column("nurse_told_on", sa.Date),
    column("ended_on", sa.Date),
    column("outcome", sa.Text, nullable=False),
    sa.CheckConstraint("direction in ('in', 'out')", name="direction"),
    sa.Index("ix_transfers_case_id", "case_id"),
)
sa.Table(
    "visits",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("held_on", sa.Date, nullable=False),
    column("visitor", sa.String(200), nullable=False),
    sa.Index("ix_visits_case_held", "case_id", "held_on", "id"),
)
sa.Table(
    "amendments",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id"), nullable=False),
    column("recipient", sa.String(200), nullable=False),
    column("asked_on", sa.Date, nullable=False),
    column("text", sa.Text, nullable=False),
    column("accepted", sa.Boolean, nullable=False),
    column("reason", sa.Text, nullable=False),
    sa.Index("ix_amendments_case_id", "case_id"),
    sa.Index("ix_amendments_conference_id", "conference_id"),
)
sa.Table(
    "core_group_children",
    schema,
    column("core_group_id", KEY, to("core_groups.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    sa.Index("ix_core_group_children_child_core_group", "child_id", "core_group_id"),
)
sa.Table(
    "dispatches",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id")),
    column("kind", sa.String(60), nullable=False),
    column("sent_on", sa.Date, nullable=False),
    sa.Index("ix_dispatches_case_id", "case_id"),
    sa.Index("ix_dispatches_conference_id", "conference_id"),
)
sa.Table(
    "documents",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id")),
    column("kind", sa.String(60), nullable=False),
    column("made_on", sa.Date, nullable=False),
    column("signed_on", sa.Date),
    column("made_by", sa.String(200), nullable=False),
    sa.Index("ix_documents_case_id", "case_id"),
    sa.Index("ix_documents_conference_id", "conference_id"),
)
sa.Table(
    "plans",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id")),
    column("started_on", sa.Date, nullable=False),
    column("initial_category", sa.String(3), nullable=False),
    column("category", sa.String(3), nullable=False),
    column("category_since", sa.Date),
    column("ended_on", sa.Date),
    column("ending", sa.String(20), nullable=False),
    column("previous_elsewhere", sa.SmallInteger, nullable=False),
    column("visit_every", sa.SmallInteger),
    column("other_authority", sa.String(200), nullable=False),
    sa.CheckConstraint("category in ('NEG', 'PHY', 'SAB', 'EMO', 'MUL')", name="category"),
    sa.CheckConstraint("ended_on >= started_on", name="in_order"),
    sa.CheckConstraint("initial_category in ('NEG', 'PHY', 'SAB', 'EMO', 'MUL')", name="initial_category"),
    sa.Index("ix_plans_case_id", "case_id"),
    sa.Index("ix_plans_child_started", "child_id", "started_on", "id"),
)
sa.Table(
    "transfer_children",
    schema,
    column("transfer_id", KEY, to("transfers.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    sa.Index("ix_transfer_children_child_transfer", "child_id", "transfer_id"),
)
sa.Table(
    "visit_children",
    schema,
    column("visit_id", KEY, to("visits.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    column("seen", sa.Boolean, nullable=False),
    column("alone", sa.Boolean, nullable=False),
    column("bedroom", sa.Boolean),
    column("reason", sa.Text, nullable=False),
    sa.Index("ix_visit_children_child_visit", "child_id", "visit_id"),
)
sa.Table(
    "dispatch_recipients",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("dispatch_id", KEY, to("dispatches.id"), nullable=False),
    column("name", sa.String(200), nullable=False),
    column("agency", sa.String(200), nullable=False),
    column("channel", sa.String(40), nullable=False),
    column("received_on", sa.Date),
    sa.Index("ix_dispatch_recipients_case_id", "case_id"),
    sa.Index("ix_dispatch_recipients_dispatch_id", "dispatch_id"),
)


def upgrade() -> None:
    new = [table for table in schema.sorted_tables if len(table.columns) > 1]
    schema.create_all(op.get_bind(), tables=new, checkfirst=False)
