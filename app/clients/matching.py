"""How much one name resembles another, and what a typed line asks for. Pure: compares plain values in memory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from app.clients import names, national_number
from app.clients.identity import Identity, phone_digits
from app.web.parsing import parse_date

_DATE: Final = re.compile(r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
_PHONE: Final = re.compile(r"\+?[\d\s./()-]{8,}")
_SHORTEST_PREFIX: Final = 2
_SHORTEST_FUZZY: Final = 4
_LONGEST_DIFFERENCE: Final = 3


class Resemblance(IntEnum):
    """How a person was found, best first."""

    EXACT = 0
    PREFIX = 1
    ONE_LETTER = 2
    SOUND = 3


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed to find a person, taken apart. Never printed."""

    number: str | None = None
    phone: str | None = None
    email: str | None = None
    words: tuple[str, ...] = ()
    born: date | None = None

    def __repr__(self) -> str:
        return "<query>"

    @property
    def is_empty(self) -> bool:
        return not (self.number or self.phone or self.email or self.words or self.born)


def take_apart(text: str) -> Query:
    """A national number, mail address or telephone number; else a name, a date of birth or both.

    Refused when it looks like a national number but is none, ValueError when a date does not exist.
    """
    line = text.strip()
    found = _DATE.search(line)
    if found is None and national_number.looks_like(line):
        return Query(number=national_number.parse(line))
    if "@" in line:
        return Query(email=line)
    if found is None and _PHONE.fullmatch(line):
        return Query(phone=line if phone_digits(line) else None)
    rest = _DATE.sub(" ", line) if found else line
    return Query(words=tuple(names.normalise(rest).split()), born=parse_date(found.group()) if found else None)


def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """Every way to read the words as a family name and a given name."""
    return [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]


def words_of(identity: Identity) -> tuple[str, ...]:
    """Somebody's names as words in compared form."""
    return tuple(names.normalise(f"{identity.family_name or ''}|{identity.given_name or ''}").split())


def resemblance(query: Query, identity: Identity) -> Resemblance | None:
    """How the names answer the words typed, each word by a word of its own; None when they do not."""
    if query.born is not None and identity.birth_date != query.born:
        return None
    return Comparison(query.words).degree(words_of(identity))


class Comparison:
    """The words typed, held against the names of many people; what a word is worth is worked out once."""

    def __init__(self, words: Sequence[str]) -> None:
        self._asked = [(_Typed(word), dict[str, Resemblance | None]()) for word in words]

    def degree(self, known: Sequence[str]) -> Resemblance | None:
        """How these names answer, each word typed by a word of its own; None when they do not."""
        left, worst = list(known), Resemblance.EXACT
        for typed, worth in self._asked:
            best: tuple[Resemblance, str] | None = None
            for other in left:
                if other not in worth:
                    worth[other] = typed.met_by(other)
                degree = worth[other]
                if degree is not None and (best is None or (degree, other) < best):
                    best = degree, other
            if best is None:
                return None
            left.remove(best[1])
            worst = max(worst, best[0])
        return worst


class _Typed:
    """One word as it was typed."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.sound = names.sound(word)

    def met_by(self, known: str) -> Resemblance | None:
        """How a word of somebody's name answers to this one."""
        typed = self.word
        if typed == known:
            return Resemblance.EXACT
        if len(typed) >= _SHORTEST_PREFIX and known.startswith(typed):
            return Resemblance.PREFIX
        if len(typed) < _SHORTEST_FUZZY or abs(len(typed) - len(known)) > _LONGEST_DIFFERENCE:
            return None
        if one_letter_apart(typed, known):
            return Resemblance.ONE_LETTER
        alike = names.may_sound_alike(typed, known) and self.sound == names.sound(known)
        return Resemblance.SOUND if alike else None


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or different, or two neighbours swapped, makes the one word the other."""
    # Whatever the difference is, one half of the shorter word stays beside it.
    half = (min(len(one), len(other)) - 1) // 2
    if half > 0 and one[:half] != other[:half] and one[-half:] != other[-half:]:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[:start] + short[start : start + 2][::-1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long
