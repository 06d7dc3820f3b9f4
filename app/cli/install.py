"""The command `init`: keys, both databases, policy data."""

from app.cli.command import application, command, say
from app.installation import initialise
from config.settings import Settings


@command("init")
def init() -> None:
    """Maak sleutels en gegevensbanken waar ze ontbreken, en werk ze bij waar ze er zijn."""
    settings: Settings = application().config["SETTINGS"]
    initialise(settings)
    say(f"Klaar: de installatie in {settings.home} is bij.")
