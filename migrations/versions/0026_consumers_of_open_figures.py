"""Programs that read the open figures."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_consumer",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_figure_consumer")),
        sa.UniqueConstraint("digest", name=op.f("uq_figure_consumer_digest")),
        sa.UniqueConstraint("name", name=op.f("uq_figure_consumer_name")),
    )


def downgrade() -> None:
    op.drop_table("figure_consumer")
