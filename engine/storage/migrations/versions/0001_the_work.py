"""The schema of the first release: the cases, the work and the logs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
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
NOT_STUCK, STUCK = sa.text("stuck_at IS NULL"), sa.text("stuck_at IS NOT NULL")
FREE = sa.text("state = 'open' AND claimed_by IS NULL")
FREE_FOR_OTHERS = sa.text("state = 'open' AND claimed_by IS NULL AND acted_by != ''")
TAKEN, DONE = sa.text("state = 'open' AND claimed_by IS NOT NULL"), sa.text("done_by IS NOT NULL")
column, to = sa.Column, sa.ForeignKey


def index_of(rows: sa.TextClause, name: str, *columns: str) -> sa.Index:
    return sa.Index(name, *columns, sqlite_where=rows, postgresql_where=rows)


sa.Table(
    "access_log",
    schema,
    column("id", KEY, primary_key=True),
    column("at", MOMENT, nullable=False),
    column("person", sa.String(100), nullable=False),
    column("person_name", sa.String(200), nullable=False),
    column("what", sa.String(40), nullable=False),
    column("case_id", KEY),
    column("detail", sa.Text, nullable=False),
    column("place", sa.BigInteger),
    column("seal", sa.String(64)),
    sa.UniqueConstraint("place"),
    sa.Index("ix_access_log_case_id", "case_id"),
)
sa.Table(
    "cases",
    schema,
    column("id", KEY, primary_key=True),
    column("reference", sa.String(20), nullable=False),
    column("family_name", sa.String(200), nullable=False),
    column("authority", sa.String(40), nullable=False),
    column("restricted", sa.Boolean, nullable=False),
    column("opened_at", MOMENT, nullable=False),
    column("closed_at", MOMENT),
    column("taken_on", sa.Date),
    column("events", sa.Integer, nullable=False),
    column("head", sa.String(64), nullable=False),
    sa.UniqueConstraint("reference"),
)
sa.Table(
    "files",
    schema,
    column("digest", sa.String(64), primary_key=True),
    column("content", sa.LargeBinary, nullable=False),
)
sa.Table(
    "heartbeats",
    schema,
    column("worker", sa.String(100), primary_key=True),
    column("at", MOMENT, nullable=False),
)
sa.Table(
    "nightly",
    schema,
    column("job", sa.String(60), primary_key=True),
    column("day", sa.Date, primary_key=True),
    column("claimed_at", MOMENT, nullable=False),
    column("done_at", MOMENT),
)
sa.Table(
    "releases",
    schema,
    column("id", KEY, primary_key=True),
    column("digest", sa.String(64), nullable=False),
    column("published_at", MOMENT, nullable=False),
    column("published_by", sa.String(100), nullable=False),
    column("note", sa.Text, nullable=False),
)
sa.Table(
    "allocations",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("person", sa.String(100), nullable=False),
    column("person_name", sa.String(200), nullable=False),
    column("role", sa.String(60), nullable=False),
    column("since", MOMENT, nullable=False),
    column("until", MOMENT),
    sa.Index("ix_allocations_case_id", "case_id"),
    sa.Index("ix_allocations_person", "person"),
)
sa.Table(
    "children",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("given_name", sa.String(200), nullable=False),
    column("family_name", sa.String(200), nullable=False),
    column("birth_date", sa.Date),
    column("expected_birth_date", sa.Date),
    column("died_on", sa.Date),
    column("sex", sa.String(1), nullable=False),
    column("ethnicity", sa.String(4), nullable=False),
    column("disabilities", sa.JSON, nullable=False),
    column("upn", sa.String(13), nullable=False),
    sa.CheckConstraint("birth_date is not null or expected_birth_date is not null", name="born_or_expected"),
    sa.CheckConstraint("died_on >= birth_date", name="in_order"),
    sa.CheckConstraint("sex in ('F', 'M', 'U')", name="sex"),
    sa.Index("ix_children_case_id", "case_id"),
)
sa.Table(
    "events",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id")),
    column("number", sa.Integer, nullable=False),
    column("request_id", sa.String(64), nullable=False),
    column("verb", sa.String(40), nullable=False),
    column("person", sa.String(100), nullable=False),
    column("person_name", sa.String(200), nullable=False),
    column("at", MOMENT, nullable=False),
    column("before", sa.String(64), nullable=False),
    column("payload_digest", sa.String(64), nullable=False),
    column("digest", sa.String(64), nullable=False),
    sa.UniqueConstraint("request_id"),
    sa.Index("ix_events_case_number", "case_id", "number", unique=True),
)
sa.Table(
    "instances",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("release_id", KEY, to("releases.id"), nullable=False),
    column("process", sa.String(80), nullable=False),
    column("name", sa.String(200), nullable=False),
    column("state", sa.Text, nullable=False),
    column("awaited", sa.JSON, nullable=False),
    column("started_at", MOMENT, nullable=False),
    column("ended_at", MOMENT),
    column("ending", sa.String(200), nullable=False),
    column("size", sa.Integer, nullable=False),
    column("depth", sa.Integer, nullable=False),
    sa.Index("ix_instances_case_ended", "case_id", "ended_at"),
)
sa.Table(
    "release_files",
    schema,
    column("release_id", KEY, to("releases.id"), primary_key=True),
    column("path", sa.String(200), primary_key=True),
    column("digest", sa.String(64), to("files.digest"), nullable=False),
)
sa.Table(
    "event_payloads",
    schema,
    column("event_id", KEY, to("events.id"), primary_key=True),
    column("salt", sa.String(32), nullable=False),
    column("payload", sa.Text, nullable=False),
)
sa.Table(
    "instance_children",
    schema,
    column("instance_id", KEY, to("instances.id"), primary_key=True),
    column("child_id", KEY, to("children.id"), primary_key=True),
    column("left_at", MOMENT),
    sa.Index("ix_instance_children_child_id", "child_id"),
)
sa.Table(
    "messages",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("from_instance", KEY, to("instances.id")),
    column("name", sa.String(80), nullable=False),
    column("children", sa.JSON, nullable=False),
    column("payload", sa.JSON, nullable=False),
    column("thrown_at", MOMENT, nullable=False),
    column("to_instance", KEY, to("instances.id")),
    column("delivered_at", MOMENT),
    sa.Index("ix_messages_waiting", "case_id", "delivered_at", "name"),
)
sa.Table(
    "tasks",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("engine_key", sa.String(36), nullable=False),
    column("element", sa.String(80), nullable=False),
    column("name", sa.String(200), nullable=False),
    column("role", sa.String(60), nullable=False),
    column("acted_by", sa.String(60), nullable=False),
    column("form", sa.String(80), nullable=False),
    column("item", sa.String(40), nullable=False),
    column("item_name", sa.String(200), nullable=False),
    column("limit_name", sa.String(60), nullable=False),
    column("due_on", sa.Date),
    column("due_sum", sa.Text, nullable=False),
    column("amber_on", sa.Date),
    column("opened_at", MOMENT, nullable=False),
    column("state", sa.String(10), nullable=False),
    column("claimed_by", sa.String(100)),
    column("claimed_name", sa.String(200)),
    column("claimed_at", MOMENT),
    column("ended_at", MOMENT),
    column("done_by", sa.String(100)),
    column("done_name", sa.String(200)),
    column("on_behalf_of", sa.String(200), nullable=False),
    column("received_on", sa.Date),
    column("channel", sa.String(40), nullable=False),
    sa.CheckConstraint("state in ('open', 'done', 'withdrawn')", name="state"),
    sa.UniqueConstraint("instance_id", "engine_key"),
    sa.Index("ix_tasks_case_state", "case_id", "state"),
    index_of(DONE, "ix_tasks_done", "done_by", "ended_at", "id"),
    index_of(FREE, "ix_tasks_free", "role", "due_on", "id"),
    index_of(FREE, "ix_tasks_free_amber", "role", "due_on", "amber_on"),
    index_of(FREE_FOR_OTHERS, "ix_tasks_free_for_others", "acted_by", "due_on", "id"),
    index_of(FREE_FOR_OTHERS, "ix_tasks_free_for_others_amber", "acted_by", "due_on", "amber_on"),
    index_of(TAKEN, "ix_tasks_taken", "claimed_by", "due_on", "id"),
)
sa.Table(
    "timers",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("engine_key", sa.String(36), nullable=False),
    column("element", sa.String(80), nullable=False),
    column("name", sa.String(200), nullable=False),
    column("due_at", MOMENT, nullable=False),
    column("limit_name", sa.String(60), nullable=False),
    column("due_on", sa.Date),
    column("sum", sa.Text, nullable=False),
    column("anchor", sa.String(40)),
    column("anchor_field", sa.String(200), nullable=False),
    column("attempts", sa.Integer, nullable=False),
    column("next_try_at", MOMENT, nullable=False),
    column("stuck_at", MOMENT),
    column("failure", sa.Text, nullable=False),
    sa.UniqueConstraint("instance_id", "engine_key", "element"),
    index_of(NOT_STUCK, "ix_timers_waiting", "next_try_at"),
    index_of(STUCK, "ix_timers_stuck", "stuck_at"),
)
sa.Table(
    "answers",
    schema,
    column("id", KEY, primary_key=True),
    column("case_id", KEY, to("cases.id"), nullable=False),
    column("instance_id", KEY, to("instances.id"), nullable=False),
    column("task_id", KEY, to("tasks.id")),
    column("release_id", KEY, to("releases.id"), nullable=False),
    column("element", sa.String(80), nullable=False),
    column("item", sa.String(40), nullable=False),
    column("form", sa.String(80), nullable=False),
    column("values", sa.JSON, nullable=False),
    column("given_by", sa.String(100), nullable=False),
    column("given_at", MOMENT, nullable=False),
    sa.Index("ix_answers_case_id", "case_id"),
    sa.Index("ix_answers_instance_element", "instance_id", "element", "id"),
)
sa.Table(
    "drafts",
    schema,
    column("task_id", KEY, to("tasks.id"), primary_key=True),
    column("person", sa.String(100), primary_key=True),
    column("raw", sa.JSON, nullable=False),
    column("saved_at", MOMENT, nullable=False),
)


def upgrade() -> None:
    schema.create_all(op.get_bind(), checkfirst=False)
