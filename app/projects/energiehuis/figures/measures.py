"""The figures of the Energiehuis: their rules in words, their dimensions, their place in the plan."""

from decimal import Decimal
from typing import Final

from app.actionplan.measures import Dimension, Measure
from app.organisations.queries import municipality_names
from app.projects.energiehuis import counted
from app.projects.energiehuis.products.queries import product_labels
from app.projects.energiehuis.products.rules import RateClass

LOANS: Final = "A0402"
_CASE_PAGE: Final = "cases.show"

RATE_CLASS = Dimension(
    "rate_class",
    "Soort rente",
    "rate_class",
    labels=lambda _: {RateClass.ZERO: "Zonder rente (0 %)", RateClass.REDUCED: "Verlaagde rente"},
)
PRODUCT = Dimension("product", "Lening", "product", labels=product_labels)
MUNICIPALITY = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
_OF_LOANS = (RATE_CLASS, PRODUCT, MUNICIPALITY)

MEASURES: Final = (
    Measure(
        key="energiehuis.applications_received",
        code="EH01",
        action=LOANS,
        label="Ontvangen kredietaanvragen",
        unit="aanvraag",
        definition=(
            "Alle aanvragen die in het jaar binnenkwamen, ook wie later geweigerd werd of zich terugtrok. De soort "
            "rente is die van de dag van aanvraag. Concepten en vragen om informatie tellen niet."
        ),
        select=counted.applications_received,
        dimensions=_OF_LOANS,
        published_keys={2018: "dossiers_energielening", 2024: "kredietaanvragen_nieuw"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="energiehuis.credits_approved",
        code="EH02",
        action=LOANS,
        label="Goedgekeurde kredieten",
        unit="krediet",
        definition=(
            "De kredieten die in het jaar goedgekeurd werden, op de dag van de beslissing, in welk jaar ze ook "
            "aangevraagd zijn. Dat kunnen er meer zijn dan de aanvragen van dat jaar. Wie later afziet, blijft geteld."
        ),
        select=counted.credits_approved,
        dimensions=_OF_LOANS,
        published_keys={2024: "kredieten_goedgekeurd"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="energiehuis.amount_approved",
        action=LOANS,
        label="Goedgekeurd bedrag",
        unit="euro",
        definition="De som van de bedragen van de kredieten die in het jaar goedgekeurd werden.",
        select=counted.amount_approved,
        dimensions=_OF_LOANS,
        divisor=Decimal(100),
        decimals=2,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="energiehuis.owners_reached",
        code="EH04",
        action=LOANS,
        label="Bereikte eigenaars",
        unit="eigenaar",
        definition=(
            "De eigenaars met wie een renovatiecoach in het jaar minstens één keer een contact had dat meetelt. Elke "
            "eigenaar telt één keer, in de gemeente van het eerste van die contacten; een vereniging van "
            "mede-eigenaars is geen eigenaar."
        ),
        select=counted.owners_reached,
        dimensions=(MUNICIPALITY,),
        published_keys={2024: "eigenaars_bereikt"},
    ),
)
