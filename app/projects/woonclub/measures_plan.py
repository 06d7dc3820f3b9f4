"""Woonclub's figures on staff, rights, guarantee loans, waiting lists and volunteers: rules in words, dimensions."""

from decimal import Decimal
from typing import Final

from app.actionplan.measures import Dimension, Measure
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.woonclub import counted_plan as counted

_ACTION: Final = "A0901"
_CASE_PAGE: Final = "cases.show"
_ONCE: Final = "Elk recht van een dossier telt één keer, op de eerste dag waarop het zo stond."

MUNICIPALITY = Dimension("municipality", "Gemeente", "municipality", labels=municipality_names)
RIGHT = Dimension("right", "Recht", "item", labels=lambda session: code_labels(session, "right_item"))
COMPANY = Dimension("company", "Woonmaatschappij", "company", labels=lambda s: code_labels(s, "housing_company"))

PLAN_MEASURES: Final = (
    Measure(
        key="woonclub.hbdh_fte",
        code="WC10",
        action=_ACTION,
        label="Personeel voor Hulp Bij Duurzaam Huren",
        unit="VTE",
        definition=(
            "De voltijdse equivalenten van Hulp Bij Duurzaam Huren, gewogen met de dagen van het jaar waarop ze er "
            "waren: een halve kracht vanaf 1 april telt voor drie kwart van een half."
        ),
        select=counted.hbdh_staff,
        divisor=Decimal(counted.MILLION),
        decimals=3,
    ),
    Measure(
        key="woonclub.hbdh_children",
        code="WC10b",
        action=_ACTION,
        label="Kinderen in Hulp Bij Duurzaam Huren",
        unit="kind",
        definition=(
            "De kinderen, zoals het gezin was bij de aanmelding, van de huishoudens die in het jaar met Hulp Bij "
            "Duurzaam Huren begonnen; elk huishouden één keer."
        ),
        select=counted.hbdh_children,
        dimensions=(MUNICIPALITY,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.guarantee_loans_submitted",
        code="WC11",
        action=_ACTION,
        label="Huurwaarborgleningen aangevraagd",
        unit="aanvraag",
        definition="De huurwaarborgleningen die met hulp van Woonclub in het jaar aangevraagd zijn, op de aanvraagdag.",
        select=counted.loans_submitted,
        dimensions=(MUNICIPALITY,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.guarantee_loans_granted",
        code="WC11b",
        action=_ACTION,
        label="Huurwaarborgleningen toegekend",
        unit="lening",
        definition="De huurwaarborgleningen die in het jaar toegekend zijn, wanneer ze ook aangevraagd waren.",
        select=counted.loans_granted,
        dimensions=(MUNICIPALITY,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.guarantee_loans_amount",
        code="WC11c",
        action=_ACTION,
        label="Toegekend bedrag aan huurwaarborgleningen",
        unit="euro",
        definition="De som van de huurwaarborgleningen die in het jaar toegekend zijn.",
        select=counted.loans_amount,
        divisor=Decimal(100),
        decimals=2,
        dimensions=(MUNICIPALITY,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.households_explored",
        code="WC12",
        action=_ACTION,
        label="Huishoudens met een rechtenverkenning",
        unit="huishouden",
        definition="De huishoudens waarvan in het jaar alle rechten van de checklist nagegaan zijn; elk één keer.",
        select=counted.households_explored,
        dimensions=(MUNICIPALITY,),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.rights_found",
        code="WC12b",
        action=_ACTION,
        label="Rechten gevonden",
        unit="recht",
        definition=(
            f"De rechten waarvan in het jaar bleek dat een huishouden ze misliep. Wat het al had, telt niet. {_ONCE}"
        ),
        select=counted.rights_found,
        dimensions=(RIGHT, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.rights_applied",
        code="WC12c",
        action=_ACTION,
        label="Rechten aangevraagd",
        unit="recht",
        definition=f"De rechten die in het jaar voor een huishouden aangevraagd zijn. {_ONCE}",
        select=counted.rights_applied,
        dimensions=(RIGHT, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.rights_granted",
        code="WC12d",
        action=_ACTION,
        label="Rechten toegekend",
        unit="recht",
        definition=f"De rechten die in het jaar aan een huishouden toegekend zijn. {_ONCE}",
        select=counted.rights_granted,
        dimensions=(RIGHT, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.social_registrations",
        code="WC12e",
        action=_ACTION,
        label="Inschrijvingen voor een sociale woning",
        unit="inschrijving",
        definition=(
            "De inschrijvingen bij een woonmaatschappij in het jaar, van huishoudens die op die dag bij Woonclub "
            "waren. Vernieuwingen tellen niet."
        ),
        select=counted.social_registrations,
        dimensions=(COMPANY, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.volunteers_active",
        code="WC13",
        action=_ACTION,
        label="Vrijwilligers",
        unit="vrijwilliger",
        definition="De vrijwilligers van Woonclub op de laatste dag van het jaar, elk één keer.",
        select=counted.volunteers,
    ),
)
