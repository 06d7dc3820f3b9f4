"""What may be wrong with the cases of Kracht.Wonen before its figures are closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_
from sqlalchemy.orm import aliased

from app.actionplan.quality import CaseSet, QualityRule, Severity
from app.cases.models import Case
from app.clients.models import Person
from app.core.period import Period
from app.projectkit.quality import cases_of, cases_where
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.figures.counted_nights import in_period
from app.projects.krachtwonen.guidance.models import GuidanceTrajectory
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import POOL, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.stays.models import Presence, Stay

_SITUATION = Situation.uid == Case.uid
_STAY = Stay.case_uid == Case.uid
_LISTED = SituationPerson.situation_uid == Case.uid
_HOME = aliased(Unit)
_GUIDED = exists().where(GuidanceTrajectory.case_uid == Case.uid, GuidanceTrajectory.ended_on.is_(None))


def undecided(period: Period) -> Select[Any]:
    """Situations of the period that nobody decided on by its last day."""
    waits = exists().where(_SITUATION, or_(Situation.decided_on.is_(None), Situation.decided_on > period.last))
    return cases_of(PROJECT_KEY)(period).where(waits, Case.opened_on >= period.first)


@dataclass(frozen=True)
class StayGap:
    """Something that may be wrong with a stay: with a case it is a rule on that case, without one it is a record."""

    label: str
    touches: str
    """Which figures it makes wrong."""
    advice: str
    """What to do about it."""
    where: Callable[[Period], ColumnElement[bool]]
    """The condition on the stay."""


def _without_destination(period: Period) -> ColumnElement[bool]:
    return and_(
        Stay.moved_out.between(period.first, period.last),
        Stay.moved_out > Stay.moved_in,
        or_(Stay.destination.is_(None), Stay.destination == "unknown"),
        exists().where(_HOME.uid == Stay.unit_uid, _HOME.kind == POOL),
    )


def _without_people(period: Period) -> ColumnElement[bool]:
    return and_(
        Stay.status.in_((StayStatus.ARRIVED, StayStatus.LEFT)),
        in_period(Stay.moved_in, Stay.moved_out, period),
        ~exists().where(Presence.stay_uid == Stay.uid),
    )


def _of_the_dead(period: Period) -> ColumnElement[bool]:
    return exists().where(
        Presence.stay_uid == Stay.uid,
        Person.uid == Presence.person_uid,
        Person.deceased_on <= period.last,
        or_(Presence.until.is_(None), Presence.until > Person.deceased_on),
    )


NO_DESTINATION: Final = StayGap(
    "Vertrokken zonder bestemming",
    "Doorstroom, vertrek naar een vaste woning, terugkeer",
    "Vraag na waar het huishouden heen ging.",
    _without_destination,
)
NO_PEOPLE: Final = StayGap(
    "Verblijf zonder personen",
    "Terugkeer, dak- en thuisloze personen",
    "Zoek in het register wie er verbleef, en lees die rij opnieuw in met de persoon erbij.",
    _without_people,
)
OF_THE_DEAD: Final = StayGap(
    "Nachten na een overlijden",
    "Overnachtingen, bezetting",
    "Noteer het vertrek op de dag van het overlijden.",
    _of_the_dead,
)
STAY_GAPS: Final = (NO_DESTINATION, NO_PEOPLE, OF_THE_DEAD)


def _cases_with(gap: StayGap) -> CaseSet:
    return lambda period: cases_of(PROJECT_KEY)(period).where(exists().where(_STAY, gap.where(period)))


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
        "krachtwonen.nights_of_the_dead",
        Severity.HARD,
        OF_THE_DEAD.label,
        "Iemand is overleden en de nachten tellen door. Noteer het vertrek op de dag van het overlijden.",
        _cases_with(OF_THE_DEAD),
    ),
    QualityRule(
        "krachtwonen.still_guided",
        Severity.HARD,
        "Begeleiding loopt door na het afsluiten",
        "Het dossier is afgesloten en de begeleiding telt door. Beëindig het traject.",
        cases_where(PROJECT_KEY, Case.closed_on.is_not(None), _GUIDED),
    ),
    QualityRule(
        "krachtwonen.left_for_unknown",
        Severity.SOFT,
        NO_DESTINATION.label,
        "Het vertrek telt, maar bij de doorstroom onder onbekend. Vraag na waar het huishouden heen ging.",
        _cases_with(NO_DESTINATION),
    ),
    QualityRule(
        "krachtwonen.stay_without_people",
        Severity.SOFT,
        NO_PEOPLE.label,
        "De bewoning telt, maar niemand van het gezin is genoteerd. Zo blijft een terugkeer onzichtbaar.",
        _cases_with(NO_PEOPLE),
    ),
    QualityRule(
        "krachtwonen.nobody_listed",
        Severity.SOFT,
        "Situatie zonder personen",
        "De situatie telt, maar niemand in het cijfer van de personen. Noteer wie erbij hoort.",
        cases_where(PROJECT_KEY, exists().where(_SITUATION), not_(exists().where(_LISTED))),
    ),
    QualityRule(
        "krachtwonen.undecided",
        Severity.SOFT,
        "Situatie zonder besluit op het einde van het jaar",
        "Kijk na of het besluit genoteerd is, dan wel of de situatie nog loopt.",
        undecided,
    ),
)
