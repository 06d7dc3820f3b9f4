"""What may be wrong with the applications of the Energiehuis before its figures are closed."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, not_

from app.actionplan.quality import QualityRule, Severity
from app.cases.models import Case
from app.core.period import Period
from app.projectkit.quality import cases_of, cases_where
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.models import LoanApplication, LoanContract, LoanDecision, Outcome

_APPLICATION = LoanApplication.uid == Case.uid
_APPROVED = LoanDecision.outcome == Outcome.APPROVED


def _decided(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(LoanDecision.application_uid == Case.uid, *conditions)


def undecided(period: Period) -> Select[Any]:
    """Applications of the period without any decision on its last day."""
    received = exists().where(_APPLICATION, LoanApplication.received_on.between(period.first, period.last))
    return cases_of(PROJECT_KEY)(period).where(received, not_(_decided(LoanDecision.decided_on <= period.last)))


RULES: Final = (
    QualityRule(
        "energiehuis.without_application",
        Severity.HARD,
        "Dossier zonder aanvraag",
        "De aanvraag ontbreekt, dus telt het dossier nergens mee. Vul ze aan, of trek het dossier in.",
        cases_where(PROJECT_KEY, not_(exists().where(_APPLICATION))),
    ),
    QualityRule(
        "energiehuis.decided_before_received",
        Severity.HARD,
        "Beslist vóór de aanvraag",
        "De dag van de beslissing ligt voor de dag van de aanvraag. Kijk beide dagen na.",
        cases_where(
            PROJECT_KEY,
            exists().where(
                _APPLICATION,
                LoanDecision.application_uid == LoanApplication.uid,
                LoanDecision.decided_on < LoanApplication.received_on,
            ),
        ),
    ),
    QualityRule(
        "energiehuis.signed_without_approval",
        Severity.HARD,
        "Contract zonder goedkeuring",
        "Er is een contract ondertekend zonder goedgekeurde aanvraag. Kijk de beslissing na.",
        cases_where(PROJECT_KEY, exists().where(LoanContract.uid == Case.uid), not_(_decided(_APPROVED))),
    ),
    QualityRule(
        "energiehuis.approved_without_amount",
        Severity.SOFT,
        "Goedgekeurd zonder bedrag",
        "De goedkeuring telt, haar bedrag niet. Noteer het toegekende bedrag.",
        cases_where(PROJECT_KEY, _decided(_APPROVED, LoanDecision.amount_cents.is_(None))),
    ),
    QualityRule(
        "energiehuis.undecided",
        Severity.SOFT,
        "Nog geen beslissing op het einde van het jaar",
        "Kijk na of de beslissing genoteerd is, dan wel of de aanvraag nog loopt.",
        undecided,
    ),
)
