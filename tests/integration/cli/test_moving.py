"""An installation on SQLite goes to PostgreSQL by one command: as many rows everywhere, and all of it works there."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from app import create_app
from app.access.actor import system_actor
from app.access.work import working
from app.audit.chain import verify
from app.clients.models import Person
from app.core.db import make_engine
from app.privacy.figures import every_figure
from app.web.extensions import db
from app.web.work import KEY
from tests.support.databases import PostgresTemplate
from tests.support.kills import write_roots


@pytest.fixture
def engine_name():
    return "sqlite"


def pictured(app):
    """Names, figures, and whether the trail holds."""
    with working(app.extensions[KEY], system_actor("test"), "test") as work:
        names = {person.uid: person.family_name for person in work.session.scalars(select(Person))}
        return names, every_figure(work), verify(work.session, work.trail.key).first_bad


def close(app):
    with app.app_context():
        db.engine.dispose()
    if KEY in app.extensions:
        app.extensions[KEY].vault.keystore.engine.dispose()


@pytest.mark.households
@pytest.mark.postgres
def test_equal_counts_and_everything_still_opens(app, settings, clock, _postgresql: PostgresTemplate, tmp_path):
    write_roots(settings, lambda root: bytes([list(type(root)).index(root) + 1]) * 32)
    before = pictured(app)
    there = replace(settings, database_url=_postgresql.empty(tmp_path), keystore_url=_postgresql.empty(tmp_path))
    with_nothing = create_app(there, clock=clock)
    result = with_nothing.test_cli_runner().invoke(args=["to-postgresql", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    source = make_engine(settings.database_url)
    with source.connect() as connection:
        for table, number in told["data"].items():
            assert connection.scalar(text(f'SELECT count(*) FROM "{table}"')) == number, table
    source.dispose()
    assert told["data"]["person"] > 0 and told["keystore"]["data_key"] > 0
    moved = create_app(there, clock=clock)
    assert pictured(moved) == before
    target = make_engine(there.database_url)
    with target.connect() as connection:
        off = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'"
        assert connection.scalar(text(off)) == 0
        assert connection.scalar(text("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")) > 50
    target.dispose()
    again = moved.test_cli_runner().invoke(args=["to-postgresql"])
    assert (again.exit_code, "al een installatie" in again.stderr) == (1, True)
    back = app.test_cli_runner().invoke(args=["to-postgresql"])
    assert back.exit_code == 1
    for each in (with_nothing, moved):
        close(each)
