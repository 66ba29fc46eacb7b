"""By which release the dates of each case were counted, and which releases changed how dates are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Dates were counted by the release of their day; no release before this one says whether it changed that."""
    op.add_column("releases", sa.Column("dates_changed", sa.Text, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("dated_by", KEY))
    op.create_index("ix_cases_dated_by", "cases", ["dated_by"])
    op.execute("update cases set dated_by = (select max(id) from releases)")
