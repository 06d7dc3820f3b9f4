"""The commands over jobs: running what is due (on a timer), and how each kind stands."""

from typing import Any

import click

from app.access.actor import system_actor
from app.cases.views_documents import STORE
from app.cli.command import HouseGroup, account, answer, application, json_option, say, system_work
from app.jobs.catalogue import job_kinds, kind_named
from app.jobs.kinds import Tools
from app.jobs.labels import state_of
from app.jobs.queries import JobLine, job_lines
from app.jobs.running import Outcome, Runner
from app.jobs.service import plan, run_again
from app.web.formatting import datetime_nl
from app.web.work import KEY
from config.settings import Settings

jobs = HouseGroup("jobs", help="Werk op vaste tijden: uitvoeren wat aan de beurt is, en hoe het ervoor staat.")


@jobs.command("run")
@click.argument("kind", metavar="[TAAK]", required=False)
@json_option
def run_jobs(kind: str | None, as_json: bool) -> None:
    """Voer uit wat aan de beurt is, of TAAK meteen; zet dit om de vijf minuten op een timer."""
    wanted = (kind_named(kind),) if kind else job_kinds()
    with system_work() as work, work.transaction():
        if kind:
            plan(work, wanted)
            run_again(work, wanted[0])
    runner = Runner(application().extensions[KEY], _tools(), system_actor(account()))
    outcomes = list(runner.run_due(wanted))
    if as_json:
        answer([_document(outcome) for outcome in outcomes])
    for outcome in () if as_json else outcomes:
        say(f"{outcome.kind.key}: {outcome.error or outcome.handled}")
    failed = [outcome for outcome in outcomes if outcome.error]
    if failed:
        raise click.ClickException(f"{len(failed)} taken mislukten; ze worden opnieuw geprobeerd.")


@jobs.command("list")
@json_option
def list_jobs(as_json: bool) -> None:
    """Toon hoe elke taak ervoor staat en wanneer ze weer aan de beurt is."""
    with system_work() as work:
        found = [_standing(line) for line in job_lines(work, job_kinds(), _tools())]
    if as_json:
        answer([{**one, "due": one["due"].isoformat() if one["due"] else None} for one in found])
        return
    for one in found:
        due = datetime_nl(one["due"]) if one["due"] else "nog niet gepland"
        click.echo(f"{one['kind']:32} {one['state']:16} {due}")


def _standing(line: JobLine) -> dict[str, Any]:
    return {"kind": line.kind.key, "state": state_of(line)[0], "due": line.job.due if line.job else None}


def _tools() -> Tools:
    settings: Settings = application().config["SETTINGS"]
    return Tools(application().extensions[STORE], settings.home, settings.watch.anchor_file)


def _document(outcome: Outcome) -> dict[str, object]:
    return {
        "kind": outcome.kind.key,
        "handled": outcome.handled,
        "error": outcome.error or None,
        "reference": outcome.reference or None,
    }
