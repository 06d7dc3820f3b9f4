"""Audit records are final: the database itself refuses to change or remove one."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_WHAT = ("update", "delete")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_record_is_final() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit records are final'; END $$"
        )
        for what in (*_WHAT, "truncate"):
            op.execute(
                f"CREATE TRIGGER audit_record_no_{what} BEFORE {what.upper()} ON audit_record "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_record_is_final()"
            )
        return
    for what in _WHAT:
        op.execute(
            f"CREATE TRIGGER audit_record_no_{what} BEFORE {what.upper()} ON audit_record "
            "BEGIN SELECT RAISE(ABORT, 'audit records are final'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for what in (*_WHAT, "truncate"):
            op.execute(f"DROP TRIGGER audit_record_no_{what} ON audit_record")
        op.execute("DROP FUNCTION audit_record_is_final()")
        return
    for what in _WHAT:
        op.execute(f"DROP TRIGGER audit_record_no_{what}")
