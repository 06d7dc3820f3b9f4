"""Closing of years, frozen figures that the database keeps from changing, and counts by hand."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


# A frozen figure never changes, and nothing joins it once its year was decided: both engines refuse it themselves.
_SQLITE = (
    "CREATE TRIGGER measurement_no_update BEFORE UPDATE ON measurement"
    " BEGIN SELECT RAISE(ABORT, 'a frozen figure does not change'); END",
    "CREATE TRIGGER measurement_no_delete BEFORE DELETE ON measurement"
    " BEGIN SELECT RAISE(ABORT, 'a frozen figure does not change'); END",
    "CREATE TRIGGER measurement_record_no_update BEFORE UPDATE ON measurement_record"
    " BEGIN SELECT RAISE(ABORT, 'a frozen figure does not change'); END",
    "CREATE TRIGGER measurement_record_no_delete BEFORE DELETE ON measurement_record"
    " BEGIN SELECT RAISE(ABORT, 'a frozen figure does not change'); END",
    "CREATE TRIGGER year_close_no_update BEFORE UPDATE ON year_close WHEN OLD.status <> 'submitted'"
    " BEGIN SELECT RAISE(ABORT, 'a decided closing does not change'); END",
    "CREATE TRIGGER year_close_no_delete BEFORE DELETE ON year_close WHEN OLD.status <> 'submitted'"
    " BEGIN SELECT RAISE(ABORT, 'a decided closing does not change'); END",
    "CREATE TRIGGER measurement_while_open BEFORE INSERT ON measurement WHEN NOT EXISTS"
    " (SELECT 1 FROM year_close WHERE uid = NEW.close_uid AND status = 'submitted')"
    " BEGIN SELECT RAISE(ABORT, 'this closing was decided'); END",
    "CREATE TRIGGER measurement_record_while_open BEFORE INSERT ON measurement_record WHEN NOT EXISTS"
    " (SELECT 1 FROM measurement JOIN year_close ON year_close.uid = measurement.close_uid"
    " WHERE measurement.uid = NEW.measurement_uid AND year_close.status = 'submitted')"
    " BEGIN SELECT RAISE(ABORT, 'this closing was decided'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION frozen_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'a frozen figure does not change' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE FUNCTION measurement_while_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF NOT EXISTS (SELECT 1 FROM year_close WHERE uid = NEW.close_uid AND status = 'submitted') THEN"
    " RAISE EXCEPTION 'this closing was decided' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    " RETURN NEW; END $$",
    "CREATE FUNCTION measurement_record_while_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF NOT EXISTS (SELECT 1 FROM measurement JOIN year_close ON year_close.uid = measurement.close_uid"
    " WHERE measurement.uid = NEW.measurement_uid AND year_close.status = 'submitted') THEN"
    " RAISE EXCEPTION 'this closing was decided' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    " RETURN NEW; END $$",
    "CREATE TRIGGER measurement_frozen BEFORE UPDATE OR DELETE ON measurement"
    " FOR EACH ROW EXECUTE FUNCTION frozen_refuses()",
    "CREATE TRIGGER measurement_kept BEFORE TRUNCATE ON measurement"
    " FOR EACH STATEMENT EXECUTE FUNCTION frozen_refuses()",
    "CREATE TRIGGER measurement_record_frozen BEFORE UPDATE OR DELETE ON measurement_record"
    " FOR EACH ROW EXECUTE FUNCTION frozen_refuses()",
    "CREATE TRIGGER measurement_record_kept BEFORE TRUNCATE ON measurement_record"
    " FOR EACH STATEMENT EXECUTE FUNCTION frozen_refuses()",
    "CREATE TRIGGER year_close_decided BEFORE UPDATE OR DELETE ON year_close"
    " FOR EACH ROW WHEN (OLD.status <> 'submitted') EXECUTE FUNCTION frozen_refuses()",
    "CREATE TRIGGER measurement_open BEFORE INSERT ON measurement"
    " FOR EACH ROW EXECUTE FUNCTION measurement_while_open()",
    "CREATE TRIGGER measurement_record_open BEFORE INSERT ON measurement_record"
    " FOR EACH ROW EXECUTE FUNCTION measurement_record_while_open()",
)
_FUNCTIONS = ("measurement_record_while_open", "measurement_while_open", "frozen_refuses")


def upgrade() -> None:
    _create_tables()
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def _create_tables() -> None:
    op.create_table(
        "year_close",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "submitted",
                "returned",
                "closed",
                name="closestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.String(length=80), nullable=False),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'submitted') = (decided_at IS NULL)", name=op.f("ck_year_close_decided_when_over")
        ),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> submitted_by", name=op.f("ck_year_close_two_persons")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_year_close")),
    )
    with op.batch_alter_table("year_close", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_close_year"), ["year"], unique=False)
        batch_op.create_index(
            "uq_year_close_year_open",
            ["year"],
            unique=True,
            sqlite_where=sa.text("status = 'submitted'"),
            postgresql_where=sa.text("status = 'submitted'"),
        )

    op.create_table(
        "measurement",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("close_uid", types.Uid(length=16), nullable=False),
        sa.Column("measure_key", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("definition_version", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("breakdown", sa.JSON(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("computed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_measurement_hash_whole")),
        sa.ForeignKeyConstraint(["close_uid"], ["year_close.uid"], name=op.f("fk_measurement_close_uid_year_close")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_measurement")),
        sa.UniqueConstraint("measure_key", "year", "revision", name=op.f("uq_measurement_measure_key_year_revision")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_close_uid"), ["close_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_year"), ["year"], unique=False)

    op.create_table(
        "count_entry",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("indicator_uid", types.Uid(length=16), nullable=False),
        sa.Column("node_uid", types.Uid(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", types.Exact(), nullable=False),
        sa.Column("municipality", sa.String(length=5), nullable=False),
        sa.Column("breakdown", sa.String(length=120), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_count_entry_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["indicator_uid"], ["indicator.uid"], name=op.f("fk_count_entry_indicator_uid_indicator")
        ),
        sa.ForeignKeyConstraint(["node_uid"], ["plan_node.uid"], name=op.f("fk_count_entry_node_uid_plan_node")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_count_entry")),
        sa.UniqueConstraint("ref", name=op.f("uq_count_entry_ref")),
    )
    with op.batch_alter_table("count_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_count_entry_indicator_uid"), ["indicator_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_count_entry_node_uid"), ["node_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_count_entry_on"), ["on"], unique=False)

    op.create_table(
        "measurement_record",
        sa.Column("measurement_uid", types.Uid(length=16), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measurement_uid"], ["measurement.uid"], name=op.f("fk_measurement_record_measurement_uid_measurement")
        ),
        sa.PrimaryKeyConstraint("measurement_uid", "ref", name=op.f("pk_measurement_record")),
    )
    op.create_table(
        "count_correction",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("count_uid", types.Uid(length=16), nullable=False),
        sa.Column("before", types.Exact(), nullable=False),
        sa.Column("after", types.Exact(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by", sa.String(length=80), nullable=False),
        sa.Column("corrected_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_uid"], ["count_entry.uid"], name=op.f("fk_count_correction_count_uid_count_entry")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_count_correction")),
    )
    with op.batch_alter_table("count_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_count_correction_count_uid"), ["count_uid"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("count_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_count_correction_count_uid"))

    op.drop_table("count_correction")
    op.drop_table("measurement_record")
    with op.batch_alter_table("count_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_count_entry_on"))
        batch_op.drop_index(batch_op.f("ix_count_entry_node_uid"))
        batch_op.drop_index(batch_op.f("ix_count_entry_indicator_uid"))

    op.drop_table("count_entry")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_year"))
        batch_op.drop_index(batch_op.f("ix_measurement_close_uid"))

    op.drop_table("measurement")
    with op.batch_alter_table("year_close", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_year_close_year_open",
            sqlite_where=sa.text("status = 'submitted'"),
            postgresql_where=sa.text("status = 'submitted'"),
        )
        batch_op.drop_index(batch_op.f("ix_year_close_year"))

    op.drop_table("year_close")
    if op.get_bind().dialect.name == "postgresql":
        for name in _FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
