"""The commands over one person: erasure."""

import click

from app.access.actor import Actor
from app.access.work import Work
from app.accounts.queries import actor_by_email
from app.cli.command import HouseGroup, answer, application, json_option, system_work
from app.core.errors import Refused
from app.privacy.queries import everybody, person_by_ref
from app.privacy.service_erasure import erase_persons
from config.settings import Settings

person = HouseGroup("person", help="De gegevens van één persoon.")


def decider(work: Work, email: str) -> Actor:
    """The colleague that `--by` names; Refused when there is none with an open account."""
    found = actor_by_email(work.session, email, work.clock.today())
    if found is None:
        raise Refused(f"Er is geen gebruiker {email} met een open account.", "by")
    return found


@person.command("erase")
@click.argument("ref", required=False)
@click.option("--all", "is_all", is_flag=True, help="Iedereen; kan niet in productie.")
@click.option("--ground", required=True, help="De grond, zonder naam of nummer: hij blijft op het certificaat staan.")
@click.option("--by", "email", required=True, help="Wie het beslist.")
@json_option
def erase(ref: str | None, is_all: bool, ground: str, email: str, as_json: bool) -> None:
    """Vernietig de sleutels en sporen van de persoon met verwijzing REF; de cijfers blijven gelijk."""
    if bool(ref) == is_all:
        raise click.UsageError("geef één verwijzing, of --all")
    settings: Settings = application().config["SETTINGS"]
    if is_all and settings.is_production:
        raise Refused("Iedereen tegelijk vernietigen kan niet in een installatie met echte gegevens.")
    with system_work() as work, work.transaction():
        persons = everybody(work) if is_all else [person_by_ref(work, ref or "").uid]
        proof = erase_persons(work, persons=persons, ground=ground, decided_by=decider(work, email))
    document = {"certificate": proof.number, "persons": proof.persons, "cases": proof.cases}
    if as_json:
        answer(document)
    else:
        click.echo(f"Certificaat {proof.number}: {proof.persons} personen en {proof.cases} dossiers vernietigd.")
