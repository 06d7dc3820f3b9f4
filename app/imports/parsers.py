"""Parsers of words: text, codes, references, yes/no, national number, mail and phone."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection

from stdnum.be import ssn
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from app.imports.values import BadValue, Parser

_SHOWN_CODES = 25
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ./()-]{5,24}")
_YES = frozenset({"1", "true", "ja", "waar"})
_BIS_STEP = 20
_NO = frozenset({"0", "false", "nee", "neen", "onwaar"})


def text(max_length: int = 200) -> Parser:
    """One line of text without control characters."""

    def parse(cell: str) -> str:
        if not cell.isprintable() and any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in cell):
            raise BadValue("mag maar één regel zijn, zonder stuurtekens")
        return _fit(cell, max_length)

    return parse


def long_text(max_length: int = 20_000) -> Parser:
    """Text of several lines; every line end becomes a newline."""

    def parse(cell: str) -> str:
        lines = cell.replace("\r\n", "\n").replace("\r", "\n")
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in lines):
            raise BadValue("bevat stuurtekens")
        return _fit(lines, max_length)

    return parse


def _fit(value: str, max_length: int) -> str:
    if len(value) > max_length:
        raise BadValue(f"is langer dan {max_length} tekens")
    return value


def code(keys: Collection[str]) -> Parser:
    """A key of a list; capitals do not matter when the list has none."""
    known = frozenset(keys)
    shown = ", ".join(sorted(known)[:_SHOWN_CODES]) + (", …" if len(known) > _SHOWN_CODES else "")

    def parse(cell: str) -> str:
        for candidate in (cell, cell.lower()):
            if candidate in known:
                return candidate
        raise BadValue(f"onbekende code; kies uit: {shown}")

    return parse


def known(keys: Collection[str], what: str) -> Parser:
    """A reference to something that must be there already; `what` is its Dutch name with article."""
    there = frozenset(keys)

    def parse(cell: str) -> str:
        if cell not in there:
            raise BadValue(f"verwijst naar {what} die er niet is")
        return cell

    return parse


def municipality(nis5: Collection[str]) -> Parser:
    """The NIS5 code of a municipality of the region."""
    there = frozenset(nis5)

    def parse(cell: str) -> str:
        if not (len(cell) == 5 and cell.isascii() and cell.isdigit()):
            raise BadValue("moet een NIS-code van vijf cijfers zijn")
        if cell not in there:
            raise BadValue("is geen NIS-code van een gemeente in de regio")
        return cell

    return parse


def boolean() -> Parser:
    """Yes or no: 1/0, true/false, ja/nee."""

    def parse(cell: str) -> bool:
        word = cell.lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise BadValue("moet ja of nee zijn (ook 1/0 of true/false)")

    return parse


def national_number() -> Parser:
    """A national register or BIS number, with or without points and dashes; gives the eleven digits."""

    def parse(cell: str) -> str:
        digits = re.sub(r"[ .\-/]", "", cell)
        if not (len(digits) == 11 and digits.isascii() and digits.isdigit()):
            raise BadValue("moet een rijksregisternummer van 11 cijfers zijn (zet de kolom in Excel op Tekst)")
        if _is_sound(digits):
            return digits
        try:
            return str(ssn.validate(digits))
        except InvalidChecksum:
            raise BadValue("het controlegetal van het rijksregisternummer klopt niet") from None
        except InvalidComponent:
            raise BadValue("de datum in het rijksregisternummer bestaat niet") from None
        except ValidationError:
            raise BadValue("is geen geldig rijksregisternummer") from None

    return parse


def _is_sound(digits: str) -> bool:
    # Most numbers are right: this says so at once. It also takes a number whose check digits are those of this
    # century for what it is, where the library asks the machine's clock whether that year has been.
    month, day = int(digits[2:4]) % _BIS_STEP, int(digits[4:6])
    if not (1 <= month <= 12 and 1 <= day <= monthrange(2000 + int(digits[:2]), month)[1] and int(digits[2:4]) < 60):
        return False
    stem, check = digits[:9], int(digits[9:])
    return check in (97 - int(stem) % 97, 97 - int("2" + stem) % 97)


def mail() -> Parser:
    """A mail address."""

    def parse(cell: str) -> str:
        if len(cell) > 254 or not _MAIL.fullmatch(cell):
            raise BadValue("is geen mailadres")
        return cell

    return parse


def phone() -> Parser:
    """A telephone number, kept as written."""

    def parse(cell: str) -> str:
        if not _PHONE.fullmatch(cell):
            raise BadValue("is geen telefoonnummer")
        return cell

    return parse
