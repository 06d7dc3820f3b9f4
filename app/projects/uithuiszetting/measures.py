"""The figures of the desk: their rules in words, their dimensions, their place in the plan."""

from typing import Final

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.uithuiszetting import counted

FIGURE_PREFIX: Final = "eviction"
_ACTION: Final = "A0902"
_CASE_PAGE: Final = "cases.show"

MUNICIPALITY = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
OUTCOME = Dimension("outcome", "Afloop", "outcome", labels=lambda session: code_labels(session, "eviction_outcome"))

MEASURES: Final = (
    Measure(
        key=f"{FIGURE_PREFIX}.reports",
        code="MPU01",
        action=_ACTION,
        label="Meldingen van dreigende uithuiszetting",
        unit="melding",
        definition=(
            "Elke melding die in het jaar binnenkwam over een woning in de regio. De afloop is die van vandaag; "
            "een melding die nog loopt, heeft er geen. Concepten en vergissingen tellen niet."
        ),
        select=counted.reports,
        dimensions=(MUNICIPALITY, OUTCOME),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key=f"{FIGURE_PREFIX}.households",
        code="MPU02",
        action=_ACTION,
        label="Huishoudens met een dreigende uithuiszetting",
        unit="huishouden",
        definition=(
            "De meldingen van het jaar, zonder wie opnieuw gemeld wordt: een melding hoogstens "
            f"{counted.FOLLOW_UP_DAYS} dagen na de vorige over dezelfde woning telt niet nog eens, ook niet over de "
            "jaarwissel heen."
        ),
        select=counted.households,
        dimensions=(MUNICIPALITY, OUTCOME),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key=f"{FIGURE_PREFIX}.prevention_rate",
        code="MPU04",
        action=_ACTION,
        label="Aandeel vermeden uithuiszettingen",
        unit="aandeel",
        definition=(
            "Van de meldingen die in het jaar met een gekende afloop afgesloten zijn: het deel waarin de "
            "uithuiszetting vermeden werd. Een verhuis of een vonnis dat niet uitgevoerd werd, telt niet als vermeden."
        ),
        select=counted.closed,
        dimensions=(MUNICIPALITY, OUTCOME),
        aggregate=Aggregate.RATE,
        decimals=2,
        record_endpoint=_CASE_PAGE,
    ),
)
