"""What can be done when a term is over: propose, hold back, and, by a second person, carry out."""

from typing import Final
from uuid import UUID

from sqlalchemy import func, insert, select

from app.access.actor import Actor
from app.access.work import Work
from app.core.errors import Refused
from app.core.model import table_of
from app.privacy.models_retention import RetentionHold, RetentionItem, RetentionProposal
from app.privacy.people import people_only_in
from app.privacy.queries_retention import Due, case_by_number, cases_on, due_cases, proposal_by_number, waiting_cases
from app.privacy.rules import HoldReason
from app.privacy.service_erasure import destroy

MAY_RETAIN: Final = "retention.write"


def propose(work: Work, *, by: Actor) -> RetentionProposal:
    """Put every case on a list whose confirmed term is over and that nobody holds back."""
    _require(by)
    due = [one for one in due_cases(work) if _may_go(one)]
    if not due:
        raise Refused("Geen enkel dossier heeft een bevestigde bewaartermijn die voorbij is.")
    last = work.session.scalar(select(func.max(RetentionProposal.number)))
    proposal = RetentionProposal(number=(last or 0) + 1, made_at=work.clock.now(), made_by=by.key)
    work.session.add(proposal)
    work.session.flush()
    rows = [{"proposal_uid": proposal.uid, "case_uid": one.uid, "due_on": one.due_on} for one in due]
    work.session.execute(insert(table_of(RetentionItem)), rows)
    work.trail.record("retention.propose", "retention_proposal", proposal.uid, detail=f"{len(due)} cases")
    return proposal


def propose_what_is_new(work: Work) -> int:
    """Make a proposal when some case may go that is on no open one; how many cases are on it, 0 when there is none.

    What a machine does on its own, every week: the same cases are not proposed over and over.
    """
    may_go = {one.uid for one in due_cases(work) if _may_go(one)}
    if may_go <= waiting_cases(work):
        return 0
    return len(cases_on(work, propose(work, by=work.actor)))


def carry_out(work: Work, *, number: int, by: Actor) -> RetentionProposal:
    """Destroy what is on a list and may still go; only somebody else than who made it can.

    Terms, holds and closing days are looked at again: a list can be old. Persons who belong to no other case go too.
    """
    _require(by)
    proposal = proposal_by_number(work, number, lock=True)
    if proposal.carried_out_at is not None:
        raise Refused(f"Voorstel {number} is al uitgevoerd.")
    if proposal.made_by == by.key:
        raise Refused("Wie het voorstel maakte, voert het niet zelf uit. Vraag een collega.")
    cases = [one.uid for one in due_cases(work, only=cases_on(work, proposal)) if _may_go(one)]
    if cases:
        persons = people_only_in(work.session, cases)
        ground = f"Bewaartermijn verstreken, voorstel {number}"
        proof = destroy(work, persons=persons, cases=cases, ground=ground, decided_by=by.key)
        proposal.certificate = proof.number
    proposal.carried_out_at, proposal.carried_out_by = work.clock.now(), by.key
    work.trail.record("retention.carry_out", "retention_proposal", proposal.uid, detail=f"{len(cases)} cases")
    work.session.flush()
    return proposal


def hold(work: Work, *, number: str, reason: HoldReason, by: Actor) -> None:
    """Keep a case although its term is or will be over."""
    _require(by)
    case = case_by_number(work, number)
    if _held(work, case.uid) is not None:
        raise Refused(f"Dossier {number} wordt al langer bewaard.")
    work.session.add(RetentionHold(case_uid=case.uid, reason=reason.value, held_by=by.key, held_at=work.clock.now()))
    work.session.flush()
    work.trail.record("retention.hold", "case_file", case.uid, case_uid=case.uid, detail=reason.value)


def release(work: Work, *, number: str, by: Actor) -> None:
    """Let the term of a case count again."""
    _require(by)
    case = case_by_number(work, number)
    held = _held(work, case.uid)
    if held is None:
        raise Refused(f"Dossier {number} wordt niet langer bewaard.")
    work.session.delete(held)
    work.session.flush()
    work.trail.record("retention.release", "case_file", case.uid, case_uid=case.uid)


def _may_go(due: Due) -> bool:
    return due.confirmed and not due.is_held


def _held(work: Work, case_uid: UUID) -> RetentionHold | None:
    return work.session.get(RetentionHold, case_uid)


def _require(by: Actor) -> None:
    if not by.holds(MAY_RETAIN):
        raise Refused("Deze collega mag niet beslissen over bewaartermijnen.", "by")
