"""Reading the waiting list, its rankings and offers, within what the actor may see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.policy.queries import codes
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.models_terms import UnitFeature
from app.projects.krachtwonen.kinds import PROJECT_KEY, OfferStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.waiting.models import Offer, Override, Ranking, RankingLine, WaitingEntry
from app.projects.krachtwonen.waiting.rules import Home, Ranked, Waiter, rank

MOST_RANKINGS = 20
"""The latest rankings for a home on its page."""


@dataclass(frozen=True)
class Waiting:
    """A household on the waiting list, with its case."""

    entry: WaitingEntry
    case: Case


@dataclass(frozen=True)
class Standing:
    """A household in its place."""

    ranked: Ranked
    waiting: Waiting


def waiting_of(work: Work, case_uid: UUID, *, lock: bool = False) -> WaitingEntry | None:
    """The standing entry of a case that the caller already opened within its scope."""
    query = select(WaitingEntry).where(WaitingEntry.case_uid == case_uid, WaitingEntry.ended_on.is_(None))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return work.session.scalars(query).one_or_none()


def order(work: Work, unit: Unit | None = None, permission: str = "case.read") -> list[Standing]:
    """The waiting list in order, for one home or as such."""
    tiers = {code.key: int(code.attrs["rank"]) for code in codes(work.session, "kw_tier")}
    found = {waiting.case.number: waiting for waiting in _standing(work, permission)}
    offered = with_offer(work, [waiting.case.uid for waiting in found.values()])
    waiters = (_waiter(each, tiers, offered) for each in found.values())
    ranked = rank(waiters, home_of(work, unit) if unit else None)
    return [Standing(one, found[one.waiter.number]) for one in ranked]


def home_of(work: Work, unit: Unit) -> Home:
    """A unit as the rules of the waiting list see it."""
    features = work.session.scalars(select(UnitFeature.feature).where(UnitFeature.unit_uid == unit.uid))
    return Home(unit.municipality, unit.max_persons, unit.bedrooms, frozenset(features))


def _standing(work: Work, permission: str) -> list[Waiting]:
    query = (
        select(WaitingEntry, Case)
        .join(Case, Case.uid == WaitingEntry.case_uid)
        .options(joinedload(Case.reference_person))
        .where(
            case_scope(work, permission),
            WaitingEntry.ended_on.is_(None),
            Case.voided_on.is_(None),
        )
    )
    return [Waiting(entry, case) for entry, case in work.session.execute(query)]


def with_offer(work: Work, cases: Iterable[UUID]) -> dict[UUID, UUID]:
    """The offer that each of these cases still has to answer, for those that have one."""
    query = select(Offer.case_uid, Offer.uid).where(Offer.case_uid.in_(list(cases)), Offer.status == OfferStatus.OPEN)
    found = work.session.execute(query.where(Offer.expires_on >= work.clock.today()))
    return {row.case_uid: row.uid for row in found}


def _waiter(waiting: Waiting, tiers: dict[str, int], offered: Collection[UUID]) -> Waiter:
    entry, case = waiting.entry, waiting.case
    return Waiter(
        number=case.number,
        tier=entry.tier,
        tier_rank=tiers[entry.tier],
        tier_since=entry.tier_since,
        reported_on=case.opened_on,
        persons=entry.persons,
        bedrooms=entry.bedrooms,
        municipalities=frozenset(entry.municipalities),
        needs=frozenset(entry.needs),
        has_offer=case.uid in offered,
    )


def ranking_for(work: Work, uid: UUID) -> tuple[Ranking, Unit]:
    """A ranking and its home, for whoever may offer that home."""
    row = work.session.execute(
        select(Ranking, Unit).join(Unit, Unit.uid == Ranking.unit_uid).where(Ranking.uid == uid)
    ).one_or_none()
    if row is None or not work.actor.holds(DECIDE, PROJECT_KEY, row.Unit.organisation):
        raise NotFound
    return row.Ranking, row.Unit


def lines_of(work: Work, ranking_uid: UUID) -> list[tuple[RankingLine, Case]]:
    """The lines of a ranking whose case the actor may see, in order."""
    query = (
        select(RankingLine, Case)
        .join(WaitingEntry, WaitingEntry.uid == RankingLine.waiting_uid)
        .join(Case, Case.uid == WaitingEntry.case_uid)
        .options(joinedload(Case.reference_person))
        .where(
            RankingLine.ranking_uid == ranking_uid,
            case_scope(work, "case.read"),
        )
        .order_by(RankingLine.position)
    )
    return [(line, case) for line, case in work.session.execute(query)]


def rankings_of(work: Work, unit_uid: UUID) -> list[Ranking]:
    """The latest rankings for a home that the caller already opened within its scope."""
    query = select(Ranking).where(Ranking.unit_uid == unit_uid)
    return list(work.session.scalars(query.order_by(Ranking.ranked_at.desc(), Ranking.uid.desc()).limit(MOST_RANKINGS)))


def _decidable(work: Work) -> Select[Override, Case, Ranking, Unit]:
    return (
        select(Override, Case, Ranking, Unit)
        .join(Case, Case.uid == Override.case_uid)
        .join(Ranking, Ranking.uid == Override.ranking_uid)
        .join(Unit, Unit.uid == Ranking.unit_uid)
        .where(case_scope(work, DECIDE))
    )


@dataclass(frozen=True)
class Asked:
    """An override with its case, its ranking and the home."""

    override: Override
    case: Case
    ranking: Ranking
    unit: Unit


def overrides(work: Work, ranking_uid: UUID | None = None) -> list[Asked]:
    """Overrides of one ranking, or all that wait for a second person."""
    query = _decidable(work)
    if ranking_uid is None:
        query = query.where(Override.decided_by.is_(None))
    else:
        query = query.where(Override.ranking_uid == ranking_uid)
    found = work.session.execute(query.order_by(Override.asked_at, Override.uid))
    return [Asked(*row) for row in found]


def override_for(work: Work, uid: UUID) -> Asked:
    """One override that the actor may decide on."""
    row = work.session.execute(_decidable(work).where(Override.uid == uid)).one_or_none()
    if row is None:
        raise NotFound
    return Asked(*row)


@dataclass(frozen=True)
class Offered:
    """An offer with its case and its home."""

    offer: Offer
    case: Case
    unit: Unit


def _offers(work: Work) -> Select[Offer, Case, Unit]:
    return (
        select(Offer, Case, Unit)
        .join(Case, Case.uid == Offer.case_uid)
        .join(Unit, Unit.uid == Offer.unit_uid)
        .where(case_scope(work, "case.write"))
    )


def open_offers(work: Work) -> list[Offered]:
    """The offers that wait for an answer, the first to lapse first."""
    query = _offers(work).options(joinedload(Case.reference_person)).where(Offer.status == OfferStatus.OPEN)
    found = work.session.execute(query.order_by(Offer.expires_on, Offer.uid))
    return [Offered(*row) for row in found]


def offer_for(work: Work, uid: UUID, *, lock: bool = False) -> Offered:
    """One offer in a case that the actor may change."""
    query = _offers(work).where(Offer.uid == uid).options(joinedload(Case.reference_person))
    if lock:
        query = query.with_for_update(of=Offer).execution_options(populate_existing=True)
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return Offered(*row)


def offers_of(work: Work, case_uid: UUID) -> list[tuple[Offer, Unit]]:
    """Every offer in a case that the caller already opened within its scope, newest first."""
    query = select(Offer, Unit).join(Unit, Unit.uid == Offer.unit_uid).where(Offer.case_uid == case_uid)
    return [(offer, unit) for offer, unit in work.session.execute(query.order_by(Offer.made_on.desc(), Offer.uid))]


def open_offers_on(work: Work, unit_uids: Sequence[UUID]) -> list[Offer]:
    """The open offers of these homes."""
    query = select(Offer).where(Offer.unit_uid.in_(unit_uids), Offer.status == OfferStatus.OPEN)
    return list(work.session.scalars(query.order_by(Offer.move_in_on)))
