"""Who looks for a home, which homes fit them, and what they were told of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.scope import case_scope
from app.clients.kinds import HouseholdType
from app.clients.models_household import HouseholdSnapshot
from app.core.errors import NotFound
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_intake import IntakeFile, Wish
from app.projects.woonclub.models_listings import Listing, Proposal
from app.projects.woonclub.queries_listings import on_offer
from app.projects.woonclub.queries_policy import figures
from app.projects.woonclub.rules import Home
from app.projects.woonclub.rules_intake import Figures, band_ceiling, bedrooms_needed
from app.projects.woonclub.rules_matching import Dwelling, Fit, Seeker, fit

LOOKING: Final = ("aangemeld", "intake", "actief_zoeken")
MOST_SHOWN: Final = 50
PRIVATE: Final = "private_rent"
VOLUNTEER: Final = "volunteer"
_ANYWHERE: Final = ("[]", "null")
"""How a list without municipalities is stored."""


@dataclass(frozen=True)
class Matched:
    """A home and a household that nothing speaks against, and why."""

    seeker: Seeker
    dwelling: Dwelling
    fit: Fit


def homes_for(work: Work, case: Case) -> list[Matched]:
    """The homes on offer that fit a household whose case the caller opened, the best first."""
    seeker = seeker_of(work, case)
    told = select(Proposal.listing_uid).where(Proposal.case_uid == case.uid)
    query = _dwellings().where(on_offer(work.clock.today()), Listing.bedrooms >= seeker.bedrooms)
    if seeker.max_rent_cents is not None:
        query = query.where(Listing.rent_cents <= seeker.max_rent_cents)
    if seeker.municipalities:
        query = query.where(Listing.municipality.in_(seeker.municipalities))
    found = (Dwelling(*row) for row in work.session.execute(query.where(Listing.uid.not_in(told))))
    return _best(Matched(seeker, dwelling, fit(seeker, dwelling)) for dwelling in found)


def households_for(work: Work, listing: Listing) -> list[Matched]:
    """The households that look for a home like this one, of those that the actor may see; the best first."""
    dwelling = Dwelling(listing.uid, listing.municipality, listing.rent_cents, listing.bedrooms)
    told = select(Proposal.case_uid).where(Proposal.listing_uid == listing.uid)
    reached = case_scope(work, "case.read")
    query = _looking().where(reached, Case.closed_on.is_(None), Case.phase.in_(LOOKING), Case.uid.not_in(told))
    query, policy = query.where(*_not_against(dwelling)), _policy(work)
    seekers = (_seeker(row, policy) for row in work.session.execute(query))
    return _best(Matched(seeker, dwelling, fit(seeker, dwelling)) for seeker in seekers)


def _not_against(dwelling: Dwelling) -> list[ColumnElement[bool]]:
    """What a household itself says against a home needs no rule: the database leaves most of them out."""
    wanted = cast(Wish.municipalities, Text)
    return [
        func.coalesce(Wish.bedrooms, IntakeFile.bedrooms_needed, 0) <= dwelling.bedrooms,
        or_(
            func.coalesce(Wish.max_rent_cents, dwelling.rent_cents) >= dwelling.rent_cents,
            IntakeFile.income_band.is_not(None),
        ),
        or_(wanted.is_(None), wanted.in_(_ANYWHERE), wanted.contains(f'"{dwelling.municipality}"')),
    ]


def seeker_of(work: Work, case: Case) -> Seeker:
    """What a household looks for; its case was opened by the caller."""
    return _seeker(work.session.execute(_looking().where(Case.uid == case.uid)).one(), _policy(work))


@dataclass(frozen=True)
class Told:
    """A household was told of a home."""

    proposal: Proposal
    listing: Listing
    case: Case


def told_of(work: Work, *, case: Case | None = None, listing: Listing | None = None) -> Sequence[Told]:
    """What was proposed to a household, or to whom a home was, within what the actor may see; the newest first."""
    query = (
        select(Proposal, Listing, Case)
        .join(Listing, Listing.uid == Proposal.listing_uid)
        .join(Case, Case.uid == Proposal.case_uid)
        .where(case_scope(work, "case.read"))
    )
    if case is not None:
        query = query.where(Proposal.case_uid == case.uid)
    if listing is not None:
        query = query.where(Proposal.listing_uid == listing.uid)
    rows = work.session.execute(query.order_by(Proposal.proposed_on.desc(), Proposal.uid.desc()).limit(MOST_SHOWN))
    return [Told(*row) for row in rows]


def get_told(work: Work, uid: UUID) -> Told:
    """One proposal of a case that the actor may change; NotFound otherwise."""
    open_to = visible_cases(work, "case.write").with_only_columns(Case.uid)
    query = (
        select(Proposal, Listing, Case)
        .join(Listing, Listing.uid == Proposal.listing_uid)
        .join(Case, Case.uid == Proposal.case_uid)
        .where(Proposal.uid == uid, Case.uid.in_(open_to), Case.project == PROJECT_KEY)
    )
    row = work.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return Told(*row)


def home_proposed(work: Work, number: str, uid: UUID | None) -> Home | None:
    """What a proposal that worked out says of the home that was found with it."""
    told = get_told(work, uid) if uid is not None else None
    if told is None or told.case.number != number or told.proposal.outcome_on is None:
        return None
    return Home(
        found_on=told.proposal.outcome_on,
        outcome=PRIVATE,
        rent_cents=told.listing.rent_cents,
        found_by=VOLUNTEER,
    )


def _looking() -> Select[Any]:
    columns: list[Any] = [
        Case.uid,
        Case.number,
        Case.municipality,
        HouseholdSnapshot.adults,
        HouseholdSnapshot.children,
        HouseholdSnapshot.household_type,
        Wish.municipalities.label("wanted"),
        Wish.max_rent_cents.label("own_limit"),
        Wish.bedrooms.label("asked"),
        Wish.accessible,
        Wish.pets,
        IntakeFile.income_band,
        IntakeFile.bedrooms_needed.label("needed"),
    ]
    return (
        select(*columns)
        .join_from(Case, HouseholdSnapshot, HouseholdSnapshot.uid == Case.snapshot_uid)
        .outerjoin(Wish, Wish.uid == Case.uid)
        .outerjoin(IntakeFile, IntakeFile.uid == Case.uid)
        .where(Case.project == PROJECT_KEY, Case.voided_on.is_(None))
    )


@dataclass(frozen=True)
class _Policy:
    """What turns the facts of a household into what it looks for."""

    figures: Figures
    ceilings: Mapping[str, int | None]
    """Of each income band."""
    today: date
    rooms: dict[tuple[int, int, HouseholdType], int] = field(default_factory=dict)
    """Bedrooms by what a household is made of, as they were asked."""

    def rooms_for(self, adults: int, children: int, kind: HouseholdType) -> int:
        """The bedrooms that the rule gives; worked out once for households alike."""
        alike = (adults, children, kind)
        if alike not in self.rooms:
            self.rooms[alike] = bedrooms_needed(adults, children, kind, self.figures, self.today)
        return self.rooms[alike]


def _policy(work: Work) -> _Policy:
    rules, today = figures(work.session), work.clock.today()
    bounds = {code.key: int(code.attrs["from_euro"]) for code in codes(work.session, "income_band", today)}
    return _Policy(rules, {band: band_ceiling(band, bounds, rules, today) for band in bounds}, today)


def _seeker(row: Row[Any], policy: _Policy) -> Seeker:
    """What the household says comes first, then what the intake found, then the rule (BR24)."""
    limits = [limit for limit in (row.own_limit, policy.ceilings.get(row.income_band or "")) if limit is not None]
    return Seeker(
        row.uid,
        row.number,
        row.municipality,
        frozenset(row.wanted or ()),
        max(limits, default=None),
        _rooms(row, policy),
        accessible=bool(row.accessible),
        pets=bool(row.pets),
    )


def _rooms(row: Row[Any], policy: _Policy) -> int:
    for known in (row.asked, row.needed):
        if known is not None:
            return int(known)
    return policy.rooms_for(row.adults, row.children, row.household_type)


def _dwellings() -> Select[Any]:
    columns: list[Any] = [Listing.uid, Listing.municipality, Listing.rent_cents, Listing.bedrooms]
    return select(*columns)


def _best(found: Iterable[Matched]) -> list[Matched]:
    matches = (each for each in found if each.fit.is_match)
    return nsmallest(MOST_SHOWN, matches, key=_rank)


def _rank(match: Matched) -> tuple[int, int, int, str, bytes]:
    spare = match.dwelling.bedrooms - match.seeker.bedrooms
    return -match.fit.points, spare, match.dwelling.rent_cents, match.seeker.number, match.dwelling.uid.bytes


def listings_of(work: Work, found: Iterable[Matched]) -> dict[UUID, Listing]:
    """The homes of these matches."""
    uids = [match.dwelling.uid for match in found]
    return {one.uid: one for one in work.session.scalars(select(Listing).where(Listing.uid.in_(uids)))}


def cases_of(work: Work, found: Iterable[Matched]) -> dict[UUID, Case]:
    """The cases of these matches, their reference persons with them."""
    uids = [match.seeker.case_uid for match in found]
    query = visible_cases(work).where(Case.uid.in_(uids)).options(joinedload(Case.reference_person))
    return {case.uid: case for case in work.session.scalars(query)}
