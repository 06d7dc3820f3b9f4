"""Reading what the Energiehuis keeps of a case."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.projects.energiehuis.models import LoanApplication, LoanContract, LoanDecision
from app.projects.energiehuis.products.models import LoanProduct


@dataclass(frozen=True)
class Loan:
    """Everything that is known of one application."""

    application: LoanApplication
    product: LoanProduct
    decision: LoanDecision | None
    contract: LoanContract | None


def loan_of(session: Session, case_uid: UUID) -> Loan:
    """The application of a case with its product, decision and contract."""
    query = (
        select(LoanApplication, LoanProduct, LoanDecision, LoanContract)
        .join(LoanProduct, LoanProduct.code == LoanApplication.product)
        .outerjoin(LoanDecision, LoanDecision.application_uid == LoanApplication.uid)
        .outerjoin(LoanContract, LoanContract.uid == LoanApplication.uid)
        .where(LoanApplication.uid == case_uid)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    return Loan(*found)
