"""Figures of the crisis network and the medical recovery stay; their keys are older than this project."""

from typing import Final

from app.actionplan.measures import Dimension, Measure
from app.projects.krachtwonen.figures import counted_beds
from app.projects.krachtwonen.figures.measures import ACTION, MUNICIPALITY, labels
from app.projects.krachtwonen.kinds import PROJECT_KEY

MEDICAL_ACTION: Final = "A0602"
PREFIXES: Final = ("crisis", "medical")

_REASON = Dimension("reason", "Reden", "reason", labels=labels("medical_refusal"))

BED_MEASURES: Final = (
    Measure(
        key="crisis.admissions",
        owner=PROJECT_KEY,
        code="RCK01",
        action=ACTION,
        label="Opnames in het crisisnetwerk",
        unit="opname",
        definition=(
            "De verblijven met minstens één nacht, in het jaar van de eerste nacht, per persoon geteld. "
            "Wie aansluitend langer blijft, wordt niet opnieuw opgenomen."
        ),
        select=counted_beds.crisis_admissions,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "crisis_opnames"},
    ),
    Measure(
        key="crisis.persons",
        owner=PROJECT_KEY,
        code="RCK02",
        action=ACTION,
        label="Personen in het crisisnetwerk",
        unit="persoon",
        definition="De verschillende personen die in het jaar minstens één nacht bleven.",
        select=counted_beds.crisis_persons,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "crisis_personen"},
    ),
    Measure(
        key="crisis.nights",
        owner=PROJECT_KEY,
        code="RCK03",
        action=ACTION,
        label="Overnachtingen in het crisisnetwerk",
        unit="overnachting",
        definition=(
            "De nachten van het jaar, per persoon geteld. De nacht van 31 december hoort bij het oude jaar, de dag van "
            "vertrek is geen nacht, en een nacht van één persoon telt nooit dubbel."
        ),
        select=counted_beds.crisis_nights,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "crisis_overnachtingen", 2023: "crisis_overnachtingen"},
    ),
    Measure(
        key="medical.referrals",
        owner=PROJECT_KEY,
        code="MHV01",
        action=MEDICAL_ACTION,
        label="Aanmeldingen voor het medisch herstelverblijf",
        unit="aanmelding",
        definition="De aanmeldingen van het jaar, wat er ook beslist werd.",
        select=counted_beds.medical_referrals,
        published_keys={2024: "herstelverblijf_aanmeldingen"},
    ),
    Measure(
        key="medical.admissions",
        owner=PROJECT_KEY,
        code="MHV02",
        action=MEDICAL_ACTION,
        label="Opnames in het medisch herstelverblijf",
        unit="opname",
        definition="De verblijven met minstens één nacht, in het jaar van de eerste nacht.",
        select=counted_beds.medical_admissions,
        published_keys={2024: "herstelverblijf_opnames"},
    ),
    Measure(
        key="medical.nights",
        owner=PROJECT_KEY,
        code="MHV03",
        action=MEDICAL_ACTION,
        label="Nachten in het medisch herstelverblijf",
        unit="overnachting",
        definition="De nachten van het jaar, tot en met die van 31 december. De dag van vertrek is geen nacht.",
        select=counted_beds.medical_nights,
        published_keys={2024: "herstelverblijf_nachten"},
    ),
    Measure(
        key="medical.refusals",
        owner=PROJECT_KEY,
        code="MHV04",
        action=MEDICAL_ACTION,
        label="Weigeringen voor het medisch herstelverblijf",
        unit="weigering",
        definition="De aanmeldingen die in het jaar geweigerd werden, volgens de dag van het besluit.",
        select=counted_beds.medical_refusals,
        dimensions=(_REASON,),
        published_keys={2024: "herstelverblijf_weigeringen"},
    ),
)
