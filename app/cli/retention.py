"""The commands over retention: what is due, proposing, holding back, carrying out."""

from collections import Counter

import click

from app.cases.service_documents import sweep
from app.cases.views_documents import STORE
from app.cli.command import HouseGroup, answer, application, json_option, say, system_work
from app.cli.persons import decider
from app.privacy.queries_retention import cases_on, due_cases
from app.privacy.rules import HoldReason
from app.privacy.service_retention import carry_out, hold, propose, release

retention = HouseGroup("retention", help="Bewaartermijnen: voorstellen, tegenhouden, uitvoeren.")
by_option = click.option("--by", "email", required=True, help="Wie het beslist.")


@retention.command("propose")
@click.option("--by", "email", help="Wie het voorstelt; zonder: de account die het commando draait.")
@json_option
def propose_command(email: str | None, as_json: bool) -> None:
    """Maak een voorstel van elk dossier waarvan de bevestigde bewaartermijn voorbij is."""
    with system_work() as work, work.transaction():
        waiting = Counter(due.project for due in due_cases(work) if not due.confirmed)
        for project, count in sorted(waiting.items()):
            say(f"{project}: {count} dossiers over een termijn die nog niet bevestigd is; daar gaat niets van weg.")
        made = propose(work, by=decider(work, email) if email else work.actor)
        number, count = made.number, len(cases_on(work, made))
    if as_json:
        answer({"proposal": number, "cases": count, "unconfirmed": dict(sorted(waiting.items()))})
    else:
        click.echo(f"Voorstel {number}: {count} dossiers. Een tweede persoon voert het uit.")


@retention.command("carry-out")
@click.argument("number", metavar="ID", type=int)
@by_option
@json_option
def carry_out_command(number: int, email: str, as_json: bool) -> None:
    """Vernietig wat op voorstel ID staat en nog altijd weg mag."""
    with system_work() as work:
        with work.transaction():
            done = carry_out(work, number=number, by=decider(work, email))
        with work.transaction():
            sweep(work, application().extensions[STORE])
    if as_json:
        answer({"proposal": number, "certificate": done.certificate})
    elif done.certificate:
        click.echo(f"Voorstel {number} uitgevoerd, certificaat {done.certificate}.")
    else:
        click.echo(f"Voorstel {number} afgesloten: er mocht niets meer van weg.")


@retention.command("hold")
@click.argument("number")
@click.option("--reason", type=click.Choice([each.value for each in HoldReason]), required=True, help="Waarom.")
@by_option
def hold_command(number: str, reason: str, email: str) -> None:
    """Bewaar dossier NUMBER langer dan zijn termijn."""
    with system_work() as work, work.transaction():
        hold(work, number=number, reason=HoldReason(reason), by=decider(work, email))
    say(f"Dossier {number} wordt langer bewaard.")


@retention.command("release")
@click.argument("number")
@by_option
def release_command(number: str, email: str) -> None:
    """Laat de termijn van dossier NUMBER weer tellen."""
    with system_work() as work, work.transaction():
        release(work, number=number, by=decider(work, email))
    say(f"Voor dossier {number} telt de bewaartermijn weer.")
