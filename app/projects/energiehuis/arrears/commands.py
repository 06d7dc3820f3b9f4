"""The command `energiehuis age`: going through the portfolio, every night and on the last day of a year."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any, Final

import click

from app.access.work import Work
from app.projectkit.project import ProjectCommand
from app.projects.energiehuis.arrears.service_ageing import age_portfolio
from app.web.formatting import euro, number


def age(work: Work, on: datetime | None = None) -> dict[str, Any]:
    """Where every loan stands at the end of a day."""
    day = work.clock.today() if on is None else on.date()
    with work.transaction():
        done = age_portfolio(work, on=day)
    return {
        "on": day.isoformat(),
        "loans": done.loans,
        "balance_cents": done.balance_cents,
        "arrears_cents": done.arrears_cents,
        "late": done.late,
        "defaults": done.defaults,
    }


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield f"{number(document['loans'])} leningen, saldo {euro(document['balance_cents'])}"
    yield f"{number(document['late'])} te laat, samen {euro(document['arrears_cents'])}"
    yield f"{number(document['defaults'])} wanbetalingen nieuw te melden"


AGE: Final = ProjectCommand(
    name="age",
    help="Bereken de stand van alle leningen op een dag.",
    run=age,
    lines=_lines,
    daily_at=time(23, 0),
    parameters=(click.Option(["--on"], type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="Dag; zonder: vandaag."),),
)
