"""The command `support bundle`: what support needs to see, in one file."""

import json
import os
from pathlib import Path

import click

from app.cli.command import HouseGroup, application, say, system_work
from app.core.errors import Refused
from app.watching.bundle import bundle
from app.web.work import KEY

support = HouseGroup("support", help="Hulp van buitenaf, zonder gegevens van iemand mee te geven.")


@support.command("bundle")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--log", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Neem de laatste regels mee.")
def make_bundle(file: Path, log: Path | None) -> None:
    """Schrijf versies, instellingen zonder geheimen, aantallen per tabel, taken en logregels naar FILE."""
    app = application()
    with system_work() as work:
        document = bundle(work, app.extensions[KEY], app.config["SETTINGS"], log)
        with work.transaction():
            work.trail.record("support.bundle", "installation")
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused("Dit bestand is er al. Geef een nieuwe naam.") from None
    with os.fdopen(handle, "w") as out:
        json.dump(document, out, ensure_ascii=False, indent=1)
    say("Lees het bestand na voor je het doorgeeft: het is gewone tekst.")
