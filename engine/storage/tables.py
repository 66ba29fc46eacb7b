"""What lasts. Every moment is UTC, every date London's; JSON columns hold plain values only.

Three kinds of tables: the work (instances, tasks, timers, messages: derived from the diagrams), the record (typed facts
of a case that outlive any process, in `record_tables` and `plan_tables`), and the two logs (events: changes, chained
per case; access_log: looks).
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    literal_column,
    select,
    text,
)

from engine.storage.columns import Key, Moment, Person, index_of, key, metadata, ref
from engine.storage.plan_tables import (  # noqa: F401  (read as if they stood here)
    amendments,
    core_group_children,
    core_groups,
    corrections,
    dispatch_recipients,
    dispatches,
    documents,
    exceptions,
    lead_workers,
    legal_steps,
    plans,
    support_plans,
    transfer_children,
    transfers,
    visit_children,
    visits,
)
from engine.storage.record_tables import (  # noqa: F401  (read as if they stood here)
    assessments,
    children,
    conference_children,
    conferences,
    decisions,
    departures,
    enquiries,
    invitations,
    oversights,
    referrals,
    sitting_children,
    sittings,
    strategy_discussion_children,
    strategy_discussions,
)

# ---- releases: the published diagrams, tables, forms and letters

releases = Table(
    "releases",
    metadata,
    key(),  # the id is the release's number
    Column("digest", String(64), nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", Person, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("dates_changed", Text, nullable=False, default=""),  # files whose holidays or limits are other than before
)
files = Table(
    "files", metadata, Column("digest", String(64), primary_key=True), Column("content", LargeBinary, nullable=False)
)
release_files = Table(
    "release_files",
    metadata,
    Column("release_id", Key, ForeignKey("releases.id"), primary_key=True),
    Column("path", String(200), primary_key=True),
    Column("digest", String(64), ForeignKey("files.digest"), nullable=False),
)

# ---- the case

cases = Table(
    "cases",
    metadata,
    key(),
    Column("reference", String(20), nullable=False, unique=True),
    Column("family_name", String(200), nullable=False),
    Column("authority", String(40), nullable=False),
    Column("restricted", Boolean, nullable=False, default=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("taken_on", Date),  # from when on Childpath has it, where the family was known before
    Column("events", Integer, nullable=False, default=0),  # how many stand in the chain
    Column("head", String(64), nullable=False, default=""),  # the digest of the last
    # The release by whose holidays and limits its dates were last counted. A newer one that changes them changes no
    # row here: that would lock every case at once.
    Column("dated_by", Key, default=select(func.max(releases.c.id)).scalar_subquery()),
    Index("ix_cases_dated_by", "dated_by"),
)
allocations = Table(
    "allocations",
    metadata,
    key(),
    ref("cases", index=True),
    Column("person", Person, nullable=False, index=True),
    Column("person_name", String(200), nullable=False),
    Column("role", String(60), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

# ---- the work

instances = Table(
    "instances",
    metadata,
    key(),
    ref("cases"),
    ref("releases"),
    Column("process", String(80), nullable=False),
    Column("name", String(200), nullable=False),  # the process's name, as people read it
    Column("state", Text, nullable=False),
    Column("awaited", JSON, nullable=False, default=list),  # names of the messages it waits for
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("ending", String(200), nullable=False, default=""),
    Column("size", Integer, nullable=False, default=0),
    Column("depth", Integer, nullable=False, default=0),
    Index("ix_instances_case_ended", "case_id", "ended_at"),
)
instance_children = Table(
    "instance_children",
    metadata,
    Column("instance_id", Key, ForeignKey("instances.id"), primary_key=True),
    Column("child_id", Key, ForeignKey("children.id"), primary_key=True, index=True),
    Column("left_at", Moment),  # from when on it no longer concerns the child
)
# What a query on tasks says of them must stand here in the same words, or its index serves it not: so no parameters.
OPEN, NOBODY = literal_column("'open'"), literal_column("''")
FREE = text("state = 'open' AND claimed_by IS NULL")
FREE_FOR_OTHERS = text("state = 'open' AND claimed_by IS NULL AND acted_by != ''")
TAKEN = text("state = 'open' AND claimed_by IS NOT NULL")
DONE = text("done_by IS NOT NULL")
tasks = Table(
    "tasks",
    metadata,
    key(),
    ref("cases"),
    ref("instances"),
    Column("engine_key", String(36), nullable=False),
    Column("element", String(80), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(60), nullable=False),
    Column("acted_by", String(60), nullable=False, default=""),
    Column("form", String(80), nullable=False, default=""),
    Column("item", String(40), nullable=False, default=""),
    Column("item_name", String(200), nullable=False, default=""),
    Column("limit_name", String(60), nullable=False, default=""),
    Column("due_on", Date),
    Column("due_sum", Text, nullable=False, default=""),
    Column("amber_on", Date),
    Column("opened_at", Moment, nullable=False),
    Column("state", String(10), nullable=False, default="open"),  # open, done, or withdrawn by the diagram
    Column("claimed_by", Person),
    Column("claimed_name", String(200)),
    Column("claimed_at", Moment),
    Column("ended_at", Moment),
    Column("done_by", Person),
    Column("done_name", String(200)),
    Column("on_behalf_of", String(200), nullable=False, default=""),  # who answered, where it is nobody of ours
    Column("received_on", Date),
    Column("channel", String(40), nullable=False, default=""),
    UniqueConstraint("instance_id", "engine_key"),  # by which an instance's tasks are found, too
    CheckConstraint("state in ('open', 'done', 'withdrawn')", name="state"),
    Index("ix_tasks_case_state", "case_id", "state"),
    # A role's list is in the order of the dates; what is due soon is counted by date and amber date.
    index_of(FREE, "ix_tasks_free", "role", "due_on", "id"),
    index_of(FREE, "ix_tasks_free_amber", "role", "due_on", "amber_on"),
    index_of(FREE_FOR_OTHERS, "ix_tasks_free_for_others", "acted_by", "due_on", "id"),
    index_of(FREE_FOR_OTHERS, "ix_tasks_free_for_others_amber", "acted_by", "due_on", "amber_on"),
    index_of(TAKEN, "ix_tasks_taken", "claimed_by", "due_on", "id"),
    index_of(DONE, "ix_tasks_done", "done_by", "ended_at", "id"),
)
drafts = Table(
    "drafts",
    metadata,
    Column("task_id", Key, ForeignKey("tasks.id"), primary_key=True),
    Column("person", Person, primary_key=True),
    Column("raw", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
)
answers = Table(
    "answers",
    metadata,
    key(),
    ref("cases", index=True),
    ref("instances"),
    ref("tasks", nullable=True),
    ref("releases"),
    Column("element", String(80), nullable=False),
    Column("item", String(40), nullable=False, default=""),
    Column("form", String(80), nullable=False),
    Column("values", JSON, nullable=False),
    Column("given_by", Person, nullable=False),
    Column("given_at", Moment, nullable=False),
    Index("ix_answers_instance_element", "instance_id", "element", "id"),
)
# Were this a column of the index, not its condition, PostgreSQL would sort all that is due for each timer that fires.
NOT_STUCK, STUCK = text("stuck_at IS NULL"), text("stuck_at IS NOT NULL")
timers = Table(
    "timers",
    metadata,
    key(),
    ref("cases"),
    ref("instances"),
    Column("engine_key", String(36), nullable=False),
    Column("element", String(80), nullable=False),
    Column("name", String(200), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("limit_name", String(60), nullable=False, default=""),
    Column("due_on", Date),
    Column("sum", Text, nullable=False, default=""),
    Column("anchor", String(40)),
    Column("anchor_field", String(200), nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", Moment, nullable=False),  # due_at until a try fails
    Column("stuck_at", Moment),
    Column("failure", Text, nullable=False, default=""),
    UniqueConstraint("instance_id", "engine_key", "element"),  # likewise
    index_of(NOT_STUCK, "ix_timers_waiting", "next_try_at"),
    index_of(STUCK, "ix_timers_stuck", "stuck_at"),
)
messages = Table(
    "messages",
    metadata,
    key(),
    ref("cases"),
    ref("instances", "from_instance", nullable=True),
    Column("name", String(80), nullable=False),
    Column("children", JSON, nullable=False),  # ids of those it concerns
    Column("payload", JSON, nullable=False),
    Column("thrown_at", Moment, nullable=False),
    ref("instances", "to_instance", nullable=True),
    Column("delivered_at", Moment),
    Index("ix_messages_waiting", "case_id", "delivered_at", "name"),
)

# ---- the logs

events = Table(
    "events",
    metadata,
    key(),
    ref("cases", nullable=True),
    Column("number", Integer, nullable=False, default=0),  # place in the case's chain; 0 outside a case
    Column("request_id", String(64), nullable=False, unique=True),
    Column("verb", String(40), nullable=False),
    Column("person", Person, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("before", String(64), nullable=False, default=""),  # the digest of the event before
    Column("payload_digest", String(64), nullable=False),  # salted, so a disposed payload cannot be guessed back
    Column("digest", String(64), nullable=False),
    Index("ix_events_case_number", "case_id", "number", unique=True),
)
event_payloads = Table(
    "event_payloads",
    metadata,
    Column("event_id", Key, ForeignKey("events.id"), primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("payload", Text, nullable=False),  # JSON text, exactly as it was digested
)
access_log = Table(
    "access_log",
    metadata,
    key(),
    Column("at", Moment, nullable=False),
    Column("person", Person, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Column("case_id", Key, index=True),
    Column("detail", Text, nullable=False, default=""),
    Column("place", BigInteger, unique=True),  # its place in the sealed chain; ids are not in the order of commits
    Column("seal", String(64)),
)
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("worker", String(100), primary_key=True),
    Column("at", Moment, nullable=False),
)
nightly = Table(
    "nightly",
    metadata,
    Column("job", String(60), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("claimed_at", Moment, nullable=False),
    Column("done_at", Moment),
)
