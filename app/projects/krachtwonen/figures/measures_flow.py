"""Figures of flow and need beside the published ones: how full, how long, where to, who comes back, unmet need."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.policy.queries import code_labels
from app.projects.krachtwonen.figures import counted_flow, counted_people
from app.projects.krachtwonen.figures.measures import ACTION, MUNICIPALITY, labels
from app.projects.krachtwonen.kinds import PROJECT_KEY

_CASE_PAGE: Final = "cases.show"
_OUTCOMES: Final = {
    "opgenomen": "Opgenomen",
    "geweigerd": "Geweigerd",
    "jeugdhulp": "Naar jeugdhulp",
    "ingetrokken": "Niet meer nodig",
    "open": "Nog te beantwoorden",
}
_ALL_RETURNS: Final = (180, 365, 730)


def _ethos(session: Session) -> Mapping[str, str]:
    return {key: f"{label} (ETHOS {key})" for key, label in code_labels(session, "ethos_light").items()}


def _returns(days: int) -> Measure:
    return Measure(
        key=f"krachtwonen.returns_{days}",
        code="KW-T",
        action=ACTION,
        label=f"Terugkeer in dakloosheid binnen {days} dagen",
        unit="aandeel",
        definition=(
            "Van de personen die twee jaar voor dit jaar naar een vaste woning vertrokken, het deel dat binnen "
            f"{days} dagen opnieuw een crisisbed, een tijdelijke woning of een melding had. Een volgende woning "
            "binnen 14 dagen is een verhuis. Overledenen tellen niet."
        ),
        select=counted_people.returns_within(days),
        dimensions=(MUNICIPALITY,),
        aggregate=Aggregate.RATE,
        decimals=3,
    )


_HOMES: Final = (
    Measure(
        key="krachtwonen.occupancy_gross",
        code="WP06",
        action=ACTION,
        label="Bezettingsgraad, bruto",
        unit="aandeel",
        definition=(
            "De nachten waarop een woning bewoond was, gedeeld door alle nachten waarop ze in de pool zat, ook tijdens "
            "herstelling."
        ),
        select=counted_flow.occupancy_gross,
        aggregate=Aggregate.RATE,
        decimals=3,
    ),
    Measure(
        key="krachtwonen.vacancy_days",
        code="WP07",
        action=ACTION,
        label="Dagen leegstand tussen twee bewoningen",
        unit="dag",
        definition="Het gemiddelde aantal dagen dat een woning leeg stond voor een bewoning die in het jaar begon.",
        select=counted_flow.vacancy,
        dimensions=(MUNICIPALITY,),
        aggregate=Aggregate.MEAN,
        decimals=1,
    ),
    Measure(
        key="krachtwonen.stay_days_leavers",
        code="WP08",
        action=ACTION,
        label="Verblijfsduur van wie vertrok",
        unit="dag",
        definition="Het gemiddelde aantal nachten van de bewoningen die in het jaar eindigden.",
        select=counted_flow.days_of_leavers,
        aggregate=Aggregate.MEAN,
        decimals=1,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.stay_days_residents",
        code="WP09",
        action=ACTION,
        label="Verblijfsduur tot nu van wie er woont",
        unit="dag",
        definition="Het gemiddelde aantal nachten, tot en met 31 december, van de bewoningen die dan liepen.",
        select=counted_flow.days_of_residents,
        aggregate=Aggregate.MEAN,
        decimals=1,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.over_term_rate",
        code="WP10",
        action=ACTION,
        label="Aandeel bewoningen over de termijn",
        unit="aandeel",
        definition=(
            "Van de bewoningen die op 31 december liepen, het deel dat langer duurt dan de termijn met de verlengingen "
            "die gegeven werden. De termijn is die van de dag waarop ze begonnen."
        ),
        select=counted_flow.over_term,
        aggregate=Aggregate.RATE,
        decimals=3,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.exits_permanent_rate",
        code="WP11",
        action=ACTION,
        label="Vertrek naar een vaste woning",
        unit="aandeel",
        definition=(
            "Van de bewoningen die in het jaar eindigden, het deel met een vaste woning als bestemming. Overlijdens en "
            "een verhuis binnen de pool tellen niet."
        ),
        select=counted_flow.exits_to_homes,
        aggregate=Aggregate.RATE,
        decimals=3,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="krachtwonen.retention_rate",
        code="WP12",
        action=ACTION,
        label="Na 12 maanden nog gehuisvest",
        unit="aandeel",
        definition=(
            "Van de bewoningen die het jaar voordien begonnen, het deel dat 365 dagen duurde of eindigde in een vaste "
            "woning of een andere woning van de pool. Overlijdens tellen niet."
        ),
        select=counted_flow.retention,
        dimensions=(MUNICIPALITY,),
        aggregate=Aggregate.RATE,
        decimals=3,
        record_endpoint=_CASE_PAGE,
    ),
)
_PEOPLE: Final = (
    *(_returns(days) for days in _ALL_RETURNS),
    Measure(
        key="krachtwonen.team_fte",
        code="DT01",
        action=ACTION,
        label="Voltijdse equivalenten in het team, gemiddeld",
        unit="VTE",
        definition=(
            "De voltijdse equivalenten van de partners in het begeleidingsteam, gemiddeld over alle dagen van het jaar."
        ),
        select=counted_people.team_fte,
        dimensions=(Dimension("team", "Partner", "team", labels=labels("kw_team")),),
        divisor=Decimal(1_000_000),
        decimals=3,
    ),
    Measure(
        key="krachtwonen.homeless",
        code="KW-E",
        action=ACTION,
        label="Dak- en thuisloze personen op de laatste dag",
        unit="persoon",
        definition=(
            "Iedereen die in de nacht van de laatste dag in een bed of woning van Kracht.Wonen sliep, of in een open "
            "situatie wacht. Elke persoon telt één keer. Wie wacht, telt volgens de verblijfplaats in de screening; "
            "wie daar een eigen woning heeft, telt niet mee."
        ),
        select=counted_people.homeless,
        dimensions=(Dimension("ethos", "ETHOS", "ethos", labels=_ethos),),
    ),
    Measure(
        key="crisis.first_time",
        owner=PROJECT_KEY,
        code="RCK06",
        action=ACTION,
        label="Voor het eerst in het crisisnetwerk",
        unit="persoon",
        definition=(
            "De personen van het jaar die in de 730 dagen voor hun eerste nacht nergens in een bed of woning van "
            "Kracht.Wonen sliepen."
        ),
        select=counted_people.first_time,
        dimensions=(MUNICIPALITY,),
    ),
    Measure(
        key="crisis.requests",
        owner=PROJECT_KEY,
        code="RCK04",
        action=ACTION,
        label="Vragen om een crisisbed",
        unit="vraag",
        definition="De vragen voor een nacht van het jaar, wat het antwoord ook was.",
        select=counted_people.requests,
        dimensions=(
            MUNICIPALITY,
            Dimension("outcome", "Antwoord", "outcome", labels=lambda _session: _OUTCOMES),
        ),
    ),
    Measure(
        key="crisis.unmet",
        owner=PROJECT_KEY,
        code="RCK04b",
        action=ACTION,
        label="Personen zonder crisisbed door plaatsgebrek",
        unit="persoon",
        definition="De personen voor wie in het jaar een bed gevraagd werd en geweigerd omdat er geen plaats was.",
        select=counted_people.unmet,
        dimensions=(MUNICIPALITY,),
    ),
)
FLOW_MEASURES: Final = (*_HOMES, *_PEOPLE)
