"""Figures of the regional desk, the pool of homes and guidance: rules in words, dimensions, place in the plan."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.figures import counted

ACTION: Final = "A0903"
_CASE_PAGE: Final = "cases.show"
_POOL = "Enkel tijdelijke woningen van Kracht.Wonen tellen."


def labels(name: str) -> Callable[[Session], Mapping[str, str]]:
    """The Dutch labels of a code list, read when they are needed."""
    return lambda session: code_labels(session, name)


MUNICIPALITY: Final = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
_DESTINATION = Dimension("destination", "Bestemming", "destination", labels=labels("exit_destination"))
_ORIGIN = Dimension("origin", "Herkomst", "origin", labels=labels("kw_origin"))

_DESK = (
    Measure(
        key="krachtwonen.situations",
        code="RM01",
        action=ACTION,
        label="Situaties bij het regionaal meldpunt",
        unit="situatie",
        definition="De situaties die in het jaar gemeld werden. Vergissingen tellen niet.",
        select=counted.situations,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "meldpunt_situaties"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.persons",
        code="RM02",
        action=ACTION,
        label="Personen in die situaties",
        unit="persoon",
        definition=(
            "De verschillende personen, ook kinderen, van de situaties die in het jaar gemeld werden. "
            "Wie in twee situaties voorkomt, telt één keer, bij de eerste."
        ),
        select=counted.persons,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "meldpunt_personen"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.situations_offered",
        within=("krachtwonen.situations",),
        code="RM03",
        action=ACTION,
        label="Situaties met een aanbod van Kracht.Wonen",
        unit="situatie",
        definition=(
            "De situaties van het jaar waarvoor ten laatste op 31 december een woning, begeleiding of beide "
            "toegezegd werd."
        ),
        select=counted.situations_offered,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "meldpunt_aanbod_krachtwonen"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.guidance_trajectories",
        code="DT02",
        action=ACTION,
        label="Begeleidingstrajecten",
        unit="traject",
        definition="De trajecten die op minstens één dag van het jaar liepen. Die van voor Kracht.Wonen staan apart.",
        select=counted.guidance,
        dimensions=(_ORIGIN,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.mco_meetings",
        code="MCO01",
        action=ACTION,
        label="Multidisciplinaire crisisoverleggen",
        unit="overleg",
        definition="De crisisoverleggen die in het jaar gehouden werden.",
        select=counted.meetings,
        published_keys={2018: "mco_overleggen"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.mco_situations",
        code="MCO02",
        action=ACTION,
        label="Situaties met een crisisoverleg",
        unit="situatie",
        definition="De verschillende situaties waarover in het jaar een crisisoverleg gehouden werd.",
        select=counted.meeting_situations,
        published_keys={2018: "mco_situaties"},
        record_endpoint=_CASE_PAGE,
    ),
)

_HOMES = (
    Measure(
        key="krachtwonen.units",
        code="WP01",
        action=ACTION,
        label="Tijdelijke woningen",
        unit="woning",
        definition=f"De woningen in de pool op 31 december, ook die in herstelling. {_POOL}",
        select=counted.units,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "woningen"},
    ),
    Measure(
        key="krachtwonen.unit_municipalities",
        code="WP02",
        action=ACTION,
        label="Gemeenten met een tijdelijke woning",
        unit="gemeente",
        definition="De verschillende gemeenten waar op 31 december een woning van de pool ligt.",
        select=counted.unit_municipalities,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "woningen_gemeenten"},
    ),
    Measure(
        key="krachtwonen.stays",
        code="WP03",
        action=ACTION,
        label="Effectieve bewoningen",
        unit="bewoning",
        definition=f"De bewoningen met minstens één nacht in het jaar. De dag van vertrek is geen nacht. {_POOL}",
        select=counted.stays,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "bewoningen"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.exits",
        code="WP04",
        action=ACTION,
        label="Doorstroom",
        unit="bewoning",
        definition=(
            "De bewoningen die in het jaar eindigden, volgens de dag van vertrek, als er ooit minstens één nacht was. "
            f"{_POOL}"
        ),
        select=counted.exits,
        dimensions=(_DESTINATION,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.waiting_accelerated",
        code="WP04w",
        action=ACTION,
        label="Bewoners die wachten op een versnelde toewijzing",
        unit="bewoning",
        definition=f"De bewoningen die op 31 december liepen en wachten op een versnelde toewijzing. {_POOL}",
        select=counted.waiting_accelerated,
        dimensions=(_DESTINATION,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.resident_at_year_end",
        code="WP04r",
        action=ACTION,
        label="Bewoningen op 31 december",
        unit="bewoning",
        definition=f"De bewoningen die liepen in de nacht van 31 december. Ze hebben nog geen bestemming. {_POOL}",
        select=counted.residents,
        dimensions=(_DESTINATION,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.occupancy_rate",
        code="WP05",
        action=ACTION,
        label="Bezettingsgraad",
        unit="aandeel",
        definition=(
            "De nachten waarop een woning bewoond was, gedeeld door de nachten waarop ze in de pool zat en niet in "
            f"herstelling of geblokkeerd was. {_POOL}"
        ),
        select=counted.occupancy,
        aggregate=Aggregate.RATE,
        decimals=3,
    ),
)

MEASURES: Final = (*_DESK, *_HOMES)
