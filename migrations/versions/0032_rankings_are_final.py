"""Rankings of the waiting list are final: the database refuses to change or remove one; where a household stays."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_TABLES = ("kw_ranking", "kw_ranking_line")
_WHAT = ("update", "delete")


def upgrade() -> None:
    op.add_column("kw_screening", sa.Column("housing_situation", sa.String(length=40), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION kw_ranking_is_final() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rankings are final'; END $$"
        )
        for table in _TABLES:
            for what in (*_WHAT, "truncate"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION kw_ranking_is_final()"
                )
        return
    for table in _TABLES:
        for what in _WHAT:
            op.execute(
                f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'rankings are final'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            for what in (*_WHAT, "truncate"):
                op.execute(f"DROP TRIGGER {table}_no_{what} ON {table}")
        op.execute("DROP FUNCTION kw_ranking_is_final()")
    else:
        for table in _TABLES:
            for what in _WHAT:
                op.execute(f"DROP TRIGGER {table}_no_{what}")
    op.drop_column("kw_screening", "housing_situation")
