"""What may be wrong with the reports of threatened evictions before their figures are closed."""

from typing import Any, Final

from sqlalchemy import Select, and_, exists, not_

from app.actionplan.quality import QualityRule, Severity
from app.cases.models import Case
from app.core.period import Period
from app.projectkit.quality import cases_of, cases_where
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.models import Dispatch, Report

_UNKNOWN: Final = "onbekend"
_OF_CASE = Report.case_uid == Case.uid


def unanswered(period: Period) -> Select[Any]:
    """Cases passed on before the end of the period to a service that has not answered since."""
    waits = exists().where(
        Dispatch.case_uid == Case.uid, Dispatch.answered_on.is_(None), Dispatch.sent_on <= period.last
    )
    return cases_of(PROJECT_KEY)(period).where(waits)


RULES: Final = (
    QualityRule(
        "uithuiszetting.without_report",
        Severity.HARD,
        "Dossier zonder melding",
        "De melding ontbreekt, dus is niet bekend over welke woning het gaat. Vul ze aan, of trek het dossier in.",
        cases_where(PROJECT_KEY, not_(exists().where(_OF_CASE))),
    ),
    QualityRule(
        "uithuiszetting.closed_without_outcome",
        Severity.SOFT,
        "Afgesloten zonder afloop",
        "Zonder afloop telt de melding in geen enkel preventiecijfer. Kies ze, of onbekend als niemand ze weet.",
        cases_where(PROJECT_KEY, and_(Case.closed_on.is_not(None), Case.close_reason.is_(None))),
    ),
    QualityRule(
        "uithuiszetting.outcome_unknown",
        Severity.SOFT,
        "Afloop niet gekend",
        "De melding blijft buiten het preventiecijfer. Vraag de afloop na bij de dienst die opvolgde.",
        cases_where(PROJECT_KEY, Case.close_reason == _UNKNOWN),
    ),
    QualityRule(
        "uithuiszetting.unanswered",
        Severity.SOFT,
        "Doorverwezen, nog geen antwoord",
        "De dienst heeft nog niet geantwoord. Noteer het antwoord, of neem de melding terug.",
        unanswered,
    ),
)
