"""Reading the rental lists: weeks and how far they are, the homes of a week, the homes that are still offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.access.work import Work
from app.core.errors import NotFound
from app.organisations.queries import municipalities
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_listings import Listing, ListingWeek, Sighting
from app.projects.woonclub.rules_listings import Line, address_key, expires_on, last_weeks, link_key
from app.projects.woonclub.terms import terms


@dataclass(frozen=True)
class WeekState:
    """How far the list of one municipality and week is."""

    municipality: str
    week_on: date
    homes: int
    is_complete: bool


@dataclass(frozen=True)
class Overview:
    """The lists of the weeks that are kept: a row for each municipality."""

    weeks: list[date]
    rows: list[tuple[str, str, list[WeekState]]]


def may_write_listings(work: Work, municipality: str) -> bool:
    """Whether the actor keeps the lists of that municipality."""
    return work.actor.holds("listing.write", PROJECT_KEY, municipality)


def overview(work: Work) -> Overview:
    """Every municipality, week by week, this week first. Listings are about nobody: who may read, reads all."""
    today = work.clock.today()
    weeks = last_weeks(today, terms().listing_kept)
    per_list = (Sighting.municipality, Sighting.week_on)
    counted = select(*per_list, func.count()).where(Sighting.week_on.in_(weeks)).group_by(*per_list)
    homes = {(row[0], row[1]): row[2] for row in work.session.execute(counted)}
    done = select(ListingWeek.municipality, ListingWeek.week_on).where(ListingWeek.week_on.in_(weeks))
    complete = {(row[0], row[1]) for row in work.session.execute(done)}
    rows = [
        (
            place.nis5,
            place.name,
            [
                WeekState(place.nis5, week, homes.get((place.nis5, week), 0), (place.nis5, week) in complete)
                for week in weeks
            ],
        )
        for place in municipalities(work.session, today)
    ]
    return Overview(weeks, rows)


def week_list(work: Work, municipality: str, week_on: date) -> Sequence[Listing]:
    """The homes on one list, the cheapest first."""
    query = (
        select(Listing)
        .join(Sighting, Sighting.listing_uid == Listing.uid)
        .where(Sighting.municipality == municipality, Sighting.week_on == week_on)
    )
    return list(work.session.scalars(query.order_by(Listing.rent_cents, Listing.uid)))


def week_record(work: Work, municipality: str, week_on: date) -> ListingWeek | None:
    """Who said that a list is complete, if anybody did."""
    query = select(ListingWeek).where(ListingWeek.municipality == municipality, ListingWeek.week_on == week_on)
    return work.session.scalar(query)


def on_offer(today: date) -> ColumnElement[bool]:
    """Listings that are neither over their term nor let."""
    return and_(Listing.last_seen_on > today - terms().listing_kept, Listing.gone_on.is_(None))


def is_on_offer(listing: Listing, today: date) -> bool:
    """The same of one listing."""
    return listing.gone_on is None and expires_on(listing.last_seen_on, terms().listing_kept) > today


def get_listing(work: Work, uid: UUID) -> Listing:
    """One listing; NotFound when there is none."""
    found = work.session.get(Listing, uid)
    if found is None:
        raise NotFound
    return found


def listing_for_change(work: Work, uid: UUID) -> Listing:
    """One listing of a municipality whose lists the actor keeps, as it is now, locked."""
    query = select(Listing).where(Listing.uid == uid).with_for_update().execution_options(populate_existing=True)
    found = work.session.scalar(query)
    if found is None or not may_write_listings(work, found.municipality):
        raise NotFound
    return found


def known_homes(work: Work, municipality: str, lines: Sequence[Line]) -> dict[str, Listing]:
    """The listings on offer there that are one of these homes, by address and by link."""
    addresses = {key for line in lines if (key := address_key(line.address))}
    links = {key for line in lines if (key := link_key(line.link))}
    query = select(Listing).where(
        on_offer(work.clock.today()),
        Listing.municipality == municipality,
        or_(Listing.address_key.in_(addresses), Listing.link_key.in_(links)),
    )
    found: dict[str, Listing] = {}
    for listing in work.session.scalars(query.order_by(Listing.uid)):
        found |= {f"{kind}{key}": listing for kind, key in (("a", listing.address_key), ("l", listing.link_key)) if key}
    return found
