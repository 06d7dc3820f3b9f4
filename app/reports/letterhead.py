"""What stands at the head and the foot of every page of the report: who made it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from config import POLICY_FOLDER

FILE: Final = POLICY_FOLDER / "plan" / "letterhead.toml"


@dataclass(frozen=True)
class Letterhead:
    """The association as its documents name it; an empty text is not printed."""

    name: str
    address: str
    company_number: str
    nis: str
    director: str
    chair: str
    valid_from: date
    source: str
    confirmed: bool

    @property
    def remark(self) -> str:
        """That nobody of the association has confirmed it yet, and where it is from; empty once somebody has."""
        return "" if self.confirmed else f"Het briefhoofd is nog niet bevestigd: {self.source}."

    @property
    def head(self) -> str:
        """The line at the head of a page."""
        numbers = (f"KBO {self.company_number}" if self.company_number else "", f"NIS {self.nis}" if self.nis else "")
        return " · ".join(part for part in (self.name, self.address, *numbers) if part)

    @property
    def foot(self) -> str:
        """Who answers for it, at the foot of a page."""
        people = (("directeur", self.director), ("voorzitter", self.chair))
        return " · ".join(f"{role}: {name}" for role, name in people if name)


@cache
def letterhead() -> Letterhead:
    """As config/policy says it; read once, like the program itself."""
    return Letterhead(**tomllib.loads(FILE.read_text(encoding="utf-8"))["letterhead"])
