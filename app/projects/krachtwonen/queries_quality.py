"""What would make a figure of Kracht.Wonen wrong: each kind of gap with its records, within what the actor may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select
from sqlalchemy.orm import aliased

from app.access.scope import scope
from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.clients.models import Person
from app.projects.krachtwonen.kinds import PROJECT_KEY, CrisisOutcome, StayStatus
from app.projects.krachtwonen.models import GuidanceTrajectory, Situation, SituationPerson
from app.projects.krachtwonen.models_crisis import CrisisRequest
from app.projects.krachtwonen.models_stays import CrisisStay, Presence, Stay
from app.projects.krachtwonen.models_units import Unit
from app.projects.krachtwonen.queries import MANAGE

MOST_SHOWN: Final = 50
_HERE: Final[ColumnElement[str]] = literal(PROJECT_KEY)


@dataclass(frozen=True)
class Gap:
    """A kind of gap: which figures it touches, and the references of its records."""

    title: str
    touches: str
    refs: list[str]


def gaps(work: Work) -> list[Gap]:
    """Every kind of gap, also those of which there is none."""
    return [
        Gap(title, touches, list(work.session.scalars(find(work).limit(MOST_SHOWN)))) for title, touches, find in _KINDS
    ]


def _stays(work: Work, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(Stay.ref)
        .join(Unit, Unit.uid == Stay.unit_uid)
        .where(scope(work.actor, MANAGE, _HERE, Unit.organisation), *conditions)
        .order_by(Stay.ref)
    )


def _without_destination(work: Work) -> Select[Any]:
    is_home = Unit.kind == "kw_pool"
    unknown = or_(Stay.destination.is_(None), Stay.destination == "unknown")
    return _stays(work, is_home, Stay.status == StayStatus.LEFT, unknown, Stay.moved_out > Stay.moved_in)


def _not_written_out(work: Work) -> Select[Any]:
    return _stays(work, Stay.status == StayStatus.ARRIVED, Stay.agreed_until < work.clock.today())


def _never_arrived(work: Work) -> Select[Any]:
    return _stays(work, Stay.status == StayStatus.PLANNED, Stay.moved_in < work.clock.today())


def _without_people(work: Work) -> Select[Any]:
    anybody = exists().where(Presence.stay_uid == Stay.uid)
    return _stays(work, Stay.status.in_((StayStatus.ARRIVED, StayStatus.LEFT)), ~anybody)


def _of_the_dead(work: Work) -> Select[Any]:
    return _stays(
        work,
        exists().where(
            Presence.stay_uid == Stay.uid,
            Person.uid == Presence.person_uid,
            Person.deceased_on.is_not(None),
            or_(Presence.until.is_(None), Presence.until > Person.deceased_on),
        ),
    )


def _doubles(work: Work) -> Select[Any]:
    """Nights of people who turned out to be one: they count once, and one of the two is a mistake."""
    other, one, two = aliased(Presence), aliased(Person), aliased(Person)
    shares = exists().where(
        other.uid != Presence.uid,
        other.layer == Presence.layer,
        or_(one.merged_into_uid == other.person_uid, two.merged_into_uid == Presence.person_uid),
        one.uid == Presence.person_uid,
        two.uid == other.person_uid,
        or_(other.until.is_(None), other.until > Presence.first_night),
        or_(Presence.until.is_(None), Presence.until > other.first_night),
    )
    seen = scope(work.actor, MANAGE, _HERE, CrisisStay.organisation)
    query = select(CrisisStay.ref).join(Presence, Presence.uid == CrisisStay.uid)
    return query.where(seen, shares).order_by(CrisisStay.ref)


def _unanswered(work: Work) -> Select[Any]:
    seen = scope(work.actor, MANAGE, _HERE, CrisisRequest.organisation)
    old = CrisisRequest.night < work.clock.today() - timedelta(days=1)
    query = select(CrisisRequest.ref).where(seen, CrisisRequest.outcome == CrisisOutcome.OPEN, old)
    return query.order_by(CrisisRequest.ref)


def _cases(work: Work, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        visible_cases(work)
        .join(Situation, Situation.uid == Case.uid)
        .where(Case.voided_on.is_(None), *conditions)
        .with_only_columns(Case.number)
        .order_by(Case.number)
    )


def _nobody_listed(work: Work) -> Select[Any]:
    return _cases(work, ~exists().where(SituationPerson.situation_uid == Case.uid))


def _still_guided(work: Work) -> Select[Any]:
    runs = exists().where(GuidanceTrajectory.case_uid == Case.uid, GuidanceTrajectory.ended_on.is_(None))
    return _cases(work, and_(Case.closed_on.is_not(None), runs))


_KINDS: Final[tuple[tuple[str, str, Callable[[Work], Select[Any]]], ...]] = (
    ("Vertrokken zonder bestemming", "Doorstroom, vertrek naar een vaste woning, terugkeer", _without_destination),
    ("Afgesproken einde voorbij, vertrek niet genoteerd", "Overnachtingen, bezetting, verblijfsduur", _not_written_out),
    ("Aankomst niet genoteerd", "Bewoningen, bezetting", _never_arrived),
    ("Verblijf zonder personen", "Terugkeer, dak- en thuisloze personen", _without_people),
    ("Nachten na een overlijden", "Overnachtingen, bezetting", _of_the_dead),
    ("Samengevoegde personen met dubbele nachten", "Overnachtingen", _doubles),
    ("Vraag om een bed zonder antwoord", "Vragen, personen zonder crisisbed", _unanswered),
    ("Situatie zonder personen", "Personen in de situaties", _nobody_listed),
    ("Begeleiding loopt door na het afsluiten", "Begeleidingstrajecten", _still_guided),
)
