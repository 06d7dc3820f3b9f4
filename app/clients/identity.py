"""What is known of who somebody is, as plain values on their way in, out or past a comparison. Pure."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from app.clients import names, national_number
from app.core.errors import Refused

BAND_YEARS: Final = 5
ADULT_AGE: Final = 18
AGE_CLASSES: Final = ((0, 17), (18, 24), (25, 34), (35, 49), (50, 64))
OLDEST_CLASS: Final = "65+"
_NOT_DIGITS: Final = re.compile(r"\D")
_BELGIUM: Final = "32"


@dataclass(frozen=True, slots=True)
class Identity:
    """The sealed attributes of a person, by the names they have on `Person`. Never printed."""

    family_name: str | None = None
    given_name: str | None = None
    birth_date: date | None = None
    national_number: str | None = None
    phone: str | None = None
    email: str | None = None
    address: dict[str, Any] | None = None

    def __repr__(self) -> str:
        return "<identity>"

    def given(self) -> dict[str, Any]:
        """The attributes that have a value."""
        return {name: value for name in ATTRIBUTES if (value := getattr(self, name)) is not None}


ATTRIBUTES: Final = tuple(field.name for field in fields(Identity))


def checked(identity: Identity, today: date) -> Identity:
    """The identity as somebody may write it down: `completed`, named, and without contradiction; or Refused."""
    known = completed(identity, today)
    if not (known.family_name or known.given_name or known.national_number):
        raise Refused("Vul een naam of een rijksregisternummer in.", "family_name")
    number, born = known.national_number, known.birth_date
    if number and born and not national_number.agrees(number, born):
        raise Refused("De geboortedatum is niet die van het rijksregisternummer. Kijk beide na.", "birth_date")
    return known


def completed(identity: Identity, today: date) -> Identity:
    """The identity with its number in eleven digits and the birth date that the number holds, when none was given."""
    number = national_number.parse(identity.national_number) if identity.national_number else None
    born = identity.birth_date
    if born is not None and born > today:
        raise Refused("De geboortedatum ligt in de toekomst.", "birth_date")
    if number and born is None:
        born = national_number.birth_date(number)
    if (number, born) == (identity.national_number, identity.birth_date):
        return identity
    return replace(identity, national_number=number, birth_date=born)


def filled(first: Identity, later: Identity) -> Identity:
    """What two rows about one person say together; where both say something, the first holds."""
    return Identity(**{name: getattr(first, name) or getattr(later, name) for name in ATTRIBUTES})


def birth_band(born: date | None) -> int | None:
    """First year of the five-year band in which somebody was born."""
    return None if born is None else born.year - born.year % BAND_YEARS


def age_on(born: date, day: date) -> int:
    """Completed years of age; somebody born on 29 February has their birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_class(age: int) -> str:
    """The class of ages that the figures use: 0-17 up to 65+."""
    for first, last in AGE_CLASSES:
        if age <= last:
            return f"{first}-{last}"
    return OLDEST_CLASS


def phone_digits(phone: str) -> str:
    """The digits of a telephone number without country code and leading zero, as they are compared."""
    digits = _NOT_DIGITS.sub("", phone)
    international = digits.startswith("00") or phone.strip().startswith("+")
    return digits.lstrip("0").removeprefix(_BELGIUM if international else "").lstrip("0")


def mail_address(email: str) -> str:
    """A mail address as it is compared."""
    return email.strip().casefold()


def same_name(left: Identity, right: Identity) -> bool:
    """Whether both carry the same family name and the same first given name, or have the two the other way round."""
    one, other = _name(left), _name(right)
    return bool(one[0]) and (one == other or one == other[::-1])


def _name(identity: Identity) -> tuple[str, str]:
    given = names.normalise(identity.given_name or "")
    return names.normalise(identity.family_name or ""), given.split()[0] if given else ""
