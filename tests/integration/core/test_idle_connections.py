"""A connection that lay idle while the server went away is replaced before anybody works with it."""

import pytest
from sqlalchemy import text

from app.core import db


@pytest.fixture
def engine_name():
    """SQLite has no server that can go away."""
    return "postgresql"


@pytest.fixture
def engine(settings):
    engine = db.make_engine(settings.database_url)
    yield engine
    engine.dispose()


def test_an_idle_connection_that_died_is_replaced(engine, monkeypatch):
    with engine.connect() as one:
        dead = one.scalar(text("SELECT pg_backend_pid()"))
        with engine.connect() as other:
            other.execute(text("SELECT 1"))
            one.rollback()
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": dead})
    monkeypatch.setattr(db, "_IDLE_SECONDS", 0)
    for _ in range(3):
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT pg_backend_pid()")) != dead
