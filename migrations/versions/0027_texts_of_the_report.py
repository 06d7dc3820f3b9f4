"""Texts of the report, version by version."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_text",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("written_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=True),
        sa.Column("approved_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name=op.f("ck_report_text_approved_whole")),
        sa.CheckConstraint("approved_by IS NULL OR approved_by <> written_by", name=op.f("ck_report_text_two_persons")),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_report_text_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_report_text")),
        sa.UniqueConstraint("node_uid", "year", "number", name=op.f("uq_report_text_node_uid_year_number")),
    )
    with op.batch_alter_table("report_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_text_year"), ["year"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("report_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_text_year"))

    op.drop_table("report_text")
