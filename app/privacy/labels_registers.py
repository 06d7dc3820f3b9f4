"""The registers in Dutch words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.policy import file_policy
from app.policy.queries import code_labels
from app.privacy.labels import project_label
from app.privacy.queries_registers import BreachFile, assessments, processors
from app.privacy.rules_registers import CLOSED, HIGH_RISK, Clock, clock_of, hours_left

_DONE: Final = {
    Clock.TOLD: ("Op tijd gemeld", "done"),
    Clock.TOLD_LATE: ("Te laat gemeld", "attention"),
    Clock.NOT_NEEDED: ("Melding niet nodig", "ended"),
}


@dataclass(frozen=True)
class BreachLine:
    """One breach as the register shows it: nothing of its words is opened."""

    number: int
    found_at: datetime
    kind: str
    risk: str
    is_high: bool
    people: int | None
    clock: str
    mark: str
    is_closed: bool


@dataclass(frozen=True)
class StepLine:
    """One step, with the words that belong to it."""

    kind: str
    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class ProcessorLine:
    """One processor."""

    uid: UUID
    name: str
    service: str
    contract_on: date | None
    contract_until: date | None
    transfer: str
    state: str
    mark: str
    has_ended: bool


@dataclass(frozen=True)
class AssessmentLine:
    """One impact assessment, and whether it has to be looked at again."""

    project: str
    done_on: date
    review_on: date
    outcome: str
    is_due: bool


def breach_line(work: Work, found: BreachFile) -> BreachLine:
    """One breach in words."""
    breach, now, term = found.breach, work.clock.now(), file_policy().breach
    steps = {step.kind: step.at for step in found.steps}
    state = clock_of(breach.found_at, term, steps, now)
    left = hours_left(breach.found_at, term, now)
    running = (f"Nog {left} uur" if left >= 0 else f"{-left} uur te laat", "attention")
    words, mark = _DONE.get(state, running)
    kind_words, risk_words = code_labels(work.session, "breach_kind"), code_labels(work.session, "breach_risk")
    return BreachLine(
        breach.number,
        breach.found_at,
        kind_words.get(breach.kind, breach.kind),
        risk_words.get(breach.risk, breach.risk),
        breach.risk == HIGH_RISK,
        breach.people,
        words,
        mark,
        CLOSED in steps,
    )


def step_lines(work: Work, found: BreachFile) -> list[StepLine]:
    """The steps of one breach; what was written is opened, and on record."""
    labels = code_labels(work.session, "breach_step")
    names = user_names(work.session, [step.user_uid for step in found.steps])
    return [
        StepLine(labels.get(step.kind, step.kind), step.at, names.get(step.user_uid, "een oud-collega"), step.why or "")
        for step in found.steps
    ]


def processor_lines(work: Work) -> list[ProcessorLine]:
    """Processors in words: without a contract in force there is something to do."""
    transfers, today = code_labels(work.session, "processor_transfer"), work.clock.today()
    lines = []
    for one in processors(work):
        in_force = one.contract_on is not None and (one.contract_until is None or today <= one.contract_until)
        state, mark = ("In orde", "done") if in_force else ("Geen geldige overeenkomst", "attention")
        if one.ended_on is not None:
            state, mark = "Gestopt", "ended"
        lines.append(
            ProcessorLine(
                one.uid,
                one.name,
                one.service,
                one.contract_on,
                one.contract_until,
                transfers.get(one.transfer, one.transfer),
                state,
                mark,
                one.ended_on is not None,
            )
        )
    return lines


def assessment_lines(work: Work) -> list[AssessmentLine]:
    """Assessments in words; only the newest of a project can be due."""
    outcomes, today = code_labels(work.session, "assessment_outcome"), work.clock.today()
    seen: set[str] = set()
    lines = []
    for one in assessments(work):
        is_due = one.project not in seen and one.review_on <= today
        seen.add(one.project)
        outcome = outcomes.get(one.outcome, one.outcome)
        lines.append(AssessmentLine(project_label(one.project), one.done_on, one.review_on, outcome, is_due))
    return lines
