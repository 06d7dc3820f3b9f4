"""What would make a figure of Kracht.Wonen wrong: each kind of gap with its records, within what the actor may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.access.scope import scope
from app.access.work import Work
from app.actionplan.quality import QualityRule
from app.actionplan.queries_quality import READ, findings_page
from app.clients.models import Person
from app.core.period import Period
from app.projects.krachtwonen.crisis.models import CrisisRequest, CrisisStay
from app.projects.krachtwonen.figures.quality import RULES, STAY_GAPS, StayGap
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import PROJECT_KEY, CrisisOutcome, StayStatus
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.models import Presence, Stay

MOST_SHOWN: Final = 50
_HERE: Final[ColumnElement[str]] = literal(PROJECT_KEY)


@dataclass(frozen=True)
class Gap:
    """A kind of gap: which figures it touches, what to do about it, and its records; of many only the first ones."""

    title: str
    touches: str
    advice: str
    leads_to: str
    """What the page of a record is of: a stay, a person or a question for a bed."""
    count: int
    records: list[tuple[str, UUID]]
    """(reference, uid of the stay or of the person)"""


@dataclass(frozen=True)
class Finding:
    """A rule of the year and how many cases in sight break it."""

    rule: QualityRule
    count: int


def findings(work: Work) -> list[Finding]:
    """Every rule on cases, as the quality of this year counts them, for who may open those lists."""
    if not work.actor.holds(READ, PROJECT_KEY):
        return []
    year = work.clock.today().year
    pages = [(rule, findings_page(work, rule, PROJECT_KEY, year)) for rule in RULES]
    return [Finding(rule, page.total - page.hidden) for rule, page in pages]


def gaps(work: Work) -> list[Gap]:
    """Every kind of gap that no rule on cases finds, also those of which there is none."""
    return [_gap(work, kind) for kind in _KINDS]


def _gap(work: Work, kind: "_Kind") -> Gap:
    found = kind.find(work)
    records = [(ref, uid) for ref, uid in work.session.execute(found.limit(MOST_SHOWN))]
    full = len(records) == MOST_SHOWN
    count = work.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) if full else None
    return Gap(kind.title, kind.touches, kind.advice, kind.leads_to, count or len(records), records)


def _stays(work: Work, *conditions: ColumnElement[bool]) -> Select[str, UUID]:
    return (
        select(Stay.ref, Stay.uid)
        .join(Unit, Unit.uid == Stay.unit_uid)
        .where(scope(work.actor, MANAGE, _HERE, Unit.organisation), *conditions)
        .order_by(Stay.ref)
    )


def _not_written_out(work: Work) -> Select[str, UUID]:
    return _stays(work, Stay.status == StayStatus.ARRIVED, Stay.agreed_until < work.clock.today())


def _never_arrived(work: Work) -> Select[str, UUID]:
    return _stays(work, Stay.status == StayStatus.PLANNED, Stay.moved_in < work.clock.today())


def _doubles(work: Work) -> Select[str, UUID]:
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
    query = select(CrisisStay.ref, Presence.person_uid).join(Presence, Presence.uid == CrisisStay.uid)
    return query.where(seen, shares).order_by(CrisisStay.ref)


def _unanswered(work: Work) -> Select[str, UUID]:
    seen = scope(work.actor, MANAGE, _HERE, CrisisRequest.organisation)
    old = CrisisRequest.night < work.clock.today() - timedelta(days=1)
    query = select(CrisisRequest.ref, CrisisRequest.uid).where(seen, CrisisRequest.outcome == CrisisOutcome.OPEN, old)
    return query.order_by(CrisisRequest.ref)


def _without_case(gap: StayGap) -> Callable[[Work], Select[str, UUID]]:
    """Stays of nobody's case: those of a case are found by the rules of the year."""

    def find(work: Work) -> Select[str, UUID]:
        today = work.clock.today()
        period = Period(today.replace(month=1, day=1), today)
        return _stays(work, Stay.case_uid.is_(None), gap.where(period))

    return find


@dataclass(frozen=True)
class _Kind:
    title: str
    touches: str
    advice: str
    leads_to: str
    find: Callable[[Work], Select[str, UUID]]


_KINDS: Final = (
    _Kind(
        "Afgesproken einde voorbij, vertrek niet genoteerd",
        "Overnachtingen, bezetting, verblijfsduur",
        "Noteer het vertrek, of verleng het verblijf.",
        "stay",
        _not_written_out,
    ),
    _Kind(
        "Aankomst niet genoteerd",
        "Bewoningen, bezetting",
        "Geef de sleutel, of noteer dat het huishouden niet opdaagde.",
        "stay",
        _never_arrived,
    ),
    _Kind(
        "Samengevoegde personen met dubbele nachten",
        "Overnachtingen",
        "Kijk op de pagina van de persoon welke nacht niet klopt, en noteer daar het juiste vertrek.",
        "person",
        _doubles,
    ),
    _Kind(
        "Vraag om een bed zonder antwoord",
        "Vragen, personen zonder crisisbed",
        "Open de vraag en noteer wat het antwoord was.",
        "request",
        _unanswered,
    ),
    *(_Kind(f"{gap.label}, zonder dossier", gap.touches, gap.advice, "stay", _without_case(gap)) for gap in STAY_GAPS),
)
