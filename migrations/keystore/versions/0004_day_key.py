"""The key of the day, under which the chain of audit records is closed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_key",
        sa.Column("epoch", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("epoch", name="pk_day_key"),
    )


def downgrade() -> None:
    op.drop_table("day_key")
