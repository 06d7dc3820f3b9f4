"""Alembic's environment for the keystore."""

from alembic import context

from app.core.db import make_engine
from app.crypto.keystore import metadata
from config.settings import load_settings


def run() -> None:
    engine = context.config.attributes.get("engine") or make_engine(load_settings().keystore_url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            user_module_prefix="types.",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
