"""The order of the waiting list, for whom a home is not, and what an offer asks. Pure; tiers and terms are policy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.core.errors import Refused


class Barred(StrEnum):
    """Why a home is not for a household."""

    TOO_SMALL = "too_small"
    BEDROOMS = "bedrooms"
    MUNICIPALITY = "municipality"
    NEEDS = "needs"
    HAS_OFFER = "has_offer"


FIXED: Final = frozenset({Barred.TOO_SMALL, Barred.HAS_OFFER})
"""Reasons that two coordinators together cannot set aside either."""


class Decisive(StrEnum):
    """What gave a household its place behind the one before it."""

    FIRST = "first"
    TIER = "tier"
    TIER_SINCE = "tier_since"
    REPORTED = "reported"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Waiter:
    """A household that waits, as far as its place on the list depends on it."""

    number: str
    tier: str
    tier_rank: int
    tier_since: date
    reported_on: date
    persons: int
    bedrooms: int | None = None
    municipalities: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    has_offer: bool = False
    """Another home was offered and the answer is awaited."""


@dataclass(frozen=True, slots=True)
class Home:
    """A home that is free, as far as it matters for whom it is."""

    municipality: str
    max_persons: int | None = None
    bedrooms: int | None = None
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in the order, and why."""

    position: int
    waiter: Waiter
    decisive: Decisive
    barred: Barred | None


def barred(waiter: Waiter, home: Home) -> Barred | None:
    """The first reason why this home is not for this household (BR06); None: it could be."""
    if home.max_persons is not None and waiter.persons > home.max_persons:
        return Barred.TOO_SMALL
    if waiter.bedrooms is not None and home.bedrooms is not None and home.bedrooms < waiter.bedrooms:
        return Barred.BEDROOMS
    if waiter.municipalities and home.municipality not in waiter.municipalities:
        return Barred.MUNICIPALITY
    if not waiter.needs <= home.features:
        return Barred.NEEDS
    return Barred.HAS_OFFER if waiter.has_offer else None


def rank(waiters: Iterable[Waiter], home: Home | None = None) -> list[Ranked]:
    """Tier, then how long in that tier, then the day of the report, then the number (BR06).

    Nobody is left out: for whom a home is not stays on the list in its place, with the reason.
    """
    ordered = sorted(waiters, key=_key)
    return [
        Ranked(
            position=place + 1,
            waiter=waiter,
            decisive=_decisive(ordered[place - 1], waiter) if place else Decisive.FIRST,
            barred=barred(waiter, home) if home else None,
        )
        for place, waiter in enumerate(ordered)
    ]


def _key(waiter: Waiter) -> tuple[int, date, date, str]:
    return waiter.tier_rank, waiter.tier_since, waiter.reported_on, waiter.number


def _decisive(before: Waiter, waiter: Waiter) -> Decisive:
    if before.tier_rank != waiter.tier_rank:
        return Decisive.TIER
    if before.tier_since != waiter.tier_since:
        return Decisive.TIER_SINCE
    return Decisive.REPORTED if before.reported_on != waiter.reported_on else Decisive.NUMBER


def passed_over(ranked: Sequence[Ranked], number: str) -> list[Ranked]:
    """Who stands before this household and could have the home: an offer passes over them."""
    place = next(one.position for one in ranked if one.waiter.number == number)
    return [one for one in ranked if one.position < place and one.barred is None]


def check_tier_day(tier_since: date, today: date) -> None:
    """Somebody is in a tier since a day that has been."""
    if tier_since > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "tier_since")


def check_offer_days(made_on: date, expires_on: date, move_in_on: date, until: date | None) -> None:
    """An offer can be answered for a while, and the home is given from a later day on, for a night at least."""
    if expires_on < made_on:
        raise Refused("De laatste dag om te antwoorden ligt al achter ons. Kies een latere dag.", "expires_on")
    if move_in_on < made_on:
        raise Refused("Kies vandaag of een latere dag voor de intrek.", "move_in_on")
    if until is not None and until <= move_in_on:
        raise Refused("Het einde ligt niet na de eerste nacht. Kies een latere dag.", "until")


def needs_review(refusals: Iterable[bool], limit: int) -> bool:
    """Whether a colleague has to look at a household that refused this often without a good reason (BR07).

    `refusals` says of each whether its reason was a good one. Nothing else follows from it.
    """
    return sum(not is_good for is_good in refusals) >= limit
