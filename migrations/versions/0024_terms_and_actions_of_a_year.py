"""Terms, actions and exceptions of a year; confirmed findings; what each frozen record is."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "year_term",
        sa.Column("from_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no_new_after", sa.String(length=5), nullable=False),
        sa.Column("no_edit_after", sa.String(length=5), nullable=False),
        sa.Column("deadline", sa.String(length=5), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("from_year", name=op.f("pk_year_term")),
    )
    op.create_table(
        "action_step",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "approved",
                name="actionstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status <> 'draft'", name=op.f("ck_action_step_draft_has_no_step")),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_action_step_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_action_step")),
        sa.UniqueConstraint("node_uid", "year", "number", name=op.f("uq_action_step_node_uid_year_number")),
    )
    with op.batch_alter_table("action_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_step_year"), ["year"], unique=False)

    op.create_table(
        "year_exception",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.String(length=80), nullable=False),
        sa.Column("granted_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_year_exception_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_year_exception")),
    )
    with op.batch_alter_table("year_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_exception_year"), ["year"], unique=False)

    op.create_table(
        "quality_confirmation",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("confirmed_by", sa.String(length=80), nullable=False),
        sa.Column("confirmed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["case_file.uid"], name=op.f("fk_quality_confirmation_case_uid_case_file")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_quality_confirmation")),
        sa.UniqueConstraint("rule", "case_uid", name=op.f("uq_quality_confirmation_rule_case_uid")),
    )
    with op.batch_alter_table("quality_confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_confirmation_case_uid"), ["case_uid"], unique=False)

    # Not in a batch: a table that is made anew loses the triggers that keep what was frozen.
    op.add_column("measurement_record", sa.Column("record_uid", types.Uid(length=16), nullable=True))

    op.add_column("year_close", sa.Column("hard_findings", sa.Integer(), nullable=True))
    op.add_column("year_close", sa.Column("despite", sa.Text(), nullable=True))
    op.add_column("year_close", sa.Column("unapproved", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("year_close", "unapproved")
    op.drop_column("year_close", "despite")
    op.drop_column("year_close", "hard_findings")

    op.drop_column("measurement_record", "record_uid")

    with op.batch_alter_table("quality_confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quality_confirmation_case_uid"))

    op.drop_table("quality_confirmation")
    with op.batch_alter_table("year_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_exception_year"))

    op.drop_table("year_exception")
    with op.batch_alter_table("action_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_step_year"))

    op.drop_table("action_step")
    op.drop_table("year_term")
