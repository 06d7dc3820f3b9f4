"""The commands `backup` and `restore`."""

from pathlib import Path

import click

from app.access.work import Services
from app.backup import Restored, back_up, restore
from app.cases.service_documents import sweep
from app.cases.stores import DocumentStore
from app.cases.views_documents import STORE
from app.cli.command import application, command, say, services_work, system_work
from app.core.db import make_engine
from app.core.errors import StartRefused
from app.installation import open_installation
from app.privacy.service_erasure import replay
from app.web.extensions import db
from app.web.work import KEY
from config.settings import Settings


@command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def backup_command(folder: Path) -> None:
    """Kopieer de gegevens naar DIR/data, de sleutelbank naar DIR/keystore en de documenten naar DIR/documents."""
    settings: Settings = application().config["SETTINGS"]
    with system_work() as work:
        made = back_up(settings, work.clock, folder, application().extensions[STORE])
        with work.transaction():
            work.trail.record("backup.make", "installation")
    for path in made:
        click.echo(str(path))
    say(
        "Bewaar de mappen van gegevens en sleutelbank apart, de sleutelbank enkele weken. "
        "De wortelsleutels zitten er niet bij."
    )


@command("restore")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore_command(folder: Path) -> None:
    """Zet de gegevens uit DIR terug en voer elke vernietiging van daarna opnieuw uit."""
    app = application()
    settings: Settings = app.config["SETTINGS"]
    present: Services | None = app.extensions.get(KEY)
    db.engine.dispose()
    if present is not None:
        present.vault.keystore.engine.dispose()
    store = app.extensions[STORE]
    done = restore(settings, folder, store)
    _finish(settings, done, present, store)


def _finish(settings: Settings, done: Restored, present: Services | None, store: DocumentStore) -> None:
    data = make_engine(settings.database_url)
    roots, clock = (present.vault.roots, present.clock) if present is not None else (None, None)
    services = open_installation(settings, data, clock, roots)
    if services is None:
        raise StartRefused("In de back-up zit geen installatie.")
    try:
        with services_work(services) as work, work.transaction():
            again = replay(work)
            sweep(work, store)
            work.trail.record("backup.restore", "installation", detail=f"copy of {done.taken_at}")
    finally:
        services.vault.keystore.engine.dispose()
        data.dispose()
    kept = "de sleutelbank die er stond, bleef" if done.keystore_was_kept else "met de sleutelbank van de back-up"
    click.echo(f"Teruggezet: gegevens van {done.taken_at}, {kept}. Vernietigingen opnieuw uitgevoerd: {len(again)}.")
    say(f"{done.documents} documenten teruggezet die er niet meer waren.")
