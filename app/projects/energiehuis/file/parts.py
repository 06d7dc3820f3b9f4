"""The parts of a file that have a page of their own, by the word in their address."""

from typing import Final

from app.core.errors import NotFound
from app.projects.energiehuis.decision.forms import AdviceForm, BudgetForm, RegisterForm
from app.projects.energiehuis.file.forms import (
    BorrowerForm,
    DwellingForm,
    HouseholdForm,
    MoneyForm,
    PaperForm,
    PartForm,
    QuoteForm,
)

PARTS: Final[dict[str, type[PartForm]]] = {
    "woning": DwellingForm,
    "gezin": HouseholdForm,
    "ontlener": BorrowerForm,
    "offerte": QuoteForm,
    "bedrag": MoneyForm,
    "stuk": PaperForm,
    "centrale": RegisterForm,
    "budget": BudgetForm,
    "advies": AdviceForm,
}


def part_called(name: str) -> type[PartForm]:
    """The form of a part; NotFound for any other word."""
    found = PARTS.get(name)
    if found is None:
        raise NotFound
    return found
