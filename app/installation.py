"""One installation: make its keys and databases (init), and open them (every start)."""

from pathlib import Path
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session, sessionmaker

from app.access import wall
from app.access.work import Services
from app.audit.chain import begin_chain, chain_key
from app.core.clock import Clock, SystemClock
from app.core.db import FEW_PAGES_KB, make_engine, transaction
from app.core.errors import StartRefused
from app.core.uid import new_uid
from app.crypto.keystore import Keystore
from app.crypto.models import Installation
from app.crypto.roots import RootProvider
from app.crypto.startup import check_keys, plant_canaries
from app.crypto.vault import Vault
from app.root_places import make_roots, open_roots
from config.settings import Settings

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def initialise(settings: Settings, roots: RootProvider | None = None) -> None:
    """Make what is missing and migrate what is there; idempotent.

    Raises StartRefused when the keys present do not open the data present. `roots` is given by tests only.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    data, keys = make_engine(settings.database_url), make_engine(settings.keystore_url)
    try:
        known = installation_of(data)
        if roots is None:
            roots = make_roots(settings) if known is None else open_roots(settings)
        migrate(keys, "keystore")
        vault = Vault(roots, Keystore(keys))
        bound = vault.keystore.installation()
        if known is None and bound is None:
            # Canaries first: were the program to stop in between, no bound keystore is without them.
            plant_canaries(vault)
            bound = new_uid()
            vault.keystore.bind(bound)
        check_keys(vault, known or bound)
        migrate(data, "data")
        wall.build(data)
        if known is None and bound is not None:
            with Session(data) as session, transaction(session):
                session.add(Installation(uid=bound))
                begin_chain(session, chain_key(roots))
    finally:
        data.dispose()
        keys.dispose()


def open_installation(
    settings: Settings, data: Engine, clock: Clock | None = None, roots: RootProvider | None = None
) -> Services | None:
    """Open an installation for work; None when nothing was ever made here.

    Raises StartRefused, naming every reason, when keys, keystore and data do not belong together.
    """
    known = installation_of(data)
    if known is None:
        return None
    if roots is None:
        roots = open_roots(settings)
    vault = Vault(roots, Keystore(make_engine(settings.keystore_url, FEW_PAGES_KB)))
    try:
        if not inspect(vault.keystore.engine).has_table("data_key"):
            raise StartRefused("de sleutelbank ontbreekt, terwijl er gegevens zijn")
        if settings.is_production and wall.climbs_over(data):
            raise StartRefused("het account op de PostgreSQL-server gaat voorbij aan de tweede muur; geef een gewoon")
        check_keys(vault, known)
    except BaseException:
        vault.keystore.engine.dispose()
        raise
    return Services(sessionmaker(data, expire_on_commit=False), vault, clock or SystemClock())


def installation_of(data: Engine) -> UUID | None:
    """The identity of a data database, or None when it has none yet."""
    if not inspect(data).has_table("installation"):
        return None
    with Session(data) as session:
        return session.scalar(select(Installation.uid))


def migrate(engine: Engine, chain: str, revision: str = "head") -> None:
    """Bring one database ("data" or "keystore") to a revision of its chain, upwards."""
    command.upgrade(alembic_config(engine, chain), revision)


def alembic_config(engine: Engine, chain: str) -> Config:
    """Alembic's configuration for one of the two chains, over an engine that is already made."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / "keystore" if chain == "keystore" else MIGRATIONS))
    config.attributes["engine"] = engine
    return config
