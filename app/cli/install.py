"""The command `init`: keys, both databases, policy data."""

from app.access.work import Work
from app.cli.command import application, command, say, services_work
from app.core.db import make_engine
from app.installation import initialise, open_installation
from app.policy_data import load_policy_data
from app.privacy.service_erasure import replay
from config.settings import Settings


@command("init")
def init() -> None:
    """Maak sleutels en gegevensbanken waar ze ontbreken, en werk ze en het beleid bij."""
    settings: Settings = application().config["SETTINGS"]
    initialise(settings)
    data = make_engine(settings.database_url)
    services = open_installation(settings, data)
    if services is None:
        raise RuntimeError("an installation that was just made is not there")
    try:
        with services_work(services) as work:
            loaded = _load(work)
    finally:
        services.vault.keystore.engine.dispose()
        data.dispose()
    for name in loaded:
        say(f"Beleid geladen: {name}.")
    say(f"Klaar: de installatie in {settings.home} is bij.")


def _load(work: Work) -> list[str]:
    """Bring the policy files of this version into the tables, and finish a destruction that was cut short."""
    with work.transaction():
        loaded = load_policy_data(work.session, work.clock)
        replay(work)
        if loaded:
            work.trail.record("load_policy", "policy_file", detail=f"{len(loaded)} lists")
    return loaded
