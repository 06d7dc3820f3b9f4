"""The policy plan: periods, tree, money, totals, indicators, published figures, narratives."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indicator",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_indicator")),
        sa.UniqueConstraint("key", name=op.f("uq_indicator_key")),
    )
    op.create_table(
        "plan_period",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("investments_in_expenses_from", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint("last_day > first_day", name=op.f("ck_plan_period_dates_in_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plan_period")),
    )
    op.create_table(
        "plan_node",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("plan", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("parent", sa.String(length=20), nullable=True),
        sa.Column(
            "level",
            sa.Enum("sd", "od", "ap", "actie", name="level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_printed", sa.String(length=200), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("priority", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("status_note", sa.Text(), nullable=True),
        sa.Column(
            "code_status",
            sa.Enum(
                "gedrukt",
                "synthese",
                "afgeleid",
                name="codestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("plan_ref", sa.String(length=20), nullable=True),
        sa.Column("indicator_title", sa.String(length=200), nullable=True),
        sa.Column("flemish_priority", sa.String(length=20), nullable=True),
        sa.Column("owner", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "parent"],
            ["plan_node.plan", "plan_node.code"],
            name=op.f("fk_plan_node_plan_parent_plan_node"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["plan"], ["plan_period.code"], name=op.f("fk_plan_node_plan_plan_period")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_plan_node")),
        sa.UniqueConstraint("plan", "code", name=op.f("uq_plan_node_plan_code")),
    )
    op.create_table(
        "plan_total",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("plan", sa.String(length=20), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum("rekening", "meerjarenplan", name="basis", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column(
            "source_table",
            sa.Enum("synthese", "nota", name="sourcetable", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["plan"], ["plan_period.code"], name=op.f("fk_plan_total_plan_plan_period")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_plan_total")),
        sa.UniqueConstraint("plan", "line", "year", "basis", name=op.f("uq_plan_total_plan_line_year_basis")),
    )
    op.create_table(
        "narrative",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("heading", sa.String(length=400), nullable=True),
        sa.Column("code_printed", sa.String(length=20), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_narrative_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_narrative")),
        sa.UniqueConstraint("node_uid", "on", name=op.f("uq_narrative_node_uid_on")),
    )
    op.create_table(
        "node_money",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=False),
        sa.Column(
            "source_table",
            sa.Enum("synthese", "nota", name="sourcetable", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "exploitatie",
                "investeringen",
                "financiering",
                name="moneykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum("rekening", "meerjarenplan", name="basis", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("receipts", sa.BigInteger(), nullable=True),
        sa.Column("expenses", sa.BigInteger(), nullable=True),
        sa.Column("balance_printed", sa.BigInteger(), nullable=True),
        sa.Column(
            "year_mapping",
            sa.Enum(
                "volledig",
                "afgeleid",
                "onzeker",
                name="yearmapping",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_node_money_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_node_money")),
        sa.UniqueConstraint(
            "node_uid",
            "source_table",
            "kind",
            "year",
            "basis",
            name=op.f("uq_node_money_node_uid_source_table_kind_year_basis"),
        ),
    )
    op.create_table(
        "published_figure",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("indicator_uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("breakdown", sa.String(length=120), nullable=False),
        sa.Column("value", types.Exact(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "resultaat",
                "middelen",
                "context",
                "parameter",
                "doel",
                name="figurekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=True),
        sa.Column("period", sa.String(length=120), nullable=True),
        sa.Column("project", sa.String(length=60), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_uid"], ["indicator.uid"], name=op.f("fk_published_figure_indicator_uid_indicator")
        ),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_published_figure_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_published_figure")),
        sa.UniqueConstraint("ref", name=op.f("uq_published_figure_ref")),
    )
    op.create_index(op.f("ix_published_figure_indicator_uid"), "published_figure", ["indicator_uid"], unique=False)
    op.create_index(op.f("ix_published_figure_node_uid"), "published_figure", ["node_uid"], unique=False)
    op.create_index(op.f("ix_published_figure_year"), "published_figure", ["year"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_published_figure_year"), table_name="published_figure")
    op.drop_index(op.f("ix_published_figure_node_uid"), table_name="published_figure")
    op.drop_index(op.f("ix_published_figure_indicator_uid"), table_name="published_figure")
    op.drop_table("published_figure")
    op.drop_table("node_money")
    op.drop_table("narrative")
    op.drop_table("plan_total")
    op.drop_table("plan_node")
    op.drop_table("plan_period")
    op.drop_table("indicator")
