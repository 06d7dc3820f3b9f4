"""Which home fits which household, and why: rent, bedrooms, place (BR24). Pure; nothing is decided by it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

_COUPLE_ROOMS: Final = 1
_CHILDREN_PER_ROOM: Final = 2


@dataclass(frozen=True, slots=True)
class Seeker:
    """A household that looks for a home, as far as matching goes: no name, no income."""

    case_uid: UUID
    number: str
    home: str
    """Municipality where it lives now."""
    municipalities: frozenset[str]
    """Where it wants to live; empty: anywhere."""
    max_rent_cents: int | None
    bedrooms: int


@dataclass(frozen=True, slots=True)
class Dwelling:
    """A home for rent, as far as matching goes."""

    uid: UUID
    municipality: str
    rent_cents: int
    bedrooms: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How a home stands to a household. What is not known speaks neither for nor against."""

    rent: bool | None
    bedrooms: bool
    place: bool | None
    near: bool
    """The home is in the municipality where the household lives now."""

    @property
    def is_match(self) -> bool:
        """Nothing speaks against it."""
        return self.rent is not False and self.bedrooms and self.place is not False

    @property
    def points(self) -> int:
        """How much speaks for it: what is known to fit comes before what is not known."""
        return 2 * (self.rent is True) + 2 * (self.place is True) + self.near


def fit(seeker: Seeker, dwelling: Dwelling) -> Fit:
    """Rent at most what the household can pay, as many bedrooms as it needs, a municipality that it wants."""
    limit = seeker.max_rent_cents
    return Fit(
        rent=None if limit is None else dwelling.rent_cents <= limit,
        bedrooms=dwelling.bedrooms >= seeker.bedrooms,
        place=dwelling.municipality in seeker.municipalities if seeker.municipalities else None,
        near=dwelling.municipality == seeker.home,
    )


def bedrooms_needed(adults: int, children: int, *, couple: bool) -> int:
    """One for a couple, one for every other adult, one for every two children; a single person has enough with none."""
    if adults + children <= 1:
        return 0
    rooms = _COUPLE_ROOMS + adults - 2 if couple and adults >= 2 else adults
    return rooms + -(-children // _CHILDREN_PER_ROOM)
