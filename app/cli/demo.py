"""The command `demo`: fictional colleagues and each project's own stories, on top of `init`."""

import random
from dataclasses import replace
from typing import Final, NamedTuple

import click

from app.access.actor import Grant
from app.access.work import Work
from app.accounts.passwords import Hasher, quick_hasher
from app.accounts.queries import actor_by_email, user_by_email
from app.accounts.service_passwords import give_password
from app.accounts.service_users import add_user
from app.actionplan.demo import close_last_year, write_counts
from app.cases.views_documents import STORE
from app.cli.command import application, command, say, system_work
from app.core.errors import Refused
from app.privacy.demo import write_demo, write_registers
from app.projectkit.registry import projects
from app.reports.demo import write_demo_text
from config.settings import Settings


class _Colleague(NamedTuple):
    email: str
    name: str
    grant: Grant


_OFFICER: Final = "dpo@voorbeeld.test"
_ANALYSTS: Final = ("analist@voorbeeld.test", "analist2@voorbeeld.test")
_COLLEAGUES: Final = (
    _Colleague("werker@voorbeeld.test", "Wannes Werker", Grant("social_worker", None, "34022")),
    _Colleague("werker.menen@voorbeeld.test", "Mo Werker", Grant("social_worker", None, "34027")),
    _Colleague("coordinator@voorbeeld.test", "Cora Coördinator", Grant("coordinator")),
    _Colleague("coordinator2@voorbeeld.test", "Cas Coördinator", Grant("coordinator")),
    _Colleague("krediet@voorbeeld.test", "Karel Krediet", Grant("loan_officer")),
    _Colleague("boekhouding@voorbeeld.test", "Bram Boekhouder", Grant("treasurer")),
    _Colleague("boekhouding2@voorbeeld.test", "Bieke Boekhouder", Grant("treasurer")),
    _Colleague("vrijwilliger@voorbeeld.test", "Vera Vrijwilliger", Grant("volunteer", None, "34022")),
    _Colleague("partner@voorbeeld.test", "Petra Partner", Grant("partner_worker", None, "34041")),
    _Colleague("analist@voorbeeld.test", "Ann Analist", Grant("analyst")),
    _Colleague("analist2@voorbeeld.test", "Aziz Analist", Grant("analyst")),
    _Colleague("teller@voorbeeld.test", "Tessa Teller", Grant("counter_worker")),
    _Colleague(_OFFICER, "Dirk Databescherming", Grant("dpo")),
    _Colleague("beheer@voorbeeld.test", "Bea Beheer", Grant("administrator")),
)
_WORDS: Final = ("appel", "berg", "citroen", "dorp", "eiland", "fluit", "gras", "haven", "kaars", "lamp", "molen")


@command("demo")
@click.option("--seed", type=int, default=1, show_default=True, help="Zelfde getal, zelfde demo.")
def demo(seed: int) -> None:
    """Vul een nieuwe installatie met verzonnen gebruikers, mensen en dossiers; drukt de aanmeldingen af."""
    settings: Settings = application().config["SETTINGS"]
    if settings.is_production:
        raise Refused("Een demo komt nooit in een installatie voor echte gegevens.")
    password = "-".join(random.Random(seed).sample(_WORDS, 3))
    with system_work() as work:
        if user_by_email(work.session, _COLLEAGUES[0].email) is not None:
            say("De demo staat er al.")
        else:
            # The password is printed for everybody: a costly hash of it would protect nothing.
            _write(work, quick_hasher(), seed, password)
    click.echo("Aanmelden in de demo kan als:")
    for colleague in _COLLEAGUES:
        click.echo(f"  {colleague.email:<30}{colleague.name}")
    click.echo(f"Wachtwoord van allemaal: {password}")


def _write(work: Work, hasher: Hasher, seed: int, password: str) -> None:
    with work.transaction():
        for colleague in _COLLEAGUES:
            user = add_user(work, email=colleague.email, name=colleague.name, grant=colleague.grant).user
            give_password(work, hasher=hasher, user=user, password=password, must_change=False)
        for project in projects():
            if project.demo is not None:
                say(f"Demo van {project.label}…")
                project.demo(work, seed)
        worker = actor_by_email(work.session, _COLLEAGUES[0].email, work.clock.today())
        if worker is not None:
            write_demo(work, worker, application().extensions[STORE])
        officer = actor_by_email(work.session, _OFFICER, work.clock.today())
        if officer is not None:
            write_registers(replace(work, actor=officer))
        _write_figures(work, seed)


def _write_figures(work: Work, seed: int) -> None:
    say("Demo van de cijfers…")
    write_counts(work, seed)
    one, other = (actor_by_email(work.session, email, work.clock.today()) for email in _ANALYSTS)
    if one is not None and other is not None:
        close_last_year(work, submitter=one, closer=other)
        write_demo_text(work, writer=one, approver=other)
