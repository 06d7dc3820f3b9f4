"""Rules of indicators that are counted by hand, and codes that go on in a next plan."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indicator_rule",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=True),
        sa.Column(
            "taken",
            sa.Enum("sum", "level", "value", name="taken", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("of_people", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint("to_year IS NULL OR to_year >= from_year", name=op.f("ck_indicator_rule_years_in_order")),
        sa.PrimaryKeyConstraint("key", "version", name=op.f("pk_indicator_rule")),
    )
    op.add_column("plan_node", sa.Column("continues", sa.String(length=120), nullable=True))


def downgrade() -> None:
    op.drop_column("plan_node", "continues")
    op.drop_table("indicator_rule")
