"""Names as they are compared: one spelling for the same letters, one code for the same Flemish sound. Pure."""

import re
import unicodedata
from typing import Final

APOSTROPHES: Final = "'’‘ʼʹ`´′"
_DROPPED: Final = str.maketrans("", "", APOSTROPHES)
_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
)

_WORD: Final = re.compile(r"[^\W_]+")

_DUTCH: Final = "van vanden vander vande den der de het t ten ter te op opden opde uit uitden in aan"
_OTHER: Final = "d du des le la les l von zu zum zur di da do dos das del della el al o mac mc"
PARTICLES: Final = frozenset(f"{_DUTCH} {_OTHER}".split())
"""Words that belong to the word after them: "van den Berghe" and "Vandenberghe" are one name."""


def normalise(name: str) -> str:
    """The name without case, accents, apostrophes and hyphens, particles joined to the word that follows."""
    return " ".join(_join_particles(_words(name)))


def _words(name: str) -> list[str]:
    return _WORD.findall(_fold(name.translate(_DROPPED)))


def _fold(text: str) -> str:
    if text.isascii():
        return text.casefold()
    # Folding case can bring back composed letters, and decomposing can bring back capitals: until nothing moves.
    while True:
        decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
        folded = "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))
        if folded == text:
            return folded
        text = folded


def _join_particles(words: list[str]) -> list[str]:
    joined: list[str] = []
    prefix = ""
    for word in words:
        prefix += word
        if word in PARTICLES or prefix in PARTICLES:
            continue
        joined.append(prefix)
        prefix = ""
    return [*joined, prefix] if prefix else joined


_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch", "s"),
        (r"sh", "s"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"gh|ch", "g"),
        (r"h", ""),
        (r"qu", "kw"),
        (r"c(?=[eiy])", "s"),
        (r"c|q", "k"),
        (r"z", "s"),
        (r"dt", "t"),
        (r"d$", "t"),
        (r"uij|ui", "uy"),
        (r"eij|aeij|ei|ij|ey", "y"),
        (r"ae", "a"),
        (r"ue", "u"),
        (r"ie", "i"),
        (r"([^\W\d_])\1+", r"\1"),
        (r"(?<=[^\W\daeiouy])e$", ""),
    )
)


def sound(name: str) -> str:
    """How a Flemish name sounds, letters that are heard alike written alike: Claes and Klaas, Dhondt and D'Hont."""
    code = normalise(name).replace(" ", "")
    while True:
        folded = code
        for pattern, written in _SOUNDS:
            folded = pattern.sub(written, folded)
        if folded == code:
            return code
        code = folded


_FIRST_LETTERS: Final = str.maketrans("cqszxgpdyij", "kkkkkkfteee")
_MUTE: Final = "h"
_CONSONANTS: Final = str.maketrans("cqszxgpd", "kkkkkkft", "aeiouyjhw")


def may_sound_alike(one: str, other: str) -> bool:
    """Whether two normalised names have the letters to sound alike: a quick question before `sound`."""
    left, right = one[:1].translate(_FIRST_LETTERS), other[:1].translate(_FIRST_LETTERS)
    if left != right and _MUTE not in (left, right):
        return False
    return set(one.translate(_CONSONANTS)) == set(other.translate(_CONSONANTS))
