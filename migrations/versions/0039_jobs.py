"""Jobs: one row for each kind of work that comes back."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_STATE = sa.Enum(
    "waiting", "running", "done", "failed", name="jobstate", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", _STATE, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("started_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("succeeded_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("handled", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=60), nullable=True),
        sa.Column("reference", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_job")),
    )


def downgrade() -> None:
    op.drop_table("job")
