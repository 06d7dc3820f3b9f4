"""The verbs on the way to a decision: consult the register, compute the budget, advise, decide, meet a condition."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.loading import case_for_change, require_writable
from app.cases.models import Case
from app.cases.rules import check_not_future
from app.cases.service import change_phase, close_case
from app.core.errors import NotFound, Refused, Stale
from app.projects.energiehuis.decision.limits import limit_of
from app.projects.energiehuis.decision.models import CreditAdvice, CreditBudget, CreditRuling, RegisterCheck
from app.projects.energiehuis.decision.queries import budget_input, proposal_of
from app.projects.energiehuis.decision.rules import (
    APPROVALS,
    Decision,
    Verdict,
    check_advice,
    field_to_mend,
    four_eyes,
    objections,
)
from app.projects.energiehuis.decision.rules_budget import FORMULA, compute
from app.projects.energiehuis.file.queries import Dossier, checks_of, determination, dossier_of, policy_for
from app.projects.energiehuis.letters.service import tell_decision
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanDecision, Outcome
from app.projects.energiehuis.products.rules import check_request

DECIDE: Final = "energiehuis.decide"


@dataclass(frozen=True)
class Ruling:
    """What somebody wants to decide, and on which grounds."""

    verdict: Verdict
    amount_cents: int | None = None
    months: int | None = None
    law: str = ""
    fact: str = ""
    condition: str = ""
    special: str = ""


def consult_register(work: Work, *, case: Case, consulted_on: date, credits: int, default: Decimal) -> RegisterCheck:
    """Write down what the credit register said, in the state in which the file is examined or later."""
    require_writable(work, case)
    dossier_of(work, case)
    if case.phase not in (State.EXAMINED, State.APPROVED, State.CONTRACT_SENT) or case.closed_on is not None:
        raise Refused("De Centrale wordt geraadpleegd tijdens het onderzoek, of opnieuw vóór de ondertekening.")
    check_not_future(consulted_on, work.clock.today(), "consulted_on")
    if credits < 0 or default < 0:
        raise Refused("Een aantal of bedrag is niet negatief.", "default")
    found = RegisterCheck(
        case_uid=case.uid,
        consulted_on=consulted_on,
        default=default,
        credits={"count": credits},
        actor=work.actor.key,
    )
    work.session.add(found)
    work.trail.record("loan.register", "register_check", found.uid, case_uid=case.uid)
    work.session.flush()
    return found


def compute_budget(work: Work, *, case: Case, remi: Decimal | None = None) -> CreditBudget:
    """Compute what is left each month, and keep what went in. `remi` is a reference budget made for this household."""
    require_writable(work, case)
    found = dossier_of(work, case)
    if case.phase != State.EXAMINED:
        raise Refused("Het budget wordt berekend tijdens het onderzoek.")
    if remi is not None and remi <= 0:
        raise Refused("Een referentiebudget is meer dan 0 euro.", "remi")
    given = budget_input(work.session, found, work.clock.today(), remi)
    kept = CreditBudget(
        case_uid=case.uid,
        computed_at=work.clock.now(),
        formula=FORMULA,
        actor=work.actor.key,
        inputs=given.as_text(),
        result=compute(given).as_text(),
    )
    work.session.add(kept)
    work.trail.record("loan.budget", "credit_budget", kept.uid, case_uid=case.uid, detail=FORMULA)
    work.session.flush()
    return kept


def advise(work: Work, *, case: Case, is_favourable: bool, amount_cents: int, months: int, text: str) -> CreditAdvice:
    """Give advice and lay the file before whoever decides."""
    require_writable(work, case)
    found = dossier_of(work, case)
    if work.actor.user_uid is None:
        raise Refused("Advies komt van een medewerker.")
    if case.phase != State.EXAMINED:
        raise Refused("Advies geven kan alleen tijdens het onderzoek.")
    if found.register is None:
        raise Refused("Raadpleeg eerst de Centrale voor kredieten aan particulieren.")
    if found.budget is None:
        raise Refused("Bereken eerst het budget van het gezin.")
    check_advice(amount_cents, months, text)
    check_request(found.product, amount_cents, months)
    advice = CreditAdvice(
        case_uid=case.uid,
        adviser_uid=work.actor.user_uid,
        advised_on=work.clock.today(),
        is_favourable=is_favourable,
        amount_cents=amount_cents,
        months=months,
        budget_uid=found.budget.uid,
        text=text,
    )
    work.session.add(advice)
    work.trail.record("loan.advise", "credit_advice", advice.uid, case_uid=case.uid)
    work.session.flush()
    change_phase(work, case=case, to=State.ADVISED, on=work.clock.today())
    return advice


def decide(work: Work, *, number: str, version: int, ruling: Ruling) -> CreditRuling:
    """Decide on the advice that lies open. The case is locked first: what was decided meanwhile is Stale.

    Nobody decides on a file they advised on or whose income they wrote down, whatever their roles.
    """
    case = _to_decide(work, number, version, State.ADVISED)
    found = dossier_of(work, case)
    advice = found.advice
    if advice is None or found.ruling is not None:
        raise Stale
    wish = replace(ruling, law=ruling.law.strip(), fact=ruling.fact.strip())
    _refuse_objections(work, found, wish)
    is_approval = wish.verdict in APPROVALS
    kept = CreditRuling(
        case_uid=case.uid,
        advice_uid=advice.uid,
        verdict=wish.verdict,
        decider_uid=work.actor.user_uid,
        ruled_on=work.clock.today(),
        amount_cents=wish.amount_cents if is_approval else None,
        months=wish.months if is_approval else None,
        law=wish.law or None,
        fact=wish.fact,
        condition=wish.condition.strip() or None,
        special=wish.special.strip() or None,
        policy=_policy_kept(work, found, wish),
    )
    work.session.add(kept)
    work.trail.record("loan.decide", "credit_ruling", kept.uid, case_uid=case.uid, detail=wish.verdict.name.lower())
    work.session.flush()
    _carry_out(work, found, kept)
    tell_decision(work, case=case)
    return kept


def meet_condition(work: Work, *, number: str, version: int) -> CreditRuling:
    """Establish that the condition of a conditional approval is met; from then on the loan is approved."""
    case = _to_decide(work, number, version, State.CONDITIONAL)
    found = dossier_of(work, case)
    ruling = found.ruling
    if ruling is None or ruling.met_on is not None:
        raise Stale
    wish = Ruling(
        Verdict.APPROVE_CONDITIONALLY,
        ruling.amount_cents,
        ruling.months,
        ruling.law or "",
        ruling.fact or "",
        ruling.condition or "",
        ruling.special or "",
    )
    _refuse_objections(work, found, wish)
    ruling.met_on, ruling.met_by = work.clock.today(), work.actor.user_uid
    work.trail.record("loan.condition_met", "credit_ruling", ruling.uid, case_uid=case.uid, fields=["met_on"])
    _approve(work, found, ruling)
    tell_decision(work, case=case)
    return ruling


def _to_decide(work: Work, number: str, version: int, state: State) -> Case:
    case = case_for_change(work, number, version)
    if not work.actor.holds(DECIDE, case.project, case.organisation):
        raise NotFound
    require_writable(work, case)
    if case.closed_on is not None or case.phase != state:
        raise Stale
    return case


def _refuse_objections(work: Work, found: Dossier, wish: Ruling) -> None:
    decider = work.actor.user_uid
    if decider is None:
        raise Refused("Een beslissing komt van een medewerker, niet van het systeem.")
    proposal = proposal_of(work.session, found, wish.amount_cents, wish.months)
    decision = Decision(
        verdict=wish.verdict,
        decider=decider,
        limit_cents=limit_of(work, found.case),
        amount_cents=wish.amount_cents,
        months=wish.months,
        ground_law=wish.law,
        ground_fact=wish.fact,
        condition=wish.condition,
        special_reason=wish.special,
    )
    against = four_eyes(proposal, decision) or objections(proposal, decision)
    if against:
        raise Refused(" ".join(against), field_to_mend(proposal, decision))


def _policy_kept(work: Work, found: Dossier, wish: Ruling) -> dict[str, list[list[str]]]:
    lines = checks_of(work.session, found, wish.amount_cents, wish.months)
    return {
        "checks": [
            [line.criterion, line.value, line.limit, str(line.holds), line.source, line.valid_from.isoformat()]
            for line in lines
        ]
    }


def _carry_out(work: Work, found: Dossier, ruling: CreditRuling) -> None:
    case, today = found.case, work.clock.today()
    if ruling.verdict is Verdict.APPROVE:
        _approve(work, found, ruling)
    elif ruling.verdict is Verdict.APPROVE_CONDITIONALLY:
        change_phase(work, case=case, to=State.CONDITIONAL, on=today)
    elif ruling.verdict is Verdict.SEND_BACK:
        change_phase(work, case=case, to=State.EXAMINED, on=today)
    else:
        _record(work, case.uid, Outcome.REFUSED)
        close_case(work, case=case, on=today, reason="refused")


def _approve(work: Work, found: Dossier, ruling: CreditRuling) -> None:
    """The loan is approved: amount and term as decided, the rate of the day of application frozen."""
    _record(work, found.case.uid, Outcome.APPROVED, ruling)
    rate, income = policy_for(work.session, found).rate, determination(work.session, found)
    found.application.rate = rate.rate if rate else None
    found.file.income_category = income.category if income else None
    work.session.flush()
    change_phase(work, case=found.case, to=State.APPROVED, on=work.clock.today())


def _record(work: Work, uid: UUID, outcome: Outcome, ruling: CreditRuling | None = None) -> None:
    decision = LoanDecision(
        application_uid=uid,
        outcome=outcome,
        decided_on=work.clock.today(),
        amount_cents=ruling.amount_cents if ruling else None,
        months=ruling.months if ruling else None,
    )
    work.session.add(decision)
    work.trail.record("loan.outcome", "loan_decision", decision.uid, case_uid=uid, detail=outcome)
    work.session.flush()
