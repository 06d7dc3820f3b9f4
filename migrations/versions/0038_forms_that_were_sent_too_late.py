"""Forms that were sent after their session ran out, kept for a day."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_form",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("user_uid", types.Uid(length=16), nullable=False),
        sa.Column("saved_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("content_cell", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["user_uid"], ["user_account.uid"], name=op.f("fk_kept_form_user_uid_user_account")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kept_form")),
        sa.UniqueConstraint("user_uid", name=op.f("uq_kept_form_user_uid")),
    )
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_form_saved_at"), ["saved_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_form_saved_at"))
    op.drop_table("kept_form")
