"""Rules about households: who counts as an adult, what kind of household it is, who may join or leave. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.clients.identity import ADULT_AGE, age_class, age_on
from app.clients.kinds import HouseholdType, MemberRole

CHILD_ROLES = frozenset({MemberRole.CHILD, MemberRole.CHILD_COPARENTING})


@dataclass(frozen=True, slots=True)
class Counted:
    """One member as the snapshot counts them."""

    role: MemberRole
    born: date | None
    declared_adult: bool | None = None

    def is_adult(self, day: date) -> bool:
        """Eighteen or older on the day; without a birth date what was declared, else what the role suggests."""
        if self.born is not None:
            return age_on(self.born, day) >= ADULT_AGE
        return self.role not in CHILD_ROLES if self.declared_adult is None else self.declared_adult


@dataclass(frozen=True, slots=True)
class Composition:
    """How many adults and children a household has, and of what kind it is."""

    adults: int
    children: int
    household_type: HouseholdType
    age_classes: dict[str, int]

    @property
    def persons(self) -> int:
        return self.adults + self.children


def composition(members: Iterable[Counted], day: date) -> Composition:
    """The composition of these members on a day."""
    known = list(members)
    adults = sum(member.is_adult(day) for member in known)
    partnered = any(member.role is MemberRole.PARTNER and member.is_adult(day) for member in known)
    classes = Counter(age_class(age_on(member.born, day)) for member in known if member.born is not None)
    kind = household_type(adults, len(known) - adults, partnered)
    return Composition(adults, len(known) - adults, kind, dict(sorted(classes.items())))


def household_type(adults: int, children: int, partnered: bool | None = None) -> HouseholdType:
    """The kind of household; two adults of whom nothing more is known (`partnered` None) count as a couple."""
    if adults == 0:
        return HouseholdType.MINOR_ONLY if children else HouseholdType.UNKNOWN
    if adults == 1:
        return HouseholdType.SINGLE_PARENT if children else HouseholdType.SINGLE
    if adults == 2 and partnered is not False:
        return HouseholdType.COUPLE_CHILDREN if children else HouseholdType.COUPLE
    return HouseholdType.MULTI_ADULT_CHILDREN if children else HouseholdType.MULTI_ADULT


def overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two half-open spans of days share a day; no end means still going on."""
    return (until is None or other_since < until) and (other_until is None or since < other_until)
