"""The verbs of a rent-guarantee loan: open its file, complete it, submit it, write down what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.access.work import Work
from app.cases.models import Case
from app.core.errors import Refused
from app.policy.queries import codes
from app.policy.workdays import calendar_of
from app.projects.woonclub.models_rights import GuaranteeLoan
from app.projects.woonclub.queries_policy import figures
from app.projects.woonclub.queries_rights import rights_of
from app.projects.woonclub.rules import check_from_registration
from app.projects.woonclub.rules_intake import FigureRow, Figures
from app.projects.woonclub.rules_rights import (
    GRANTED,
    REFUSED,
    WITHDRAWN,
    Judged,
    LoanTerms,
    RightState,
    check_loan_amount,
    decision_due,
    lease_too_old,
    missing_papers,
)
from app.projects.woonclub.service_intake import check_as_read, check_code, require_open
from app.projects.woonclub.service_rights import follow_right, remind

LOAN: Final = "hwl"


@dataclass(frozen=True)
class LoanAsked:
    """What is asked of the fund."""

    on: date
    asked_cents: int
    dependants: int = 0
    lease_signed_on: date | None = None
    papers: tuple[str, ...] = ()


def loan_terms(rules: Figures, on: date, dependants: int) -> tuple[LoanTerms, FigureRow]:
    """What a loan is held to on a day, and the row of its highest amount. Refused without such a row."""
    highest = rules.find(f"{LOAN}.max", on, dependants)
    if highest is None:
        raise Refused("Voor die dag is geen hoogste bedrag bekend. Vul het eerst aan in de beleidsgegevens.", "on")

    def value(name: str) -> int:
        row = rules.find(f"{LOAN}.{name}", on)
        if row is None:
            raise Refused("Voor die dag zijn de termijnen niet bekend. Vul ze eerst aan in de beleidsgegevens.", "on")
        return int(row.value)

    terms = LoanTerms(int(highest.value * 100), value("lease_months"), value("complete_days"), value("decision_days"))
    return terms, highest


def open_loan(work: Work, *, case: Case, asked: LoanAsked) -> GuaranteeLoan:
    """Begin the file of a rent-guarantee loan; one runs at a time. Too old a lease is refused (BR22)."""
    require_open(work, case)
    check_from_registration(asked.on, case.opened_on, work.clock.today(), "on")
    if rights_of(work, case.uid).running_loan is not None:
        raise Refused("Er loopt al een huurwaarborglening. Noteer eerst de beslissing daarover.")
    terms, row = loan_terms(figures(work.session), asked.on, asked.dependants)
    _check_loan(work, asked, terms)
    loan = GuaranteeLoan(
        case_uid=case.uid,
        opened_on=asked.on,
        asked_cents=asked.asked_cents,
        dependants=asked.dependants,
        lease_signed_on=asked.lease_signed_on,
        papers=sorted(asked.papers),
        figure_row=row.name,
    )
    work.session.add(loan)
    work.trail.record("woonclub.loan", "woonclub_guarantee_loan", loan.uid, case_uid=case.uid)
    work.session.flush()
    follow_right(work, case=case, item=LOAN, judged=Judged(RightState.POSSIBLE, asked.on))
    return loan


def _check_loan(work: Work, asked: LoanAsked, terms: LoanTerms) -> None:
    if not 0 <= asked.dependants <= 20:
        raise Refused("Vul een aantal van 0 tot 20 in.", "dependants")
    check_loan_amount(asked.asked_cents, terms, "asked_cents")
    _check_lease(asked.lease_signed_on, asked.on, terms)
    for paper in asked.papers:
        check_code(work, "hwl_document", paper, asked.on, "papers", "Kies papieren uit de lijst.")


def _check_lease(signed_on: date | None, on: date, terms: LoanTerms) -> None:
    if lease_too_old(signed_on, on, terms):
        raise Refused(
            f"Het huurcontract is ouder dan {terms.lease_months} maanden: daarvoor komt er geen lening meer.",
            "lease_signed_on",
        )
    if signed_on is not None and signed_on > on:
        raise Refused("Het huurcontract is niet later ondertekend dan deze stap.", "lease_signed_on")


def update_loan(
    work: Work, *, case: Case, papers: tuple[str, ...], lease_signed_on: date | None, version: int | None = None
) -> GuaranteeLoan:
    """Which papers are there by now, and the lease once there is one; `version` is the one that was read."""
    loan, terms = _running(work, case)
    check_as_read(loan, version)
    for paper in papers:
        check_code(work, "hwl_document", paper, loan.opened_on, "papers", "Kies papieren uit de lijst.")
    _check_lease(lease_signed_on, work.clock.today(), terms)
    loan.papers, loan.lease_signed_on = sorted(papers), lease_signed_on
    work.trail.record(
        "woonclub.loan_papers",
        "woonclub_guarantee_loan",
        loan.uid,
        case_uid=case.uid,
        fields=["papers", "lease_signed_on"],
    )
    work.session.flush()
    return loan


def submit_loan(work: Work, *, case: Case, on: date) -> GuaranteeLoan:
    """The file goes to the fund once nothing lacks; the day by which it decides becomes a task."""
    loan, terms = _running(work, case)
    check_from_registration(on, loan.opened_on, work.clock.today(), "on")
    if loan.submitted_on is not None:
        raise Refused("Deze lening is al aangevraagd.", "on")
    lacking = loan_lacks(work, loan)
    if lacking:
        raise Refused(f"Nog niet volledig: {', '.join(lacking).lower()}. Vul aan wat ontbreekt.", "on")
    _check_lease(loan.lease_signed_on, on, terms)
    loan.submitted_on = on
    work.trail.record(
        "woonclub.loan_submit", "woonclub_guarantee_loan", loan.uid, case_uid=case.uid, fields=["submitted_on"]
    )
    work.session.flush()
    due = decision_due(on, terms, calendar_of(work.session))
    if due >= work.clock.today():
        remind(work, case=case, what="Navragen of de huurwaarborglening beslist is", due=due)
    follow_right(work, case=case, item=LOAN, judged=Judged(RightState.APPLIED, on))
    return loan


def loan_lacks(work: Work, loan: GuaranteeLoan) -> list[str]:
    """Names of the papers that the file still lacks."""
    asked = codes(work.session, "hwl_document", loan.opened_on)
    not_needed = frozenset(code.key for code in asked if code.attrs.get("not_in_principle"))
    missing = missing_papers(loan.papers, [code.key for code in asked], not_needed, loan.lease_signed_on is not None)
    return [code.label_nl for code in asked if code.key in missing]


def decide_loan(
    work: Work,
    *,
    case: Case,
    decision: str,
    on: date,
    granted_cents: int | None = None,
    refusal_reason: str | None = None,
) -> GuaranteeLoan:
    """What the fund decided, or that the household does without."""
    loan, terms = _running(work, case)
    if decision not in (GRANTED, REFUSED, WITHDRAWN):
        raise Refused("Kies wat er beslist is.", "decision")
    if decision != WITHDRAWN and loan.submitted_on is None:
        raise Refused("De lening is nog niet aangevraagd. Noteer eerst de aanvraag.", "decision")
    check_from_registration(on, loan.submitted_on or loan.opened_on, work.clock.today(), "on")
    if decision == GRANTED:
        check_loan_amount(granted_cents or 0, terms, "granted_cents")
    loan.decision, loan.decided_on = decision, on
    loan.granted_cents = granted_cents if decision == GRANTED else None
    work.trail.record(
        "woonclub.loan_decision",
        "woonclub_guarantee_loan",
        loan.uid,
        case_uid=case.uid,
        fields=["decision"],
        detail=decision,
    )
    work.session.flush()
    if decision == GRANTED:
        follow_right(work, case=case, item=LOAN, judged=Judged(RightState.GRANTED, on))
    elif decision == REFUSED:
        follow_right(work, case=case, item=LOAN, judged=Judged(RightState.REFUSED, on, refusal_reason or "other"))
    return loan


def _running(work: Work, case: Case) -> tuple[GuaranteeLoan, LoanTerms]:
    require_open(work, case)
    loan = rights_of(work, case.uid).running_loan
    if loan is None:
        raise Refused("Er loopt geen huurwaarborglening.")
    return loan, loan_terms(figures(work.session), loan.opened_on, loan.dependants)[0]
