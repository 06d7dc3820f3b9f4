"""The lender: name, account and creditor identifier, from config/policy/energiehuis/lender.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.core.errors import StartRefused
from app.projects.energiehuis.bank.orders import Party
from app.projects.energiehuis.bank.rules_numbers import check_iban, is_creditor
from config import POLICY_FOLDER

FILE: Final = POLICY_FOLDER / "energiehuis" / "lender.toml"


@dataclass(frozen=True)
class Lender:
    """Who lends, and how it is paid."""

    name: str
    address: str
    iban: str
    creditor_id: str
    phone: str
    confirmed: bool

    @property
    def party(self) -> Party:
        """The holder of the account."""
        return Party(self.name, self.iban)


@lru_cache(maxsize=4)
def lender(file: Path = FILE) -> Lender:
    """What the file says; StartRefused when a number in it has wrong check digits."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))["lender"]
    if not is_creditor(found["creditor_id"]):
        raise StartRefused(f"{file.name}: creditor_id heeft verkeerde controlecijfers")
    return Lender(
        name=found["name"],
        address=found["address"],
        iban=check_iban(found["iban"]),
        creditor_id=found["creditor_id"],
        phone=found["phone"],
        confirmed=found["confirmed"] is True,
    )
