"""Which steps a file may take: the moves of the state machine, each held to what is really on record."""

from datetime import date
from typing import Final

from app.access.work import Work
from app.cases.kinds import kind_of
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.policy.workdays import calendar_of
from app.projects.energiehuis.contract.queries import find_contracts, limits_on
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.file.queries import dossier_of, file_of, lacking_in
from app.projects.energiehuis.lifecycle.queries import loan_file_of, record_of
from app.projects.energiehuis.lifecycle.rules import APPROVED_OR_EARLIER, MOVES, State, check_move, words
from app.projects.energiehuis.lifecycle.rules_record import lacking_record
from app.projects.energiehuis.models import LoanDecision, Outcome
from app.projects.energiehuis.products.queries import figures
from app.projects.energiehuis.products.rules import figure_on
from app.projects.energiehuis.queries import loan_of

ENDS: Final = {
    "refused": State.REFUSED,
    "withdrawn": State.WITHDRAWN,
    "expired": State.EXPIRED,
    "revoked": State.REVOKED,
    "repaid": State.REPAID,
    "repaid_early": State.REPAID,
    "written_off": State.WRITTEN_OFF,
}
_LOAN: Final = frozenset(State) - set(APPROVED_OR_EARLIER)
"""States of the loan itself, which its own records bear out."""
_REPORT: Final = "ckp_contract"


def check_step(work: Work, case: Case, to: str, reason: str | None, on: date) -> None:
    """Refuse what is not a move of the state machine, or what its guard finds missing."""
    if case.closed_on is not None:
        raise Refused("Een kredietdossier dat beslist of afgesloten is, blijft dat. Open een nieuwe aanvraag.")
    here = State(case.phase)
    goal = ENDS[reason] if to == kind_of(case.project).closed_phase.key and reason else State(to)
    if goal not in MOVES[here]:
        raise Refused(f"Een dossier dat {words(here)} is, kan niet naar {words(goal)} gaan.", "to")
    if goal is State.COMPLETE and file_of(work.session, case.uid) is not None:
        _check_complete(work, case)
    _check_record(work, case, here, goal)
    if goal in _LOAN:
        _check_loan(work, case, here, goal, on)


def on_phase(work: Work, case: Case, on: date) -> None:
    """Plan that the credit register is told of a contract, in working days after its signature."""
    if case.phase != State.SIGNED:
        return
    figure = figure_on(figures(work.session, _REPORT), _REPORT, on)
    if figure is None or figure.value is None:
        raise Refused(f"De termijn {_REPORT} is niet gekend: vul ze in in config/policy/energiehuis/figures.csv.")
    due = max(calendar_of(work.session).shifted(on, int(figure.value)), work.clock.today())
    what = f"Contract melden aan de Centrale voor kredieten (binnen {figure.value:.0f} werkdagen)"
    add_task(work, case=case, what=what, due_on=due, assigned_uid=work.actor.user_uid)


def on_close(work: Work, case: Case) -> None:
    """An application that is withdrawn keeps that as its decision."""
    if case.close_reason == "withdrawn" and case.closed_on and loan_of(work.session, case.uid).decision is None:
        work.session.add(LoanDecision(application_uid=case.uid, outcome=Outcome.WITHDRAWN, decided_on=case.closed_on))
        work.trail.record("loan.withdraw", "loan_decision", case.uid, case_uid=case.uid)
        work.session.flush()


def _check_complete(work: Work, case: Case) -> None:
    missing = lacking_in(work.session, dossier_of(work, case))
    if missing:
        raise Refused(f"Het dossier is nog niet volledig. Er ontbreekt: {', '.join(missing)}.", "to")


def _check_loan(work: Work, case: Case, here: State, goal: State, on: date) -> None:
    """Hold a move of the loan itself to its contract, its ledger and what was noted: whatever page asks for it."""
    found = find_contracts(work.session, [case.uid])
    contract = found[0] if found else None
    reason = lacking_record(goal, record_of(work.session, case, contract, work.clock.today()))
    if reason is not None:
        raise Refused(reason, "to")
    if contract is not None:
        day = contract.terms.revoked_on or on if goal is State.REVOKED else on
        file = loan_file_of(work.session, case, contract, goal, day)
        check_move(here, goal, file, day, limits_on(work.session, day))


def _check_record(work: Work, case: Case, here: State, goal: State) -> None:
    """A state that says that somebody decided or advised is only reached when that is on record."""
    if goal in (State.APPROVED, State.REFUSED):
        wanted = Outcome.APPROVED if goal is State.APPROVED else Outcome.REFUSED
        decision = loan_of(work.session, case.uid).decision
        if decision is None or decision.outcome is not wanted:
            raise Refused("Beslissen gaat via de werklijst van de coördinator.", "to")
    if goal in (State.ADVISED, State.CONDITIONAL) or (here, goal) == (State.ADVISED, State.EXAMINED):
        if file_of(work.session, case.uid) is None:
            raise Refused("Dit dossier komt uit een register en heeft geen kredietdossier.", "to")
        found = dossier_of(work, case)
        verdict = found.ruling.verdict if found.ruling else None
        wanted_verdict = {State.CONDITIONAL: Verdict.APPROVE_CONDITIONALLY, State.EXAMINED: Verdict.SEND_BACK}.get(goal)
        if found.advice is None or verdict is not wanted_verdict:
            raise Refused("Deze stap gaat via een advies of een beslissing in het kredietdossier.", "to")
