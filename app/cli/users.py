"""The commands over users."""

import click

from app.access.actor import Grant
from app.accounts.service_users import add_user
from app.cli.command import HouseGroup, application, say, system_work
from config.settings import Settings

users = HouseGroup("users", help="Gebruikers en hun rollen.")


@users.command("add")
@click.argument("email")
@click.option("--role", required=True, help="Sleutel van de rol, zoals social_worker.")
@click.option("--project", help="Sleutel van het project; zonder: alle projecten.")
@click.option("--organisation", help="NIS5 of code van de organisatie; zonder: de hele regio.")
@click.option("--name", help="Naam op het scherm; zonder: het eerste deel van het e-mailadres.")
def add(email: str, role: str, project: str | None, organisation: str | None, name: str | None) -> None:
    """Voeg een gebruiker toe en druk een link af waarmee die een wachtwoord kiest."""
    with system_work() as work, work.transaction():
        invited = add_user(work, email=email, name=name, grant=Grant(role, project, organisation))
    settings: Settings = application().config["SETTINGS"]
    say("Geef deze link door; hij werkt één keer. Wie hem opent, kiest het wachtwoord.")
    click.echo(f"{settings.site_url}/welkom/{invited.token}")
