"""Seals counted per key; the state of key rotations."""

import sqlalchemy as sa
from alembic import op

from app.core.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Every wrapping that is replaced would rewrite it, for the sake of a count now and then.
    op.drop_index("ix_data_key_root_generation", "data_key")
    with op.batch_alter_table("data_key") as batch:
        batch.add_column(sa.Column("seals", sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "key_task",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("to_generation", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("from_generation", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("cursor", sa.String(120), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime, nullable=True),
        sa.Column("removed_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("kind", "to_generation", name="pk_key_task"),
    )


def downgrade() -> None:
    op.drop_table("key_task")
    with op.batch_alter_table("data_key") as batch:
        batch.drop_column("seals")
    op.create_index("ix_data_key_root_generation", "data_key", ["root_generation"])
