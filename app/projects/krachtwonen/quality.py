"""What may be wrong with the cases of Kracht.Wonen before its figures are closed."""

from typing import Any, Final

from sqlalchemy import Select, exists, not_, or_

from app.actionplan.quality import QualityRule, Severity
from app.cases.models import Case
from app.core.period import Period
from app.projectkit.quality import cases_of, cases_where
from app.projects.krachtwonen.kinds import PROJECT_KEY, StayStatus
from app.projects.krachtwonen.models import Situation
from app.projects.krachtwonen.models_stays import Stay

_SITUATION = Situation.uid == Case.uid
_STAY = Stay.case_uid == Case.uid


def undecided(period: Period) -> Select[Any]:
    """Situations of the period that nobody decided on by its last day."""
    waits = exists().where(_SITUATION, or_(Situation.decided_on.is_(None), Situation.decided_on > period.last))
    return cases_of(PROJECT_KEY)(period).where(waits, Case.opened_on >= period.first)


def left_for_unknown(period: Period) -> Select[Any]:
    """Cases with a stay that ended in the period, without where the household went."""
    left = exists().where(_STAY, Stay.moved_out.between(period.first, period.last), Stay.destination.is_(None))
    return cases_of(PROJECT_KEY)(period).where(left)


RULES: Final = (
    QualityRule(
        "krachtwonen.without_situation",
        Severity.HARD,
        "Dossier zonder situatie",
        "De situatie van het meldpunt ontbreekt, dus telt het dossier nergens mee. Vul ze aan, of trek het dossier in.",
        cases_where(PROJECT_KEY, not_(exists().where(_SITUATION))),
    ),
    QualityRule(
        "krachtwonen.closed_while_living",
        Severity.HARD,
        "Afgesloten terwijl er nog bewoning loopt",
        "Het dossier is afgesloten en de woning is nog bezet: elke nacht telt door. Noteer de dag van vertrek.",
        cases_where(PROJECT_KEY, Case.closed_on.is_not(None), exists().where(_STAY, Stay.status == StayStatus.ARRIVED)),
    ),
    QualityRule(
        "krachtwonen.left_for_unknown",
        Severity.SOFT,
        "Vertrokken zonder bestemming",
        "Het vertrek telt, maar bij de doorstroom onder onbekend. Vraag na waar het huishouden heen ging.",
        left_for_unknown,
    ),
    QualityRule(
        "krachtwonen.undecided",
        Severity.SOFT,
        "Situatie zonder besluit op het einde van het jaar",
        "Kijk na of het besluit genoteerd is, dan wel of de situatie nog loopt.",
        undecided,
    ),
)
