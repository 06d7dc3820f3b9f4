"""Indicators that follow from others, and targets."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "derived_indicator",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("sum", "rate", name="derivedkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint("to_year IS NULL OR to_year >= from_year", name=op.f("ck_derived_indicator_years_in_order")),
        sa.PrimaryKeyConstraint("key", "version", name=op.f("pk_derived_indicator")),
    )
    op.create_table(
        "indicator_target",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("from_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum("at_least", "at_most", name="direction", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("value", types.Exact(), nullable=False),
        sa.Column("band", types.Exact(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint("band >= 0", name=op.f("ck_indicator_target_band_not_negative")),
        sa.CheckConstraint("to_year IS NULL OR to_year >= from_year", name=op.f("ck_indicator_target_years_in_order")),
        sa.PrimaryKeyConstraint("key", "from_year", name=op.f("pk_indicator_target")),
    )


def downgrade() -> None:
    op.drop_table("indicator_target")
    op.drop_table("derived_indicator")
