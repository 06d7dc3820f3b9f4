"""The figures of the desk: their rules in words, their dimensions, their place in the plan."""

from typing import Final

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.organisations.queries import municipality_names, organisation_names
from app.policy.queries import code_labels
from app.projects.uithuiszetting import counted

FIGURE_PREFIX: Final = "eviction"
_ACTION: Final = "A0902"
_CASE_PAGE: Final = "cases.show"

MUNICIPALITY = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
OUTCOME = Dimension("outcome", "Afloop", "outcome", labels=lambda session: code_labels(session, "eviction_outcome"))

DESTINATION = Dimension(
    "destination",
    "Soort dienst",
    "destination",
    labels=lambda session: code_labels(session, "eviction_destination"),
)
ASKED = Dimension("asked", "Gevraagd aan", "asked", labels=organisation_names)
AFTER = Dimension("after", "Na", "after", labels=lambda _: {"6": "6 maanden", "12": "12 maanden"})

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
        key=f"{FIGURE_PREFIX}.dispatches",
        code="MPU03",
        action=_ACTION,
        label="Doorverwijzingen",
        unit="doorverwijzing",
        definition=(
            "Elke keer dat een melding in het jaar naar een dienst doorverwezen werd, ook als die dienst ze niet "
            "opnam. Een melding kan meer dan eens doorverwezen worden."
        ),
        select=counted.dispatches,
        dimensions=(DESTINATION, ASKED, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key=f"{FIGURE_PREFIX}.dispatch_days_median",
        code="MPU03b",
        action=_ACTION,
        label="Dagen van melding tot doorverwijzing, mediaan",
        unit="dagen",
        definition=(
            "Na zoveel dagen was de helft doorverwezen van de meldingen die in het jaar voor het eerst "
            "doorverwezen zijn."
        ),
        select=counted.first_dispatches,
        aggregate=Aggregate.KAPLAN_MEIER_MEDIAN,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key=f"{FIGURE_PREFIX}.still_housed_rate",
        code="MPU04b",
        action=_ACTION,
        label="Heeft nog een woning, 6 en 12 maanden later",
        unit="aandeel",
        definition=(
            "Van de keren dat in het jaar 6 of 12 maanden na de afsluiting nagekeken werd hoe het huishouden woont: "
            "het deel dat een woning heeft. Wie niet te bereiken was, telt niet mee."
        ),
        select=counted.checked,
        dimensions=(AFTER, MUNICIPALITY),
        aggregate=Aggregate.RATE,
        decimals=2,
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
