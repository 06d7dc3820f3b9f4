"""Every migration, up and down, with data in every table, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import app.models  # noqa: F401  (all models)
from app.core.db import make_engine
from app.core.model import Base
from app.crypto.keystore import metadata as keystore_metadata
from tests.support.databases import Template
from tests.support.migrations import CHAINS, Chain, head_file, picture, rows_of

METADATA = {"data": Base.metadata, "keystore": keystore_metadata}


@pytest.fixture(params=CHAINS)
def chain(request: pytest.FixtureRequest, engine_name: str, tmp_path: Path) -> Iterator[Chain]:
    """A chain over a database with nothing in it."""
    template: Template = request.getfixturevalue(f"_{engine_name}")
    engine = make_engine(template.empty(tmp_path))
    yield Chain(request.param, engine)
    engine.dispose()


def climb(chain: Chain) -> dict[str, object]:
    """Go up step by step, with rows at each, which stay; returns the picture of the schema at each revision."""
    pictures: dict[str, object] = {"base": picture(chain.engine)}
    written: dict[str, int] = {}
    for step in chain.steps:
        chain.up(step.revision)
        counts = chain.counts()
        assert {table: counts.get(table) for table in written} == written, f"after going up to {step.revision}"
        chain.fill(step.revision)
        for table, _ in rows_of(chain.name, step.revision):
            written[table] = written.get(table, 0) + 1
        pictures[step.revision] = picture(chain.engine)
    return pictures


def test_up_keeps_every_row_and_down_and_up_gives_the_same_schema(chain):
    pictures = climb(chain)
    assert not [table for table, count in chain.counts().items() if count == 0], "a table without a row to try with"
    for step in reversed(chain.steps):
        before = step.down_revision or "base"
        chain.down(before)
        assert picture(chain.engine) == pictures[before], f"after going down from {step.revision}"
    chain.up()
    assert picture(chain.engine) == pictures[chain.steps[-1].revision]


def test_models_and_migrations_agree(chain):
    chain.up()
    with chain.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA[chain.name]) == []


def test_migrations_make_what_the_models_would(chain, request, engine_name, tmp_path_factory):
    """Also what alembic does not compare: check constraints, and the conditions of foreign keys."""
    chain.up()
    template: Template = request.getfixturevalue(f"_{engine_name}")
    direct = make_engine(template.empty(tmp_path_factory.mktemp("direct")))
    try:
        METADATA[chain.name].create_all(direct)
        made, wanted = picture(chain.engine), picture(direct)
    finally:
        direct.dispose()
    assert made.keys() == wanted.keys()
    for table, described in wanted.items():
        assert made[table] == described, table


@pytest.mark.parametrize("name", CHAINS)
def test_one_head_numbered_without_gaps(name):
    chain = Chain(name, sa.create_engine("sqlite://"))
    assert len(chain.directory.get_heads()) == 1
    for number, step in enumerate(chain.steps, start=1):
        assert step.revision == f"{number:04d}"
        assert Path(step.path).name.startswith(f"{step.revision}_")


def test_the_committed_heads_are_the_heads():
    heads = []
    for name in CHAINS:
        last = Chain(name, sa.create_engine("sqlite://")).steps[-1]
        heads.append(f"{name} {Path(last.path).stem}\n")
    assert head_file().read_text() == "".join(heads), "write the new head in migrations/HEAD"
