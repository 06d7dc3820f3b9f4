"""The figures on accelerated allocation: their rules in words, their dimensions."""

from collections.abc import Mapping
from typing import Final

from app.actionplan.measures import Aggregate, Dimension, Measure
from app.policy.queries import code_labels
from app.projects.woonclub import counted_accelerated as counted
from app.projects.woonclub.measures_plan import COMPANY, MUNICIPALITY
from app.projects.woonclub.rules_rights import Phase

_ACTION: Final = "A0901"
_CASE_PAGE: Final = "cases.show"
_ENDS: Final[Mapping[str, str]] = {
    Phase.ALLOCATED: "Toegewezen",
    Phase.REFUSED: "Geweigerd",
    Phase.WITHDRAWN: "Ingetrokken",
}

GROUP: Final = Dimension(
    "target_group", "Doelgroep", "target_group", labels=lambda session: code_labels(session, "accelerated_group")
)
OUTCOME: Final = Dimension("outcome", "Afloop", "outcome", labels=lambda _: _ENDS)

MEASURES: Final = (
    Measure(
        key="woonclub.accelerated_submitted",
        code="VT01",
        action=_ACTION,
        label="Versnelde toewijzing aangevraagd",
        unit="aanvraag",
        definition="De aanvragen om versnelde toewijzing die in het jaar ingediend zijn, op de dag van indiening.",
        select=counted.submitted,
        dimensions=(GROUP, COMPANY, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.accelerated_decided",
        code="VT02",
        action=_ACTION,
        label="Versnelde toewijzing afgelopen",
        unit="aanvraag",
        definition=(
            "De ingediende aanvragen om versnelde toewijzing die in het jaar afliepen: met een woning, een weigering "
            "of een intrekking, wanneer ze ook ingediend waren."
        ),
        select=counted.decided,
        dimensions=(OUTCOME, GROUP, COMPANY, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.accelerated_waiting",
        code="VT03",
        action=_ACTION,
        label="Wacht op versnelde toewijzing",
        unit="aanvraag",
        definition="De aanvragen die op de laatste dag van het jaar ingediend waren en nog niet afgelopen.",
        select=counted.waiting,
        dimensions=(GROUP, COMPANY, MUNICIPALITY),
        record_endpoint=_CASE_PAGE,
    ),
    Measure(
        key="woonclub.accelerated_wait_median",
        code="VT03b",
        action=_ACTION,
        label="Mediane wachttijd tot een versnelde toewijzing",
        unit="dagen",
        definition=(
            "Het middelste aantal dagen tussen indiening en toewijzing, van de aanvragen die in het jaar een woning "
            "kregen. Wie nog wacht, telt niet mee: lees dit samen met het aantal dat wacht."
        ),
        select=counted.waits,
        aggregate=Aggregate.KAPLAN_MEIER_MEDIAN,
        dimensions=(GROUP, COMPANY),
        record_endpoint=_CASE_PAGE,
    ),
)
