"""What somebody does who has the database but not the roots: first of all, away with the triggers."""

from sqlalchemy import Connection, text


def lift_triggers(connection: Connection) -> None:
    """Take the triggers off audit_record that refuse to change a record."""
    kinds = ["update", "delete"]
    of_table, more = ("", []) if connection.dialect.name == "sqlite" else (" ON audit_record", ["truncate"])
    for what in kinds + more:
        connection.execute(text(f"DROP TRIGGER IF EXISTS audit_record_no_{what}{of_table}"))
