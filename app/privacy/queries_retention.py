"""Reading terms, proposals and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.core.errors import Refused
from app.privacy.models_retention import RetentionHold, RetentionItem, RetentionProposal, RetentionTerm
from app.privacy.rules import Term, due_on, term_on


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose term is over."""

    uid: UUID
    number: str
    project: str
    closed_on: date
    due_on: date
    confirmed: bool
    is_held: bool


def terms(work: Work) -> list[Term]:
    """Every retention term, by project and day."""
    rows = work.session.scalars(select(RetentionTerm).order_by(RetentionTerm.project, RetentionTerm.valid_from))
    return [Term(row.project, row.valid_from, row.valid_to, row.months, row.confirmed, row.source) for row in rows]


def due_cases(work: Work, only: Sequence[UUID] | None = None) -> list[Due]:
    """Closed cases whose term is over today, oldest first; under unconfirmed terms too, marked as such."""
    today, known = work.clock.today(), terms(work)
    query = (
        select(Case.uid, Case.number, Case.project, Case.closed_on, RetentionHold.case_uid)
        .outerjoin(RetentionHold, RetentionHold.case_uid == Case.uid)
        .where(Case.closed_on.is_not(None), Case.erased_on.is_(None))
    )
    if only is not None:
        query = query.where(Case.uid.in_(only))
    found = []
    for uid, number, project, closed_on, held in work.session.execute(query):
        term = term_on(known, project, today)
        if term is not None and closed_on is not None and due_on(closed_on, term.months) <= today:
            day = due_on(closed_on, term.months)
            found.append(Due(uid, number, project, closed_on, day, term.confirmed, held is not None))
    return sorted(found, key=lambda due: (due.due_on, due.number))


def proposals(work: Work) -> list[RetentionProposal]:
    """Every proposal, newest first."""
    return list(work.session.scalars(select(RetentionProposal).order_by(RetentionProposal.number.desc()).limit(100)))


def proposal_by_number(work: Work, number: int, *, lock: bool = False) -> RetentionProposal:
    """The proposal with that number; Refused when there is none."""
    query = select(RetentionProposal).where(RetentionProposal.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = work.session.scalar(query)
    if found is None:
        raise Refused(f"Er is geen voorstel {number}.")
    return found


def cases_on(work: Work, proposal: RetentionProposal) -> list[UUID]:
    """The cases on a proposal."""
    query = select(RetentionItem.case_uid).where(RetentionItem.proposal_uid == proposal.uid)
    return list(work.session.scalars(query.order_by(RetentionItem.due_on, RetentionItem.case_uid)))


def waiting_cases(work: Work) -> set[UUID]:
    """The cases on a proposal that nobody has carried out yet."""
    query = select(RetentionItem.case_uid).join(RetentionProposal, RetentionProposal.uid == RetentionItem.proposal_uid)
    return set(work.session.scalars(query.where(RetentionProposal.carried_out_at.is_(None))))


def case_by_number(work: Work, number: str) -> Case:
    """The case with that number, for a hold; Refused when there is none."""
    found = work.session.scalar(select(Case).where(Case.number == number.strip()))
    if found is None:
        raise Refused(f"Er is geen dossier {number}.")
    return found
