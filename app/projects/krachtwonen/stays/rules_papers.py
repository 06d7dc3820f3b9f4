"""What has to be in order before somebody gets a key. Pure; messages in Dutch."""

from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Papers:
    """The agreement that was signed, the house rules that were gone through, the inventory, and the keys."""

    kind: str
    signed_on: date
    house_rules_on: date
    inventory_in_on: date
    keys: int


def check_papers(papers: Papers, on: date) -> None:
    """Everything was done at the latest on the day of the key (BR04)."""
    for day, field in (
        (papers.signed_on, "signed_on"),
        (papers.house_rules_on, "house_rules_on"),
        (papers.inventory_in_on, "inventory_in_on"),
    ):
        if day > on:
            raise Refused(f"Dit moet gebeurd zijn op {on:%d/%m/%Y}, de dag van de sleutel.", field)
    if papers.keys < 1:
        raise Refused("Vul in hoeveel sleutels je meegeeft.", "keys")
