"""The figures of running loans: money out, money late, how long the steps take."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.core.period import Period
from app.projects.energiehuis.arrears.portfolio import AGE_WORDS
from app.projects.energiehuis.figures import counted_portfolio as counted
from app.projects.energiehuis.figures.counted_steps import step_labels, steps_taken
from app.projects.energiehuis.figures.measures import LOANS, MUNICIPALITY, PRODUCT, RATE_CLASS

AGE = Dimension("age", "Ouderdom", "age", labels=lambda _: AGE_WORDS)
STEP = Dimension("step", "Stap", "step", labels=lambda _: step_labels())
_OF_LOANS = (RATE_CLASS, PRODUCT, MUNICIPALITY)
_PAGE: Final = "cases.show"


def _money(key: str, label: str, definition: str, select: Callable[[Period], Select[Any]], *more: Dimension) -> Measure:
    return Measure(
        key=f"energiehuis.{key}",
        action=LOANS,
        label=label,
        unit="euro",
        definition=definition,
        select=select,
        dimensions=(*_OF_LOANS, *more),
        divisor=Decimal(100),
        decimals=2,
        record_endpoint=_PAGE,
    )


def _days(
    key: str, label: str, definition: str, select: Callable[[Period], Select[Any]], *dimensions: Dimension
) -> Measure:
    return Measure(
        key=f"energiehuis.{key}",
        action=LOANS,
        label=label,
        unit="dag",
        definition=definition,
        select=select,
        dimensions=dimensions,
        aggregate=Aggregate.MEAN,
        decimals=1,
        record_endpoint=_PAGE,
    )


PORTFOLIO: Final = (
    _money(
        "amount_drawn",
        "Uitbetaald bedrag",
        "Wat in het jaar uit leningen betaald werd, op de dag van uitbetaling. Wat teruggedraaid werd, telt niet.",
        counted.amount_drawn,
    ),
    _money(
        "outstanding",
        "Openstaand kapitaal",
        "Het kapitaal dat nog terugbetaald moet worden, op de laatste dag van het jaar waarop de stand berekend is.",
        counted.outstanding,
    ),
    _money(
        "arrears",
        "Achterstal",
        "Wat over tijd was op de laatste dag van het jaar waarop de stand berekend is, naar ouderdom van de oudste "
        "open betaling.",
        counted.arrears,
        AGE,
    ),
    Measure(
        key="energiehuis.loans_late",
        action=LOANS,
        label="Leningen met achterstal",
        unit="lening",
        definition="De leningen met minstens één betaling over tijd, op de laatste dag van het jaar waarop de stand "
        "berekend is.",
        select=counted.late,
        dimensions=(*_OF_LOANS, AGE),
        record_endpoint=_PAGE,
    ),
    _days(
        "days_per_step",
        "Dagen tussen twee stappen",
        "Gemiddeld aantal dagen tussen twee opeenvolgende stappen van een dossier, voor de stappen die in het jaar "
        "gezet werden, per paar van stappen.",
        steps_taken,
        STEP,
    ),
    _days(
        "days_to_decision",
        "Dagen van aanvraag tot beslissing",
        "Gemiddeld aantal dagen tussen de ontvangst van een aanvraag en de goedkeuring of weigering in het jaar.",
        counted.days_to_decision,
    ),
    _days(
        "days_to_signature",
        "Dagen van goedkeuring tot ondertekening",
        "Gemiddeld aantal dagen tussen de goedkeuring en de ondertekening in het jaar.",
        counted.days_to_signature,
    ),
    _days(
        "days_to_money",
        "Dagen van ondertekening tot eerste uitbetaling",
        "Gemiddeld aantal dagen tussen de ondertekening en de eerste uitbetaling in het jaar.",
        counted.days_to_money,
    ),
    Measure(
        key="energiehuis.share_without_interest",
        action=LOANS,
        label="Aandeel kredieten zonder rente",
        unit="aandeel",
        definition="Van de kredieten die in het jaar goedgekeurd werden: het deel zonder rente, voor de meest "
        "kwetsbare groep.",
        select=counted.zero_rate,
        aggregate=Aggregate.RATE,
        record_endpoint=_PAGE,
    ),
)
