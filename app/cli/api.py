"""The commands over consumers of the open figures."""

import click

from app.cli.command import HouseGroup, say, system_work
from app.reports.service_api import end_token, give_token

figure_tokens = HouseGroup("figure-tokens", help="Programma's die de open cijfers lezen.")


@figure_tokens.command("add")
@click.argument("name")
def add(name: str) -> None:
    """Geef een afnemer een token. Het wordt één keer getoond."""
    with system_work() as work, work.transaction():
        token = give_token(work, name=name)
    say("Bewaar dit token bij de afnemer; het is later niet meer op te vragen.")
    click.echo(token)


@figure_tokens.command("end")
@click.argument("name")
def end(name: str) -> None:
    """Maak een token ongeldig."""
    with system_work() as work, work.transaction():
        end_token(work, name=name)
    say(f"Het token van {name} is niet meer geldig.")
