"""Keeping the registers: a breach and its steps, a processor, an impact assessment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from app.access.work import Work
from app.cases.kinds import kinds
from app.cases.policy import file_policy
from app.cases.rules import check_text
from app.core.errors import Refused
from app.policy.queries import codes
from app.privacy.models_registers import Breach, BreachStep, ImpactAssessment, Processor
from app.privacy.queries_registers import breach_file, processor
from app.privacy.rules_registers import asks_reason, step_problem

KIND, RISK, STEP = "breach_kind", "breach_risk", "breach_step"
TRANSFER, OUTCOME = "processor_transfer", "assessment_outcome"
KEEPS: Final = "register.write"


@dataclass(frozen=True)
class Contract:
    """What is known of a processor and the contract with them."""

    name: str
    service: str
    transfer: str
    contract_on: date | None = None
    contract_until: date | None = None


def note_breach(
    work: Work, *, found_at: datetime, kind: str, risk: str, what: str, people: int | None = None
) -> Breach:
    """Write down a breach; from the moment that it became known there are 72 hours to tell the authority."""
    user = _keeper(work)
    _choose(work, KIND, kind, "kind")
    _choose(work, RISK, risk, "risk")
    if found_at > work.clock.now():
        raise Refused("Dit moment moet nog komen. Kies nu of vroeger.", "found_on")
    number = (work.session.scalar(select(func.max(Breach.number))) or 0) + 1
    made = Breach(
        number=number, user_uid=user, found_at=found_at, kind=kind, risk=risk, people=people, what=check_text(what)
    )
    work.session.add(made)
    work.session.flush()
    work.trail.record("breach.note", "breach", made.uid, detail=f"{kind}, {risk}")
    return made


def note_step(work: Work, *, number: int, kind: str, at: datetime, why: str | None = None) -> BreachStep:
    """Write down what was done; not telling asks a reason, and so does telling too late (GDPR art. 33.1 and 34)."""
    user = _keeper(work)
    _choose(work, STEP, kind, "kind")
    found = breach_file(work, number, lock=True)
    breach = found.breach
    problem = step_problem(kind, breach.risk, found.done)
    if problem:
        raise Refused(problem, "kind")
    if not breach.found_at <= at <= work.clock.now():
        raise Refused("Kies een moment tussen de vaststelling en nu.", "on")
    is_late = at > breach.found_at + file_policy().breach
    if asks_reason(kind, is_late=is_late) and not (why or "").strip():
        raise Refused("Schrijf waarom.", "why")
    step = BreachStep(breach_uid=breach.uid, user_uid=user, kind=kind, at=at, why=check_text(why) if why else None)
    work.session.add(step)
    work.trail.record("breach.step", "breach", breach.uid, detail=kind)
    work.session.flush()
    return step


def note_processor(work: Work, *, contract: Contract) -> Processor:
    """Write down who handles data for the association, under which contract."""
    _keeper(work)
    _choose(work, TRANSFER, contract.transfer, "transfer")
    first, last = contract.contract_on, contract.contract_until
    if first and last and last < first:
        raise Refused("De overeenkomst eindigt voor ze begint.", "contract_until")
    made = Processor(
        name=check_text(contract.name),
        service=check_text(contract.service),
        transfer=contract.transfer,
        contract_on=first,
        contract_until=last,
        noted_by=work.actor.key,
    )
    work.session.add(made)
    work.session.flush()
    work.trail.record("processor.note", "processor", made.uid, detail=contract.transfer)
    return made


def end_processor(work: Work, *, uid: UUID) -> None:
    """They no longer handle anything, from today on."""
    _keeper(work)
    found = processor(work, uid)
    if found.ended_on is not None:
        raise Refused("Deze samenwerking is al gestopt.")
    found.ended_on = work.clock.today()
    work.trail.record("processor.end", "processor", found.uid, fields=["ended_on"])
    work.session.flush()


def note_assessment(work: Work, *, project: str, done_on: date, review_on: date, outcome: str) -> ImpactAssessment:
    """Write down that the risks of a project for people were assessed, and when that is looked at again."""
    _keeper(work)
    if project not in {kind.key for kind in kinds()}:
        raise Refused("Kies een project uit de lijst.", "project")
    _choose(work, OUTCOME, outcome, "outcome")
    if done_on > work.clock.today():
        raise Refused("Kies vandaag of een dag ervoor.", "done_on")
    if review_on <= done_on:
        raise Refused("De herziening komt na de beoordeling.", "review_on")
    made = ImpactAssessment(
        project=project, done_on=done_on, review_on=review_on, outcome=outcome, noted_by=work.actor.key
    )
    work.session.add(made)
    work.session.flush()
    work.trail.record("assessment.note", "impact_assessment", made.uid, detail=f"{project}: {outcome}")
    return made


def _keeper(work: Work) -> UUID:
    if not work.actor.holds(KEEPS) or work.actor.user_uid is None:
        raise Refused("Deze registers houdt de functionaris gegevensbescherming bij.")
    return work.actor.user_uid


def _choose(work: Work, name: str, key: str, field: str) -> None:
    if key not in {code.key for code in codes(work.session, name, work.clock.today())}:
        raise Refused("Kies uit de lijst.", field)
