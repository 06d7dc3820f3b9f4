"""The command over documents: taking away sealed files that nobody has a key of."""

from datetime import timedelta

from app.cases.service_documents import sweep, sweep_unfinished
from app.cases.views_documents import STORE
from app.cli.command import HouseGroup, application, say, system_work

documents = HouseGroup("documents", help="De verzegelde bestanden van dossiers.")
_UNFINISHED = timedelta(days=1)


@documents.command("sweep")
def sweep_documents() -> None:
    """Haal bestanden weg waarvan de sleutel vernietigd is of die nooit afraakten; laat dit elke nacht lopen."""
    store = application().extensions[STORE]
    with system_work() as work:
        with work.transaction():
            gone = sweep(work, store)
        gone += sweep_unfinished(work.session, store, work.clock.now() - _UNFINISHED)
    say(f"{gone} bestanden weggehaald.")
