"""Is this somebody who is known already? Candidates for a new person, each with the reasons to think so (BR16)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.clients import names
from app.clients.identity import Identity, completed, mail_address, phone_digits, same_name
from app.clients.models import Person
from app.clients.search import candidates
from app.clients.tokens import terms_of
from app.core.errors import Refused

MOST: Final = 10


class Reason(StrEnum):
    """Why two persons may be one."""

    NATIONAL_NUMBER = "national_number"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    FAMILY_NAME_AND_BIRTH_DATE = "family_name_and_birth_date"
    NAME_AND_NEAR_BIRTH_DATE = "name_and_near_birth_date"
    NAME = "name"
    SOUND_AND_BIRTH_YEAR = "sound_and_birth_year"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True)
class Candidate:
    """Somebody within scope who may be the person that is being registered."""

    person: Person
    reasons: tuple[Reason, ...]


class MayBeKnown(Refused):
    """Registering waits until a person has looked at the candidates."""

    def __init__(self, found: Collection[Candidate]) -> None:
        super().__init__("Er is al iemand die hierop lijkt. Kijk eerst of het dezelfde persoon is.")
        self.candidates = list(found)


def possible_duplicates(work: Work, identity: Identity, judged: Collection[UUID] = ()) -> list[Candidate]:
    """Persons within scope who resemble this identity, strongest reasons first, without those already judged."""
    wanted = completed(identity, work.clock.today())
    found = []
    for person, known in candidates(work, terms_of(wanted)):
        reasons = tuple(_reasons(wanted, known))
        if reasons and person.uid not in judged:
            found.append(Candidate(person, reasons))
    order = list(Reason)
    return sorted(found, key=lambda one: [order.index(reason) for reason in one.reasons])[:MOST]


def _reasons(one: Identity, other: Identity) -> Iterator[Reason]:
    if one.national_number and one.national_number == other.national_number:
        yield Reason.NATIONAL_NUMBER
    by_name = _by_name(one, other)
    if by_name is not None and not _are_told_apart(one, other):
        yield by_name
    if one.phone and other.phone and phone_digits(one.phone) == phone_digits(other.phone):
        yield Reason.PHONE
    if one.email and other.email and mail_address(one.email) == mail_address(other.email):
        yield Reason.EMAIL


def _are_told_apart(one: Identity, other: Identity) -> bool:
    """Two different national numbers are two persons, save for somebody whose BIS number was followed by another."""
    if not one.national_number or not other.national_number or one.national_number == other.national_number:
        return False
    return one.birth_date != other.birth_date


def _by_name(one: Identity, other: Identity) -> Reason | None:
    """The strongest resemblance in name and birth date."""
    born, known = one.birth_date, other.birth_date
    if same_name(one, other):
        if born is None or known is None:
            return Reason.NAME
        if born == known:
            return Reason.NAME_AND_BIRTH_DATE
        return Reason.NAME_AND_NEAR_BIRTH_DATE if _near(born, known) else None
    if born is None or known is None:
        return None
    if born == known and names.normalise(one.family_name or "") == names.normalise(other.family_name or ""):
        return Reason.FAMILY_NAME_AND_BIRTH_DATE
    alike = names.sound(one.family_name or "") == names.sound(other.family_name or "")
    if alike and born.year == known.year and _given_alike(one.given_name, other.given_name):
        return Reason.SOUND_AND_BIRTH_YEAR
    return None


def _near(born: date, known: date) -> bool:
    """Dates that a slip of the pen makes of each other: the same year, or day and month the same."""
    return born.year == known.year or (born.month, born.day) == (known.month, known.day)


def _given_alike(one: str | None, other: str | None) -> bool:
    left, right = names.sound(one or ""), names.sound(other or "")
    return not left or not right or left[0] == right[0]
