"""registers merges and grounds to share."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "impact_assessment",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("project", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("noted_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_impact_assessment")),
    )
    with op.batch_alter_table("impact_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_impact_assessment_project"), ["project"], unique=False)

    op.create_table(
        "processor",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("transfer", sa.String(length=30), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_processor")),
    )
    op.create_table(
        "breach",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_uid", types.Uid(length=16), nullable=False),
        sa.Column("found_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("risk", sa.String(length=30), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("what_cell", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["user_uid"], ["user_account.uid"], name=op.f("fk_breach_user_uid_user_account")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_breach")),
        sa.UniqueConstraint("number", name=op.f("uq_breach_number")),
    )
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_user_uid"), ["user_uid"], unique=False)

    op.create_table(
        "person_merge",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("kept_uid", types.Uid(length=16), nullable=False),
        sa.Column("other_uid", types.Uid(length=16), nullable=False),
        sa.Column("taken", sa.String(length=200), nullable=False),
        sa.Column("proposed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("is_merged", sa.Boolean(), nullable=True),
        sa.CheckConstraint("kept_uid <> other_uid", name=op.f("ck_person_merge_two_persons")),
        sa.ForeignKeyConstraint(["kept_uid"], ["person.uid"], name=op.f("fk_person_merge_kept_uid_person")),
        sa.ForeignKeyConstraint(["other_uid"], ["person.uid"], name=op.f("fk_person_merge_other_uid_person")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_kept_uid"), ["kept_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_other_uid"), ["other_uid"], unique=False)

    op.create_table(
        "breach_step",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("breach_uid", types.Uid(length=16), nullable=False),
        sa.Column("user_uid", types.Uid(length=16), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("why_cell", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["breach_uid"], ["breach.uid"], name=op.f("fk_breach_step_breach_uid_breach")),
        sa.ForeignKeyConstraint(["user_uid"], ["user_account.uid"], name=op.f("fk_breach_step_user_uid_user_account")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_breach_step")),
    )
    with op.batch_alter_table("breach_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_step_breach_uid"), ["breach_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_step_user_uid"), ["user_uid"], unique=False)

    with op.batch_alter_table("sharing_consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partner_kind", sa.String(length=30), server_default="other", nullable=False))
        batch_op.add_column(sa.Column("ground", sa.String(length=30), server_default="consent", nullable=False))


def downgrade() -> None:

    with op.batch_alter_table("sharing_consent", schema=None) as batch_op:
        batch_op.drop_column("ground")
        batch_op.drop_column("partner_kind")

    with op.batch_alter_table("breach_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_breach_step_user_uid"))
        batch_op.drop_index(batch_op.f("ix_breach_step_breach_uid"))

    op.drop_table("breach_step")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merge_other_uid"))
        batch_op.drop_index(batch_op.f("ix_person_merge_kept_uid"))

    op.drop_table("person_merge")
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_breach_user_uid"))

    op.drop_table("breach")
    op.drop_table("processor")
    with op.batch_alter_table("impact_assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_impact_assessment_project"))

    op.drop_table("impact_assessment")
