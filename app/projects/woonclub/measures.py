"""Woonclub's figures: their rules in words, their dimensions, their place in the plan."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from app.actionplan.measures import MONTH, Aggregate, Dimension, Measure
from app.organisations.queries import municipality_names, service_points
from app.policy.queries import code_groups, code_labels
from app.projects.woonclub import counted

_ACTION: Final = "A0901"
_CASE_PAGE: Final = "cases.show"

_NEW = (
    "Een huishouden telt als nieuw in het jaar van aanmelding als het op die dag geen open dossier bij Woonclub had, "
    "en hoogstens één keer per jaar. Concepten en vergissingen tellen niet."
)
_FOUND = "Tijdelijk verblijf, familie of een voorziening tellen niet als woning."


def _labels(name: str) -> Callable[[Session], Mapping[str, str]]:
    return lambda session: code_labels(session, name)


def _points(session: Session) -> Mapping[str, str]:
    return {point.code: point.name for point in service_points(session, counted.PROJECT_KEY)}


SITUATION_GROUP = Dimension(
    "situation_group",
    "Woonsituatie",
    "situation",
    lambda session: code_groups(session, "housing_situation", "wc_group"),
    _labels("situation_group"),
)
REASON_GROUP = Dimension(
    "reason_group",
    "Hoofdreden",
    "main_reason",
    lambda session: code_groups(session, "search_reason", "wc_group"),
    _labels("reason_group"),
)
MUNICIPALITY = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
HOUSEHOLD_TYPE = Dimension("household_type", "Gezinsvorm", "household_type", labels=_labels("household_type"))
POINT = Dimension("point", "Woonclubpunt", "point", labels=_points)
AGE = Dimension("age", "Leeftijd", "age", labels=lambda _: {"adult": "Volwassenen", "child": "Kinderen"})
OUTCOME = Dimension("outcome", "Soort woning", "outcome", labels=_labels("search_outcome"))
SUBPROJECT = Dimension("subproject", "Deelproject", "subproject", labels=_labels("woonclub_subproject"))

MEASURES: Final = (
    Measure(
        key="woonclub.new_households",
        code="WC01",
        action=_ACTION,
        label="Nieuwe huishoudens",
        unit="huishouden",
        definition=_NEW,
        select=counted.new_households,
        dimensions=(SITUATION_GROUP, REASON_GROUP, MUNICIPALITY, HOUSEHOLD_TYPE, POINT),
        published_keys={2018: "huishoudens_nieuw"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.persons",
        code="WC02",
        action=_ACTION,
        label="Personen voor wie een woning gezocht werd",
        unit="persoon",
        definition=(
            "De volwassenen en kinderen van de nieuwe huishoudens die een woning zoeken, zoals het gezin was "
            "op de dag van aanmelding. Wie in twee huishoudens zit, telt twee keer."
        ),
        select=counted.persons,
        dimensions=(AGE, MUNICIPALITY),
        published_keys={2018: "personen"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.single_adult_households",
        within=("woonclub.new_households",),
        code="WC03",
        action=_ACTION,
        label="Nieuwe huishoudens met één volwassene",
        unit="huishouden",
        definition="De nieuwe huishoudens met precies één volwassene, met of zonder kinderen.",
        select=counted.single_adult_households,
        dimensions=(MUNICIPALITY,),
        published_keys={2018: "bezoekers_alleenstaand"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.found_same_year",
        within=("woonclub.new_households",),
        code="WC05",
        action=_ACTION,
        label="Woning gevonden in het jaar van aanmelding",
        unit="huishouden",
        definition=f"De nieuwe huishoudens die in hetzelfde jaar een duurzame woning vonden. {_FOUND}",
        select=counted.found_same_year,
        dimensions=(OUTCOME, MUNICIPALITY),
        published_keys={2018: "huishoudens_woning_gevonden"},
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.found_in_year",
        code="WC05b",
        action=_ACTION,
        label="Woning gevonden in het jaar",
        unit="huishouden",
        definition=(
            "De huishoudens die in het jaar een duurzame woning vonden, in welk jaar ze zich ook aanmeldden; "
            f"elk huishouden één keer. {_FOUND}"
        ),
        select=counted.found_in_year,
        dimensions=(OUTCOME, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.found_within_365_days",
        code="WC05c",
        action=_ACTION,
        label="Woning gevonden binnen 365 dagen na aanmelding",
        unit="huishouden",
        definition=(
            f"De nieuwe huishoudens van het jaar die hoogstens {counted.FOUND_TERM_DAYS} dagen na hun aanmelding een "
            f"duurzame woning vonden. Pas volledig {counted.FOUND_TERM_DAYS} dagen na het einde van het jaar. {_FOUND}"
        ),
        select=counted.found_within_term,
        dimensions=(OUTCOME, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.search_months_mean",
        code="WC06",
        action=_ACTION,
        label="Gemiddelde zoektermijn",
        unit="maanden",
        definition=(
            "Het gemiddelde aantal maanden (30,4375 dagen) tussen aanmelding en gevonden woning, van de nieuwe "
            "huishoudens die in hetzelfde jaar een woning vonden. Wie nog zoekt, telt niet mee."
        ),
        select=counted.search_days,
        aggregate=Aggregate.MEAN,
        divisor=MONTH,
        decimals=1,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.search_months_median_km",
        code="WC06m",
        action=_ACTION,
        label="Mediane zoektermijn, wie nog zoekt inbegrepen",
        unit="maanden",
        definition=(
            "Na zoveel maanden heeft naar schatting (Kaplan-Meier) de helft van de nieuwe huishoudens een woning. "
            "Wie nog zoekt op 31 december of stopte zonder woning, telt mee tot die dag."
        ),
        select=counted.searches,
        aggregate=Aggregate.KAPLAN_MEIER_MEDIAN,
        divisor=MONTH,
        decimals=1,
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.points_active",
        code="WC08",
        action=_ACTION,
        label="Woonclubpunten",
        unit="punt",
        definition="De woonclubpunten die op de laatste dag van het jaar open zijn.",
        select=counted.points_active,
        published_keys={2018: "woonclubpunten"},
    ),
    Measure(
        key="woonclub.trajectories_started",
        code="WC09",
        action=_ACTION,
        label="Nieuwe trajecten",
        unit="traject",
        definition="De trajecten die in het jaar begonnen, met inbegrip van Hulp Bij Duurzaam Huren.",
        select=counted.trajectories_started,
        dimensions=(SUBPROJECT,),
        published_keys={2024: "trajecten_nieuw"},
        record_endpoint=_CASE_PAGE,
    ),
)
