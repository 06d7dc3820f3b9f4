"""Placeholders in a text: what it asks for, which figures somebody typed, the text as it is printed. Pure."""

import re
from collections.abc import Callable, Collection
from typing import Final

from app.core.errors import Refused

LONGEST: Final = 8000
_PLACEHOLDER: Final = re.compile(r"\[\[([^\[\]]*)\]\]")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def placeholders(text: str) -> list[str]:
    """The keys that a text asks for, in order, each once."""
    return list(dict.fromkeys(key.strip() for key in _PLACEHOLDER.findall(text)))


def typed_figures(text: str) -> list[str]:
    """Numbers that somebody typed instead of asking for them; a year is none."""
    return [found for found in _NUMBER.findall(_PLACEHOLDER.sub(" ", text)) if not _YEAR.fullmatch(found)]


def filled(text: str, value_of: Callable[[str], str]) -> str:
    """The text with every placeholder in place of which the value stands."""
    return _PLACEHOLDER.sub(lambda found: value_of(found[1].strip()), text)


def checked(text: str | None, known: Collection[str]) -> str:
    """A text that can be printed: not empty, and asking only for figures that there are."""
    given = (text or "").replace("\r\n", "\n").strip()
    if not given:
        raise Refused("Schrijf de tekst.", "text")
    if len(given) > LONGEST:
        raise Refused(f"De tekst telt meer dan {LONGEST} tekens.", "text")
    unknown = [key for key in placeholders(given) if key not in known]
    if unknown:
        raise Refused(f"Er is geen cijfer {', '.join(unknown)} in dit jaar. Kies uit de lijst onder de tekst.", "text")
    rest = _PLACEHOLDER.sub("", given)
    if "[[" in rest or "]]" in rest:
        raise Refused("Een verwijzing naar een cijfer begint met [[ en eindigt met ]].", "text")
    return given
