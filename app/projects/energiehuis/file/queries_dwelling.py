"""Whether a loan of the same kind runs already for a dwelling, whoever asked for it."""

from typing import Final

from sqlalchemy import literal, or_, select

from app.access.work import Work
from app.cases.models import Case
from app.projects.energiehuis.file.models import CreditFile
from app.projects.energiehuis.file.queries import Dossier
from app.projects.energiehuis.models import LoanApplication
from app.projects.energiehuis.products.models import LoanProduct

ONE_FOR_EACH_DWELLING: Final = frozenset({"MVL"})
"""The families of products of which a dwelling has one at a time: a next one comes after it was repaid."""
_MOST: Final = 200


def has_loan_already(work: Work, found: Dossier, *, kind: str, building_year: int | None, address: str) -> bool:
    """Whether another open file or running loan of this family is for the same address.

    Addresses are sealed: only those of dwellings of the same municipality, kind and year are opened, and that is on
    record like any other looking.
    """
    if found.product.family not in ONE_FOR_EACH_DWELLING:
        return False
    same_year = or_(CreditFile.building_year.is_(None), CreditFile.building_year == building_year)
    query = (
        select(CreditFile)
        .join(Case, Case.uid == CreditFile.case_uid)
        .join(LoanApplication, LoanApplication.uid == CreditFile.case_uid)
        .join(LoanProduct, LoanProduct.code == LoanApplication.product)
        .where(
            Case.uid != found.case.uid,
            Case.municipality == found.case.municipality,
            Case.closed_on.is_(None),
            Case.voided_on.is_(None),
            LoanProduct.family == found.product.family,
            CreditFile.dwelling_kind == kind,
            or_(literal(building_year is None), same_year),
        )
        .order_by(CreditFile.uid.desc())
        .limit(_MOST)
    )
    wanted = _plain(address)
    return any(_plain(file.address or "") == wanted for file in work.session.scalars(query))


def _plain(address: str) -> str:
    return "".join(letter for letter in address.casefold() if letter.isalnum())
