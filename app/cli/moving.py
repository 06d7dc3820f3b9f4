"""The command `to-postgresql`: an installation that outgrew SQLite."""

import click

from app.access.work import Services
from app.cli.command import answer, application, command, json_option, say, services_work
from app.core.db import make_engine
from app.core.errors import Refused, StartRefused
from app.installation import open_installation
from app.moving import move_to_postgresql
from app.web.work import KEY
from config.settings import Settings


@command("to-postgresql")
@json_option
def to_postgresql_command(as_json: bool) -> None:
    """Zet de SQLite-bestanden van de thuismap over naar de lege gegevensbanken van DATABASE_URL en KEYSTORE_URL."""
    app = application()
    settings: Settings = app.config["SETTINGS"]
    present: Services | None = app.extensions.get(KEY)
    if present is not None:
        raise Refused("In de gegevensbank van DATABASE_URL staat al een installatie.")
    moved = move_to_postgresql(settings)
    data = make_engine(settings.database_url)
    services = open_installation(settings, data)
    if services is None:
        raise StartRefused("In de SQLite-bestanden zit geen installatie.")
    try:
        with services_work(services) as work, work.transaction():
            work.trail.record("installation.move", "installation", detail=f"{moved.rows} rows")
    finally:
        services.vault.keystore.engine.dispose()
        data.dispose()
    if as_json:
        answer({"data": moved.data, "keystore": moved.keystore})
    else:
        tables = len(moved.data) + len(moved.keystore)
        click.echo(f"{moved.rows} rijen overgezet in {tables} tabellen, overal evenveel.")
    say("De SQLite-bestanden staan er nog. Bewaar ze als back-up of vernietig ze.")
