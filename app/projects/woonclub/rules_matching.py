"""Which home fits which household, and why: rent, bedrooms, place (BR24). Pure; nothing is decided by it."""

from dataclasses import dataclass
from uuid import UUID


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
    accessible: bool = False
    """Asks a home without stairs; no advertisement says that for certain."""
    pets: bool = False


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
