"""The figures of the rental lists and of who looks again: their rules in words."""

from decimal import Decimal
from functools import partial
from typing import Final

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.woonclub import counted_listings as counted

_ACTION: Final = "A0901"
_CASE_PAGE: Final = "cases.show"
_ONCE: Final = "Een woning telt één keer, in het jaar van de eerste week waarin ze op een lijst stond."
_ROOMS: Final = {"0": "Studio", "1": "1 slaapkamer", "2": "2 slaapkamers", "3": "3 slaapkamers", "4": "4 of meer"}
_AGAIN: Final = ((180, "6 maanden"), (365, "12 maanden"), (730, "24 maanden"))

MUNICIPALITY = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
BEDROOMS = Dimension("bedrooms", "Slaapkamers", "bedrooms", labels=lambda _: _ROOMS)
EPC = Dimension("epc", "Energielabel", "epc", labels=lambda session: code_labels(session, "epc_label"))

_SURVEY: Final = (
    Measure(
        key="woonclub.homes_noted",
        code="WC14",
        action=_ACTION,
        label="Woningen op de huurlijsten",
        unit="woning",
        definition=f"De woningen die vrijwilligers op de weeklijsten noteerden. {_ONCE}",
        select=counted.homes_noted,
        dimensions=(MUNICIPALITY, BEDROOMS, EPC),
    ),
    Measure(
        key="woonclub.rent_mean",
        code="WC14b",
        action=_ACTION,
        label="Gemiddelde vraaghuur",
        unit="euro",
        definition=f"De gemiddelde huurprijs per maand, zonder kosten, van de woningen op de weeklijsten. {_ONCE}",
        select=counted.rents,
        aggregate=Aggregate.MEAN,
        divisor=Decimal(100),
        decimals=0,
        dimensions=(MUNICIPALITY, BEDROOMS),
    ),
    Measure(
        key="woonclub.rent_median",
        code="WC14e",
        action=_ACTION,
        label="Mediane vraaghuur",
        unit="euro",
        definition=(
            "De helft van de woningen op de weeklijsten vraagt hoogstens deze huurprijs per maand, zonder kosten. "
            f"{_ONCE}"
        ),
        select=counted.middle_rent,
        aggregate=Aggregate.KAPLAN_MEIER_MEDIAN,
        divisor=Decimal(100),
        decimals=0,
        dimensions=(MUNICIPALITY, BEDROOMS),
    ),
    Measure(
        key="woonclub.homes_without_label",
        code="WC14c",
        action=_ACTION,
        label="Woningen zonder vermeld energielabel",
        unit="aandeel",
        definition=f"Van de woningen op de weeklijsten het deel waarvan het zoekertje geen energielabel noemt. {_ONCE}",
        select=counted.without_label,
        aggregate=Aggregate.RATE,
        decimals=1,
        dimensions=(MUNICIPALITY,),
    ),
    Measure(
        key="woonclub.homes_poor_label",
        code="WC14d",
        action=_ACTION,
        label="Woningen met energielabel D, E of F",
        unit="aandeel",
        definition=f"Van de woningen op de weeklijsten met een label het deel met label D, E of F. {_ONCE}",
        select=counted.poor_label,
        aggregate=Aggregate.RATE,
        decimals=1,
        dimensions=(MUNICIPALITY,),
    ),
    Measure(
        key="woonclub.lists_completed",
        code="WC13b",
        action=_ACTION,
        label="Volledige huurlijsten",
        unit="lijst",
        definition="De weeklijsten die een vrijwilliger volledig noemde, van weken die in dat jaar begonnen.",
        select=counted.lists_completed,
        dimensions=(MUNICIPALITY,),
    ),
    Measure(
        key="woonclub.lists_complete_share",
        code="WC13c",
        action=_ACTION,
        label="Deel van de huurlijsten dat volledig is",
        unit="aandeel",
        definition=(
            "Van de weken die in het jaar begonnen en waarin ergens in de regio een lijst gemaakt is: het deel van de "
            "lijsten, één per gemeente, dat een vrijwilliger volledig noemde."
        ),
        select=counted.lists_expected,
        aggregate=Aggregate.RATE,
        decimals=1,
        dimensions=(MUNICIPALITY,),
    ),
)
_RETURNS: Final = tuple(
    Measure(
        key=f"woonclub.returned_{days}_days",
        code=f"WC15-{days}",
        action=_ACTION,
        label=f"Opnieuw op zoek binnen {words}",
        unit="aandeel",
        definition=(
            f"Van de huishoudens die een woning vonden in het jaar dat {days} dagen voor 31 december eindigt, het deel "
            f"dat zich binnen {days} dagen na die woning opnieuw aanmeldde. Zo had elk huishouden de volle termijn."
        ),
        select=partial(counted.returns, days=days),
        aggregate=Aggregate.RATE,
        decimals=1,
        record_endpoint=_CASE_PAGE,
    )
    for days, words in _AGAIN
)
MEASURES: Final = (*_SURVEY, *_RETURNS)
