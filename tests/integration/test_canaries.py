"""Canary persons through every page, form, file and copy: afterwards they are nowhere to be read."""

import logging
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import create_app
from app.cases.kinds import install_kinds, kinds
from app.clients.models import Person
from app.core.classification import POLICY
from app.core.clock import FixedClock
from app.core.model import Base
from app.web.extensions import db
from config.logs import JsonFormatter
from tests.access.expectations import expectations
from tests.access.world import World
from tests.support.canary import CANARIES, Walk, files_with_canaries
from tests.support.cases import KIND, add_codes, add_person
from tests.support.databases import TEST_ROOTS
from tests.support.people import HouseClient
from tests.support.recycling import connect

NAME, _, NUMBER, MAIL, PHONE, STREET = CANARIES
EVERY = {"sqlite": 1, "postgresql": 9}
"""On PostgreSQL every ninth page, for what the program does with words is the same there."""


@pytest.fixture
def nest(engine_name, request, tmp_path, monkeypatch):
    """An installation of its own, with its logs and temporary files in one place."""
    template = request.getfixturevalue(f"_{engine_name}")
    settings = template.copy(tmp_path / "home")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    handler = logging.FileHandler(tmp_path / "log")
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    world = World(create_app(settings, clock=FixedClock(datetime(2026, 3, 16, 11, tzinfo=UTC)), roots=TEST_ROOTS))
    world.app.test_client_class = HouseClient
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    with world.work() as work, work.transaction():
        add_codes(work.session)
    real = kinds()
    install_kinds([*real, KIND])
    yield world, settings, tmp_path
    install_kinds(real)
    logging.getLogger().removeHandler(handler)
    logging.getLogger().setLevel(logging.WARNING)
    handler.close()
    with world.app.app_context():
        db.engine.dispose()
    world.services.vault.keystore.engine.dispose()
    template.drop(settings)


def columns_with_canaries(world):
    """Columns about people that hold a canary as text that everybody can read; what colleagues publish is no secret."""
    found = set()
    with world.services.new_session() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(sa.select(table)).mappings():
                text = {
                    name: str(value)
                    for name, value in row.items()
                    if not isinstance(value, bytes) and table.c[name].info != POLICY
                }
                found |= {f"{table.name}.{n}" for n, value in text.items() if any(one in value for one in CANARIES)}
    return sorted(found)


def data_folder(settings):
    """Where PostgreSQL keeps its files, after it wrote everything it knows."""
    with connect(settings.database_url) as owner:
        owner.execute("CHECKPOINT")
    return Path(str(sa.make_url(settings.database_url).query["host"]))


def test_no_canary_is_left_anywhere(nest, engine_name):
    world, settings, place = nest
    facts = {"birth_date": date(1999, 2, 28), "national_number": NUMBER, "phone": PHONE, "email": MAIL}
    with world.work() as work, work.transaction():
        for _ in range(2):
            person = add_person(work, family_name=NAME, given_name=NAME, **({} if _ else facts))
            person.address = {"street": STREET}
    walk = Walk(world)
    pages = expectations()
    walk.over({key: pages[key] for key in sorted(pages)[:: EVERY[engine_name]]})
    client = world.colleague("coordinator", "W13")
    for wrong in (f"/{NAME}", f"/dossiers/{NAME}", f"/dossiers/zoek?nummer={NAME}", f"/personen/{NAME}"):
        assert NAME not in client.get(wrong).text
    result = world.app.test_cli_runner().invoke(args=["backup", str(place / "backup")])
    assert result.exit_code == 0, result.output
    assert walk.sent > 10
    assert walk.leaks == []
    assert not columns_with_canaries(world), columns_with_canaries(world)
    folders = [place]
    if engine_name == "postgresql":
        folders.append(data_folder(settings))
    assert files_with_canaries(*folders) == []
    with world.work() as work:
        names = [one.family_name for one in work.session.scalars(sa.select(Person)).all()]
        assert names.count(NAME) >= 2, "they are there all right, for whoever may read them"
