"""What a credit file brings into its contract: works with their most, who signs, the account, the consultation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.projects.energiehuis.file.models import CreditBorrower
from app.projects.energiehuis.file.queries import dossier_of, file_of
from app.projects.energiehuis.file.rules_checks import Quote, accepted_by_work, works_on
from app.projects.energiehuis.products.queries import works


@dataclass(frozen=True)
class Agreed:
    """What was written down before the decision and counts from then on."""

    works: Mapping[str, int]
    """Kind of work -> what its quotes come to, up to its cap, in cents."""
    consulted_on: date | None
    """The newest consultation of the credit register."""
    iban: str | None
    borrowers: list[Person]


def agreed_of(work: Work, case: Case) -> Agreed | None:
    """What the file of a case brings along; None for a case of a register, which has no file."""
    if file_of(work.session, case.uid) is None:
        return None
    found = dossier_of(work, case)
    known = works_on(works(work.session, found.product.family), found.application.received_on)
    quotes = [Quote(each.work, each.amount_cents, each.by_contractor) for each in found.quotes]
    return Agreed(
        works=accepted_by_work(quotes, known),
        consulted_on=found.register.consulted_on if found.register else None,
        iban=found.file.iban,
        borrowers=[person for _, person in found.borrowers],
    )


def borrowers_of(work: Work, case: Case) -> list[Person]:
    """Everybody who signs, whoever asked first; of a register: the one whom the case is about."""
    query = (
        select(Person)
        .join(CreditBorrower, CreditBorrower.person_uid == Person.uid)
        .where(CreditBorrower.case_uid == case.uid)
        .order_by(CreditBorrower.role, CreditBorrower.uid)
    )
    found = list(work.session.scalars(query))
    main: UUID | None = case.reference_person_uid
    return found or [work.session.get_one(Person, main)]
