"""Some made-up households with cases, contacts and outcomes: written once per run and engine, then copied."""

from datetime import UTC, datetime

from app import create_app
from app.access.actor import system_actor
from app.access.work import Services, working
from app.core.clock import FixedClock
from app.projects.woonclub.demo import write_demo
from app.web.extensions import db
from app.web.work import KEY
from config.settings import Settings
from tests.support.databases import TEST_ROOTS

NOON = datetime(2026, 3, 16, 11, 0, tzinfo=UTC)
"""In Brussels, a Monday."""


def some_households(settings: Settings) -> None:
    """Fill an installation, and close it."""
    app = create_app(settings, clock=FixedClock(NOON), roots=TEST_ROOTS)
    services: Services = app.extensions[KEY]
    with working(services, system_actor("test"), "test") as work, work.transaction():
        write_demo(work, 1)
    with app.app_context():
        db.engine.dispose()
    services.vault.keystore.engine.dispose()
