"""The commands over one person: erasure, and the whole file for that person."""

import os
from pathlib import Path

import click

from app.access.actor import Actor
from app.access.work import Work
from app.accounts.queries import actor_by_email
from app.cases.service_documents import sweep
from app.cases.views_documents import STORE
from app.cli.command import HouseGroup, answer, application, in_the_name_of, json_option, say, system_work
from app.core.errors import Refused
from app.privacy.export import export_person
from app.privacy.queries import everybody, person_by_ref
from app.privacy.queries_request import rights_person
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
    with system_work() as work:
        with work.transaction():
            persons = everybody(work) if is_all else [person_by_ref(work, ref or "").uid]
            proof = erase_persons(work, persons=persons, ground=ground, decided_by=decider(work, email))
        with work.transaction():
            swept = sweep(work, application().extensions[STORE])
    if swept:
        say(f"{swept} verzegelde bestanden weggehaald.")
    document = {"certificate": proof.number, "persons": proof.persons, "cases": proof.cases}
    if as_json:
        answer(document)
    else:
        click.echo(f"Certificaat {proof.number}: {proof.persons} personen en {proof.cases} dossiers vernietigd.")


@person.command("export")
@click.argument("ref")
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Het zipbestand.")
@click.option("--by", "email", required=True, help="Wie het uitvoert.")
def export(ref: str, output: Path, email: str) -> None:
    """Schrijf alles wat bewaard wordt van de persoon met verwijzing REF, voor die persoon zelf."""
    if output.exists():
        raise Refused("Dit bestand bestaat al. Kies een andere naam.")
    with system_work() as work, work.transaction():
        person_uid = person_by_ref(work, ref).uid
        with in_the_name_of(work, email) as theirs:
            if not theirs.actor.holds("person.export"):
                raise Refused("Deze collega mag niemands gegevens uitvoeren.", "by")
            store = application().extensions[STORE]
            pieces = export_person(theirs, rights_person(theirs, person_uid, "person.export"), store)
    with os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(pieces)
    say("Het dossier is uitgevoerd.")
