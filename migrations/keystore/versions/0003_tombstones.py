"""Tombstones: which keyholders were destroyed, under which certificate."""

import sqlalchemy as sa
from alembic import op

from app.core.types import Uid, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("ground", sa.String(200), nullable=False),
        sa.Column("decided_by", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_erasure"),
    )
    op.create_table(
        "tombstone",
        sa.Column("holder_uid", Uid, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["number"], ["erasure.number"], name="fk_tombstone_number_erasure"),
        sa.PrimaryKeyConstraint("holder_uid", name="pk_tombstone"),
    )
    op.create_index("ix_tombstone_number", "tombstone", ["number"])


def downgrade() -> None:
    op.drop_index("ix_tombstone_number", "tombstone")
    op.drop_table("tombstone")
    op.drop_table("erasure")
