"""Loans for the search field: by the structured communication that borrowers pay with."""

import re
from collections.abc import Iterator

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.clients.finders import Hit
from app.projects.energiehuis.contract.models import LoanTerms
from app.projects.energiehuis.counted import PROJECT_KEY

_LENGTH = 12


def find_loan(work: Work, text: str) -> Iterator[Hit]:
    """The loan with that communication, however it was written."""
    digits = re.sub(r"[\s+*/.]", "", text)
    if len(digits) != _LENGTH or not digits.isdecimal() or not work.actor.holds("case.read", PROJECT_KEY):
        return
    query = visible_cases(work).join(LoanTerms, LoanTerms.case_uid == Case.uid).with_only_columns(Case.number)
    number = work.session.scalar(query.where(LoanTerms.communication == digits))
    if number is not None:
        yield Hit("Lening", number, "energiehuis.loan", {"number": number}, is_exact=True)
