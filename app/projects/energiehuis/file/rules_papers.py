"""Which papers an application needs, and what it still lacks before it is complete; pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from stdnum import iban
from stdnum.exceptions import ValidationError

from app.core.errors import Refused


class PaperRow(Protocol):
    """What the rules read of a paper of the list."""

    @property
    def key(self) -> str: ...

    @property
    def attrs(self) -> dict[str, Any]: ...


P = TypeVar("P", bound=PaperRow)


@dataclass(frozen=True)
class Known:
    """What a file holds, as far as completeness goes."""

    has_dwelling: bool
    has_group: bool
    has_household: bool
    has_iban: bool
    has_quotes: bool
    has_income: bool
    needs_assessment: bool
    has_assessment: bool


@dataclass(frozen=True)
class Paper:
    """Where one paper stands."""

    key: str
    label: str
    received_on: date | None = None
    checked_on: date | None = None


def needed(rows: Iterable[P], tags: AbstractSet[str]) -> list[P]:
    """The papers that this kind of application needs, in the order of the list."""
    return [row for row in rows if row.attrs.get("needed_when") in {"all", *tags}]


def lacking(known: Known, papers: Sequence[Paper]) -> list[str]:
    """Everything that is missing before the file is complete; nothing: it is."""
    parts: Mapping[str, bool] = {
        "de woning": known.has_dwelling,
        "de doelgroep": known.has_group,
        "het gezin": known.has_household,
        "het rekeningnummer": known.has_iban,
        "minstens één offerte": known.has_quotes,
        "minstens één inkomen": known.has_income,
        "het inkomen van het aanslagbiljet": known.has_assessment or not known.needs_assessment,
    }
    found = [words for words, is_there in parts.items() if not is_there]
    found += [f"{paper.label} (ontbreekt)" for paper in papers if paper.received_on is None]
    found += [f"{paper.label} (na te kijken)" for paper in papers if paper.received_on and paper.checked_on is None]
    return found


def checked_iban(typed: str) -> str:
    """The account number without spaces. Refused when its length or check digits are wrong."""
    try:
        # Whether a bank has the number is not asked: lists of banks are never complete.
        found: str = iban.validate(typed, check_country=False)
    except ValidationError:
        raise Refused("Dit rekeningnummer klopt niet. Kijk de cijfers na.", "iban") from None
    if found.startswith("BE") and not _is_belgian(found):
        raise Refused("Dit rekeningnummer klopt niet. Kijk de cijfers na.", "iban")
    return found


def _is_belgian(number: str) -> bool:
    """Sixteen characters, and the check digits of the account itself: the rest by 97, or 97 for none."""
    return len(number) == 16 and number[2:].isdecimal() and (int(number[4:14]) % 97 or 97) == int(number[14:])
