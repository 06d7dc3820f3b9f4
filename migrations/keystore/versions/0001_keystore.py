"""The keystore: wrapped data keys, canaries, the installation it belongs to."""

import sqlalchemy as sa
from alembic import op

from app.core.types import Uid, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_key",
        sa.Column("holder_uid", Uid, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("root_generation", sa.Integer, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("holder_uid", "generation", name="pk_data_key"),
    )
    op.create_index("ix_data_key_root_generation", "data_key", ["root_generation"])
    op.create_table(
        "canary",
        sa.Column("root", sa.String(20), nullable=False),
        sa.Column("generation", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("proof", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("root", "generation", name="pk_canary"),
    )
    op.create_table(
        "installation",
        sa.Column("uid", Uid, nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_installation"),
    )


def downgrade() -> None:
    op.drop_table("installation")
    op.drop_table("canary")
    op.drop_index("ix_data_key_root_generation", "data_key")
    op.drop_table("data_key")
