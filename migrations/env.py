"""Alembic's environment for the data database."""

from alembic import context

import app.models  # noqa: F401  (all models, so that autogenerate sees every table)
from app.core.db import make_engine
from app.core.model import Base
from config.settings import load_settings


def run() -> None:
    engine = context.config.attributes.get("engine") or make_engine(load_settings().database_url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            user_module_prefix="types.",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
