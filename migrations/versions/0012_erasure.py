"""Erasure and retention: certificates, terms, proposals, holds; the mark of it on persons and cases."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_certificate",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ground", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("replayed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_erasure_certificate")),
    )
    op.create_table(
        "retention_term",
        sa.Column("project", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint("months > 0", name=op.f("ck_retention_term_months_positive")),
        sa.PrimaryKeyConstraint("project", "valid_from", name=op.f("pk_retention_term")),
    )
    op.create_table(
        "retention_proposal",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("carried_out_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("carried_out_by", sa.String(length=80), nullable=True),
        sa.Column("certificate", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate"],
            ["erasure_certificate.number"],
            name=op.f("fk_retention_proposal_certificate_erasure_certificate"),
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_retention_proposal")),
        sa.UniqueConstraint("number", name=op.f("uq_retention_proposal_number")),
    )
    op.create_table(
        "retention_hold",
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("held_by", sa.String(length=80), nullable=False),
        sa.Column("held_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_uid"], ["case_file.uid"], name=op.f("fk_retention_hold_case_uid_case_file")),
        sa.PrimaryKeyConstraint("case_uid", name=op.f("pk_retention_hold")),
    )
    op.create_table(
        "retention_item",
        sa.Column("proposal_uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_uid"], ["case_file.uid"], name=op.f("fk_retention_item_case_uid_case_file")),
        sa.ForeignKeyConstraint(
            ["proposal_uid"], ["retention_proposal.uid"], name=op.f("fk_retention_item_proposal_uid_retention_proposal")
        ),
        sa.PrimaryKeyConstraint("proposal_uid", "case_uid", name=op.f("pk_retention_item")),
    )
    with op.batch_alter_table("retention_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retention_item_case_uid"), ["case_uid"], unique=False)

    op.add_column("case_file", sa.Column("erased_on", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("certificate", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_case_file_certificate"), "case_file", ["certificate"], unique=False)

    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.alter_column("text_cell", existing_type=sa.LargeBinary(), nullable=True)

    op.add_column("person", sa.Column("erased_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("certificate", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_person_certificate"), "person", ["certificate"], unique=False)


def downgrade() -> None:
    # By itself, not as a copy of the table: dropping the old one would take the rows that refer to it.
    op.drop_index(op.f("ix_person_certificate"), "person")
    op.drop_column("person", "certificate")
    op.drop_column("person", "erased_on")

    op.execute("DELETE FROM note WHERE text_cell IS NULL")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.alter_column("text_cell", existing_type=sa.LargeBinary(), nullable=False)

    # By itself, not as a copy of the table: dropping the old one would take the rows that refer to it.
    op.drop_index(op.f("ix_case_file_certificate"), "case_file")
    op.drop_column("case_file", "certificate")
    op.drop_column("case_file", "erased_on")

    with op.batch_alter_table("retention_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retention_item_case_uid"))

    op.drop_table("retention_item")
    op.drop_table("retention_hold")
    op.drop_table("retention_proposal")
    op.drop_table("retention_term")
    op.drop_table("erasure_certificate")
