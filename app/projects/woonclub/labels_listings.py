"""Listings, matches and proposals in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.labels import name_in
from app.cases.models import Case
from app.crypto.sealed import load_keys
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.woonclub.models_listings import Listing
from app.projects.woonclub.queries_listings import is_on_offer
from app.projects.woonclub.queries_matching import Matched, Told
from app.projects.woonclub.rules_listings import expires_on
from app.projects.woonclub.terms import terms
from app.web.formatting import date_nl, euro


@dataclass(frozen=True)
class ListingRow:
    """One home of a list."""

    uid: UUID
    where: str
    place: str
    link: str | None
    rent_cents: int
    bedrooms: str
    epc: str
    last_seen_on: date
    expires_on: date
    state: str
    """Empty as long as it is on offer."""


def listing_rows(work: Work, found: Iterable[Listing]) -> list[ListingRow]:
    """Lines of a list of homes."""
    places, labels = municipality_names(work.session), code_labels(work.session, "epc_label")
    today, kept = work.clock.today(), terms().listing_kept
    return [
        ListingRow(
            uid=one.uid,
            where=one.address or ("Via de link" if one.link else "Adres niet meer bewaard"),
            place=places.get(one.municipality, one.municipality),
            link=_address(one.link),
            rent_cents=one.rent_cents,
            bedrooms=rooms_nl(one.bedrooms),
            epc=labels.get(one.epc or "", "niet vermeld"),
            last_seen_on=one.last_seen_on,
            expires_on=expires_on(one.last_seen_on, kept),
            state=""
            if is_on_offer(one, today)
            else f"Verhuurd op {date_nl(one.gone_on)}"
            if one.gone_on
            else "Vervallen",
        )
        for one in found
    ]


def rooms_nl(rooms: int) -> str:
    """Studio, 1 slaapkamer, 2 slaapkamers."""
    return {0: "studio", 1: "1 slaapkamer"}.get(rooms, f"{rooms} slaapkamers")


def week_nl(week_on: date) -> str:
    """Week 12 van 2026."""
    year, week, _ = week_on.isocalendar()
    return f"Week {week} van {year}"


def reasons(match: Matched, places: dict[str, str]) -> list[tuple[bool, str]]:
    """Why a home fits a household: what is known to fit, and what is not known."""
    seeker, home, found = match.seeker, match.dwelling, match.fit
    said = [(True, f"{rooms_nl(home.bedrooms)}, {seeker.bedrooms or 'geen'} nodig")]
    if found.rent is None:
        said.append((False, f"{euro(home.rent_cents)} huur, grens niet gekend"))
    else:
        said.append((True, f"{euro(home.rent_cents)} huur, hoogstens {euro(seeker.max_rent_cents)}"))
    place = places.get(home.municipality, home.municipality)
    if found.place:
        said.append((True, f"{place} is gewenst"))
    elif found.near:
        said.append((True, f"woont nu in {place}"))
    else:
        said.append((False, "geen gemeente gekozen"))
    asked = (("zonder trappen", seeker.accessible), ("met huisdieren", seeker.pets))
    return said + [(False, f"{words} gevraagd: bel na") for words, wants in asked if wants]


@dataclass(frozen=True)
class HomeMatch:
    """A home that fits a household."""

    row: ListingRow
    reasons: list[tuple[bool, str]]


@dataclass(frozen=True)
class HouseholdMatch:
    """A household that a home fits; the name for whoever may read persons there."""

    number: str
    name: str
    reasons: list[tuple[bool, str]]


def home_matches(work: Work, found: list[Matched], listings: dict[UUID, Listing]) -> list[HomeMatch]:
    """Homes for a household, in their order."""
    places = dict(municipality_names(work.session))
    rows = {row.uid: row for row in listing_rows(work, listings.values())}
    return [HomeMatch(rows[match.dwelling.uid], reasons(match, places)) for match in found]


def household_matches(work: Work, found: list[Matched], cases: dict[UUID, Case]) -> list[HouseholdMatch]:
    """Households for a home, in their order; only these names are opened."""
    places = dict(municipality_names(work.session))
    load_keys(case.reference_person for case in cases.values())
    return [
        HouseholdMatch(match.seeker.number, name_in(work, cases[match.seeker.case_uid]), reasons(match, places))
        for match in found
    ]


@dataclass(frozen=True)
class ToldRow:
    """A proposal in a list."""

    uid: UUID
    number: str
    where: str
    listing_uid: UUID
    proposed_on: date
    words: str
    is_open: bool


def told_rows(work: Work, found: Iterable[Told]) -> list[ToldRow]:
    """Proposals in words: the furthest they came."""
    labels = code_labels(work.session, "proposal_outcome")
    places = municipality_names(work.session)
    return [
        ToldRow(
            uid=told.proposal.uid,
            number=told.case.number,
            where=f"{told.listing.address or 'Woning'}, {places.get(told.listing.municipality, '')}",
            listing_uid=told.listing.uid,
            proposed_on=told.proposal.proposed_on,
            words=_stand(told, labels),
            is_open=told.proposal.outcome is None,
        )
        for told in found
    ]


def _stand(told: Told, labels: dict[str, str]) -> str:
    one = told.proposal
    if one.outcome is not None:
        return f"{labels.get(one.outcome, one.outcome)} ({date_nl(one.outcome_on)})"
    if one.applied_on is not None:
        return f"Kandidaat sinds {date_nl(one.applied_on)}"
    if one.viewing_on is not None:
        return f"Bezichtiging op {date_nl(one.viewing_on)}"
    return f"Voorgesteld op {date_nl(one.proposed_on)}"


def _address(link: str | None) -> str | None:
    if link is None:
        return None
    return link if link.lower().startswith(("http://", "https://")) else f"https://{link}"
