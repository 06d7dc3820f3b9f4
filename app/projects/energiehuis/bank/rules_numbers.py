"""Numbers with check digits: structured communications and accounts; pure rules."""

import re
from typing import Final

from app.core.errors import Refused

_BELGIAN_IBAN: Final = re.compile(r"BE\d{14}")
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CREDITOR: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")


def communication_of(case_number: str) -> str:
    """The twelve digits under which a borrower pays: year and serial number of the case, with their check digits."""
    _, year, serial = case_number.split("-")
    base = f"{int(year):04}{int(serial):06}"
    return f"{base}{_remainder(base):02}"


def is_communication(digits: str) -> bool:
    """Whether twelve digits end in the right check digits: the first ten modulo 97, 97 for nothing left."""
    return bool(re.fullmatch(r"\d{12}", digits, re.ASCII)) and _remainder(digits[:10]) == int(digits[10:])


def read_communication(text: str) -> str | None:
    """The digits of a structured communication written in a text, when there is one with right check digits."""
    found = re.search(r"(?<!\d)(\d{3})\s?/?\s?(\d{4})\s?/?\s?(\d{5})(?!\d)", text, re.ASCII)
    digits = "".join(found.groups()) if found else ""
    return digits if is_communication(digits) else None


def written(digits: str) -> str:
    """+++202/6000/03139+++"""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def check_iban(text: str | None, field: str = "iban") -> str:
    """The account without spaces; refused when its form or its check digits are wrong."""
    compact = re.sub(r"\s", "", text or "").upper()
    if not _IBAN.fullmatch(compact) or (compact.startswith("BE") and not _BELGIAN_IBAN.fullmatch(compact)):
        raise Refused("Dit is geen rekeningnummer. Een Belgisch nummer is BE met veertien cijfers.", field)
    if not _mod97(compact):
        raise Refused("De controlecijfers van dit rekeningnummer kloppen niet. Kijk het na.", field)
    return compact


def is_creditor(identifier: str) -> bool:
    """Whether an identifier of a creditor has right check digits; its business code does not take part in them."""
    return bool(_CREDITOR.fullmatch(identifier)) and _mod97(identifier[:4] + identifier[7:])


def _mod97(compact: str) -> bool:
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _remainder(base: str) -> int:
    return int(base) % 97 or 97
