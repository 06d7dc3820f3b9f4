"""Code lists, loaded policy files, municipalities, organisations and service points."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code",
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("label_nl", sa.String(length=120), nullable=False),
        sa.Column("label_en", sa.String(length=120), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("attrs", sa.JSON(), nullable=False),
        sa.CheckConstraint("active_to IS NULL OR active_to > active_from", name=op.f("ck_code_dates_in_order")),
        sa.PrimaryKeyConstraint("list", "key", name=op.f("pk_code")),
    )
    op.create_table(
        "municipality",
        sa.Column("nis5", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("postcode", sa.String(length=4), nullable=False),
        sa.Column("arrondissement", sa.String(length=30), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.Column("inhabitants_year", sa.Integer(), nullable=False),
        sa.Column("language_facilities", sa.String(length=2), nullable=True),
        sa.Column("successor", sa.String(length=5), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_municipality_dates_in_order")),
        sa.PrimaryKeyConstraint("nis5", name=op.f("pk_municipality")),
    )
    op.create_table(
        "policy_file",
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_policy_file")),
    )
    op.create_table(
        "policy_source",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_policy_source")),
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "association",
                "ocmw",
                "caw",
                "partner",
                name="organisationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("municipality", sa.String(length=5), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_organisation_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.nis5"], name=op.f("fk_organisation_municipality_municipality")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisation")),
    )
    op.create_table(
        "postal_code",
        sa.Column("postcode", sa.String(length=4), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("municipality", sa.String(length=5), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.nis5"], name=op.f("fk_postal_code_municipality_municipality")
        ),
        sa.PrimaryKeyConstraint("postcode", "place", name=op.f("pk_postal_code")),
    )
    op.create_index(op.f("ix_postal_code_municipality"), "postal_code", ["municipality"], unique=False)
    op.create_table(
        "service_point",
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("project", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("municipality", sa.String(length=5), nullable=True),
        sa.Column("volunteers", sa.Boolean(), nullable=False),
        sa.Column("opening_rule", sa.String(length=200), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "active_to IS NULL OR active_to > active_from", name=op.f("ck_service_point_dates_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.nis5"], name=op.f("fk_service_point_municipality_municipality")
        ),
        sa.PrimaryKeyConstraint("code", "project", name=op.f("pk_service_point")),
    )


def downgrade() -> None:
    op.drop_table("service_point")
    op.drop_index(op.f("ix_postal_code_municipality"), table_name="postal_code")
    op.drop_table("postal_code")
    op.drop_table("organisation")
    op.drop_table("policy_source")
    op.drop_table("policy_file")
    op.drop_table("municipality")
    op.drop_table("code")
