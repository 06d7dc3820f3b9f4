"""A household that moves takes the term of its stay along."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not by way of another table: the triggers that keep nights apart would stay behind.
    op.add_column("kw_stay", sa.Column("term_from", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("kw_stay", "term_from")
