"""The national register number and the BIS number: reading, checking, masking. Pure; no message repeats a number."""

from datetime import date
from typing import Final

from stdnum.be import ssn
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from app.core.errors import Refused

FIELD: Final = "national_number"
DIGITS: Final = 11
CHECK_MODULUS: Final = 97
_MONTHS: Final = 12
_BIS_MONTHS: Final = 20
_BIS_KINDS: Final = 2


def parse(text: str) -> str:
    """The eleven digits of what was typed, or Refused with a message that says what to look at."""
    try:
        return str(ssn.validate(text))
    except InvalidLength:
        raise Refused("Een rijksregisternummer telt elf cijfers. Kijk na of er geen ontbreekt.", FIELD) from None
    except InvalidChecksum:
        digits: str = ssn.compact(text)
        if _is_sound_in_this_century(digits):
            return digits
        raise Refused("Dit rijksregisternummer klopt niet: het controlegetal is anders.", FIELD) from None
    except ValidationError:
        raise Refused(
            "Schrijf het rijksregisternummer in elf cijfers, zoals op de identiteitskaart: jj.mm.dd-nnn.cc.", FIELD
        ) from None


def _is_sound_in_this_century(digits: str) -> bool:
    # The library asks the clock of the machine whether the year can be this century's. The check digits do not
    # depend on the day on which they are looked at, so that question is left out here.
    return (
        CHECK_MODULUS - int("2" + digits[:9]) % CHECK_MODULUS == int(digits[9:])
        and int(digits[2:4]) % _BIS_MONTHS <= _MONTHS
        and int(digits[2:4]) // _BIS_MONTHS <= _BIS_KINDS
    )


def looks_like(text: str) -> bool:
    """Whether somebody seems to have typed a number like this, right or wrong."""
    digits = [letter for letter in text if letter.isdigit()]
    return len(digits) == DIGITS and all(letter.isdigit() or letter in " .-/" for letter in text)


def is_bis(number: str) -> bool:
    """Whether it is a BIS number: the month is raised by 20 or 40."""
    return int(number[2:4]) >= _BIS_MONTHS


def birth_date(number: str) -> date | None:
    """The full date of birth in a valid number, when it holds one that has been: a counter that ran out leaves none."""
    try:
        found: date | None = ssn.get_birth_date(number)
    except ValidationError:
        return None
    return found


def agrees(number: str, born: date) -> bool:
    """Whether the date of birth is not in contradiction with a valid number."""
    inside = birth_date(number)
    return inside is None or inside == born


def full(number: str) -> str:
    """85.07.30-033.28"""
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"


def masked(number: str | None) -> str:
    """85.07.30-***.**: enough to recognise, not enough to know."""
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-***.**" if number else ""
