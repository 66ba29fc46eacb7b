"""The schema of the first release: the record up to a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
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

for there in ("cases", "children", "instances"):  # made before, and referred to
    sa.Table(there, schema, column("id", KEY, primary_key=True))
sa.Table(
    "assessments",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("started_on", sa.Date, nullable=False),
    column("reviewed_on", sa.Date),
    column("authorised_on", sa.Date),
    column("factors", sa.JSON, nullable=False),
    sa.CheckConstraint("authorised_on >= started_on", name="in_order"),
    sa.Index("ix_assessments_case_id", "case_id"),
    sa.Index("ix_assessments_child_started", "child_id", "started_on", "id"),
)
sa.Table(
    "conferences",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("kind", sa.String(40), nullable=False),
    column("requested_on", sa.Date, nullable=False),
    column("limit_name", sa.String(60), nullable=False),
    column("counted_from", sa.Date),
    column("limit_date", sa.Date),
    column("no_enquiry", sa.Boolean, nullable=False),
    column("planned_on", sa.Date),
    column("place", sa.String(200), nullable=False),
    column("chair", sa.String(200), nullable=False),
    column("held_on", sa.Date),
    column("outline_plan", sa.Text, nullable=False),
    sa.Index("ix_conferences_case_held", "case_id", "held_on", "id"),
)
sa.Table(
    "referrals",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("referred_on", sa.Date, nullable=False),
    column("source", sa.String(3), nullable=False),
    column("primary_need", sa.String(2), nullable=False),
    column("closed_on", sa.Date),
    column("closure", sa.String(3), nullable=False),
    sa.CheckConstraint(
        "closure in ('', 'RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7', 'RC8', 'RC9')", name="closure"
    ),
    sa.CheckConstraint("closed_on >= referred_on", name="in_order"),
    sa.CheckConstraint(
        "primary_need in ('', 'N0', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9')", name="primary_need"
    ),
    sa.CheckConstraint(
        "source in ('', '1A', '1B', '1C', '1D', '2A', '2B', '3A', '3B', '3C', '3D',"
        " '3E', '3F', '4', '5A', '5B', '5C', '5D', '6', '7', '8', '9', '10')",
        name="source",
    ),
    sa.Index("ix_referrals_case_id", "case_id"),
    sa.Index("ix_referrals_child_referred", "child_id", "referred_on", "id"),
)
sa.Table(
    "strategy_discussions",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("held_on", sa.Date, nullable=False),
    column("started_enquiry", sa.Boolean, nullable=False),
    column("reason", sa.Text, nullable=False),
    sa.Index("ix_strategy_discussions_case_id", "case_id"),
)
sa.Table(
    "decisions",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id"), nullable=False),
    column("outcome", sa.String(40), nullable=False),
    column("category", sa.String(3), nullable=False),
    column("reason", sa.Text, nullable=False),
    column("decided_on", sa.Date, nullable=False),
    column("consensus", sa.Boolean),
    column("family_view", sa.Text, nullable=False),
    sa.CheckConstraint("category in ('', 'NEG', 'PHY', 'SAB', 'EMO', 'MUL')", name="category"),
    sa.UniqueConstraint("conference_id", "child_id"),
    sa.Index("ix_decisions_case_id", "case_id"),
    sa.Index("ix_decisions_child_id", "child_id"),
)
sa.Table(
    "departures",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id"), nullable=False),
    column("limit_name", sa.String(60), nullable=False),
    column("limit_date", sa.Date, nullable=False),
    column("planned_on", sa.Date),
    column("agreed", sa.Boolean, nullable=False),
    column("reason", sa.Text, nullable=False),
    column("protection", sa.Text, nullable=False),
    column("decided_on", sa.Date, nullable=False),
    column("decided_by", sa.String(200), nullable=False),
    sa.Index("ix_departures_case_id", "case_id"),
    sa.Index("ix_departures_child_id", "child_id"),
    sa.Index("ix_departures_conference_child", "conference_id", "child_id"),
)
sa.Table(
    "enquiries",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("strategy_discussion_id", KEY, to("strategy_discussions.id"), nullable=False),
    column("started_on", sa.Date, nullable=False),
    column("ended_on", sa.Date),
    column("conference_needed", sa.Boolean),
    column("outcome", sa.String(40), nullable=False),
    column("reason", sa.Text, nullable=False),
    sa.CheckConstraint("ended_on >= started_on", name="in_order"),
    sa.Index("ix_enquiries_case_id", "case_id"),
    sa.Index("ix_enquiries_child_started", "child_id", "started_on", "id"),
    sa.Index("ix_enquiries_strategy_discussion_id", "strategy_discussion_id"),
)
sa.Table(
    "invitations",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id"), nullable=False),
    column("name", sa.String(200), nullable=False),
    column("agency", sa.String(200), nullable=False),
    column("invited_on", sa.Date, nullable=False),
    column("report_due_on", sa.Date),
    column("attended", sa.Boolean),
    sa.Index("ix_invitations_case_id", "case_id"),
    sa.Index("ix_invitations_conference_id", "conference_id"),
)
sa.Table(
    "oversights",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("child_id", KEY, to("children.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id"), nullable=False),
    column("overseen_at", MOMENT, nullable=False),
    column("agreed", sa.Boolean, nullable=False),
    column("comment", sa.Text, nullable=False),
    column("overseen_by", sa.String(200), nullable=False),
    sa.Index("ix_oversights_case_id", "case_id"),
    sa.Index("ix_oversights_child_id", "child_id"),
)
sa.Table(
    "sittings",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("conference_id", KEY, to("conferences.id"), nullable=False),
    column("held_on", sa.Date, nullable=False),
    column("state", sa.String(10), nullable=False),
    column("reason", sa.Text, nullable=False),
    column("interim_plan", sa.Text, nullable=False),
    column("attended", sa.JSON),
    sa.CheckConstraint("state in ('held', 'put off', 'adjourned')", name="state"),
    sa.Index("ix_sittings_case_id", "case_id"),
    sa.Index("ix_sittings_conference_id", "conference_id"),
)
sa.Table(
    "strategy_discussion_children",
    schema,
    column("strategy_discussion_id", KEY, to("strategy_discussions.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    sa.Index("ix_strategy_discussion_children_child_strategy_discussion", "child_id", "strategy_discussion_id"),
)
sa.Table(
    "conference_children",
    schema,
    column("conference_id", KEY, to("conferences.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    column("enquiry_id", KEY, to("enquiries.id")),
    sa.Index("ix_conference_children_child_conference", "child_id", "conference_id"),
)
sa.Table(
    "sitting_children",
    schema,
    column("sitting_id", KEY, to("sittings.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    column("quorate", sa.Boolean),
    column("quorum_reason", sa.Text, nullable=False),
    column("participation", sa.String(3), nullable=False),
    sa.CheckConstraint(
        "participation in ('', 'PN0', 'PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7')", name="participation"
    ),
    sa.Index("ix_sitting_children_child_sitting", "child_id", "sitting_id"),
)


def upgrade() -> None:
    new = [table for table in schema.sorted_tables if len(table.columns) > 1]
    schema.create_all(op.get_bind(), tables=new, checkfirst=False)
