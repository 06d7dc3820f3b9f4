"""Signing in through a provider: who is whom there, by what a session began, and roles that follow from rights."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_VIA = sa.Enum(
    "password", "provider", "strong_provider", name="via", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    op.create_table(
        "user_identity",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("user_uid", types.Uid(length=16), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_uid"], ["user_account.uid"], name=op.f("fk_user_identity_user_uid_user_account")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_user_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_user_identity_issuer_subject")),
        sa.UniqueConstraint("user_uid", "issuer", name=op.f("uq_user_identity_user_uid_issuer")),
    )
    # Sessions from before go on as what they were: by password.
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("via", _VIA, nullable=False, server_default="password"))
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.alter_column("via", existing_type=_VIA, server_default=None)
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_provider", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.alter_column("by_provider", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM role_grant WHERE by_provider")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_column("by_provider")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_user_session_via"), type_="check")
        batch_op.drop_column("via")
    op.drop_table("user_identity")
