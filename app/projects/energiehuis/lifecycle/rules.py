"""The life of a loan file: which moves there are, and what each of them asks; pure rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.products.rules import Repayment


class State(StrEnum):
    """Where a file stands. Arrears are not a state: they follow from the ledger."""

    REGISTERED = "aangemeld"
    INTAKE = "intake"
    BUILDING = "in_opbouw"
    COMPLETE = "volledig"
    EXAMINED = "in_onderzoek"
    ADVISED = "geadviseerd"
    APPROVED = "goedgekeurd"
    CONDITIONAL = "onder_voorwaarde"
    CONTRACT_SENT = "contract_verzonden"
    SIGNED = "ondertekend"
    DRAWING = "opname"
    REPAYING = "in_terugbetaling"
    RUNNING = "lopend"
    DEFAULT_NOTICE = "ingebreke"
    PLAN = "afbetalingsplan"
    DEBT_SETTLEMENT = "collectieve_schuldenregeling"
    CALLED_IN = "opeisbaar"
    DUE_BY_EVENT = "opeisbaar_event"
    SPREAD = "gespreid"
    RECOVERY = "invordering"
    REFUSED = "geweigerd"
    WITHDRAWN = "ingetrokken"
    EXPIRED = "verlopen"
    REVOKED = "herroepen"
    REPAID = "terugbetaald"
    WRITTEN_OFF = "oninbaar"


_S = State
_LEAVE: Final = frozenset({_S.WITHDRAWN, _S.EXPIRED})
_BEFORE_SIGNATURE: Final[Mapping[State, frozenset[State]]] = {
    _S.REGISTERED: frozenset({_S.INTAKE}),
    _S.INTAKE: frozenset({_S.BUILDING}),
    _S.BUILDING: frozenset({_S.COMPLETE}),
    _S.COMPLETE: frozenset({_S.EXAMINED, _S.BUILDING}),
    _S.EXAMINED: frozenset({_S.ADVISED, _S.BUILDING}),
    _S.ADVISED: frozenset({_S.APPROVED, _S.CONDITIONAL, _S.REFUSED, _S.EXAMINED}),
    _S.CONDITIONAL: frozenset({_S.APPROVED}),
    _S.APPROVED: frozenset({_S.CONTRACT_SENT}),
    _S.CONTRACT_SENT: frozenset({_S.SIGNED}),
}
APPROVED_OR_EARLIER: Final = (_BEFORE_SIGNATURE.keys() - {_S.CONTRACT_SENT}) | _LEAVE | {_S.REFUSED}
"""States that say nothing of a contract."""
MOVES: Final[Mapping[State, frozenset[State]]] = {
    **{state: moves | _LEAVE for state, moves in _BEFORE_SIGNATURE.items()},
    _S.SIGNED: frozenset({_S.REVOKED, _S.DRAWING}),
    _S.DRAWING: frozenset({_S.REVOKED, _S.REPAYING, _S.RUNNING}),
    _S.REPAYING: frozenset({_S.REPAID, _S.DEFAULT_NOTICE, _S.PLAN, _S.DEBT_SETTLEMENT}),
    _S.DEFAULT_NOTICE: frozenset({_S.REPAYING, _S.CALLED_IN, _S.PLAN, _S.DEBT_SETTLEMENT, _S.REPAID}),
    _S.PLAN: frozenset({_S.REPAYING, _S.DEFAULT_NOTICE, _S.DEBT_SETTLEMENT, _S.REPAID}),
    _S.DEBT_SETTLEMENT: frozenset({_S.REPAYING, _S.REPAID, _S.WRITTEN_OFF}),
    _S.CALLED_IN: frozenset({_S.REPAYING, _S.RECOVERY, _S.DEBT_SETTLEMENT, _S.REPAID, _S.WRITTEN_OFF}),
    _S.RECOVERY: frozenset({_S.REPAYING, _S.DEBT_SETTLEMENT, _S.REPAID, _S.WRITTEN_OFF}),
    _S.RUNNING: frozenset({_S.DUE_BY_EVENT, _S.REPAID}),
    _S.DUE_BY_EVENT: frozenset({_S.REPAID, _S.SPREAD, _S.RUNNING}),
    _S.SPREAD: frozenset({_S.REPAID, _S.RUNNING}),
    **{state: frozenset() for state in (_S.REFUSED, *_LEAVE, _S.REVOKED, _S.REPAID, _S.WRITTEN_OFF)},
}
"""Every move that exists; one that is not here is refused whatever the file says."""


@dataclass(frozen=True)
class Limits:
    """The dated figures that moves are held to."""

    ckp_days: int
    withdrawal_days: int
    call_in_instalments: int
    """So many instalments unpaid, or"""
    call_in_percent: int
    """this part of everything that is payable; then it can be called in"""
    call_in_months: int
    """so many months after the registered notice (art. VII.105)."""


@dataclass(frozen=True)
class LoanFile:
    """What the moves look at."""

    repayment: Repayment
    documents_complete: bool = False
    ckp_consulted_on: date | None = None
    signed_on: date | None = None
    contract_received_on: date | None = None
    early_drawing_reason: str = ""
    """Why money leaves before the days of withdrawal are over."""
    drawn_cents: int = 0
    balance_cents: int = 0
    instalments_unpaid: int = 0
    unpaid_cents: int = 0
    payable_cents: int = 0
    """Everything that the borrower owes over the whole life of the loan."""
    notice_on: date | None = None
    """Day of the registered letter that recalls the rule on calling in."""


Guard = Callable[[LoanFile, date, Limits], str | None]


def objection(state: State, to: State, file: LoanFile, on: date, limits: Limits) -> str | None:
    """Why a file cannot move to a state on a day; None: it can."""
    if to not in MOVES[state]:
        return f"Een dossier dat {words(state)} is, kan niet naar {words(to)} gaan."
    guards = _GUARDS.get(to, ())
    return next((reason for guard in guards if (reason := guard(file, on, limits)) is not None), None)


def check_move(state: State, to: State, file: LoanFile, on: date, limits: Limits) -> None:
    """Refuse a move that does not exist or that asks what is not there, with the reason."""
    reason = objection(state, to, file, on, limits)
    if reason is not None:
        raise Refused(reason, "phase")


def last_day_to_withdraw(file: LoanFile, limits: Limits) -> date | None:
    """The last day of withdrawal: so many days after signing, or after receipt of the contract when that is later."""
    if file.signed_on is None:
        return None
    start = max(file.signed_on, file.contract_received_on or file.signed_on)
    return start + timedelta(days=limits.withdrawal_days)


def _complete(file: LoanFile, on: date, limits: Limits) -> str | None:
    return None if file.documents_complete else "Er ontbreken nog stukken."


def _ckp_fresh(file: LoanFile, on: date, limits: Limits) -> str | None:
    consulted = file.ckp_consulted_on
    if consulted is not None and 0 <= (on - consulted).days <= limits.ckp_days:
        return None
    return f"De raadpleging van de Centrale mag bij ondertekening hoogstens {limits.ckp_days} dagen oud zijn."


def _in_withdrawal(file: LoanFile, on: date, limits: Limits) -> str | None:
    last = last_day_to_withdraw(file, limits)
    return None if last is not None and on <= last else "De termijn om te herroepen is voorbij."


def _after_withdrawal(file: LoanFile, on: date, limits: Limits) -> str | None:
    last = last_day_to_withdraw(file, limits)
    if last is not None and (on > last or file.early_drawing_reason.strip()):
        return None
    return "Wacht met uitbetalen tot de termijn om te herroepen voorbij is, of schrijf op waarom het nu al moet."


def _drawn(file: LoanFile, on: date, limits: Limits) -> str | None:
    return None if file.drawn_cents > 0 else "Er is nog niets opgenomen."


def _is_annuity(file: LoanFile, on: date, limits: Limits) -> str | None:
    return None if file.repayment is Repayment.ANNUITY else "Deze lening heeft geen maandelijkse aflossing."


def _is_bullet(file: LoanFile, on: date, limits: Limits) -> str | None:
    return None if file.repayment is Repayment.BULLET else "Deze lening wordt maandelijks afgelost."


def _nothing_left(file: LoanFile, on: date, limits: Limits) -> str | None:
    return None if file.balance_cents == 0 else "Er staat nog een saldo open."


def _may_call_in(file: LoanFile, on: date, limits: Limits) -> str | None:
    least, share = limits.call_in_instalments, limits.call_in_percent
    if file.instalments_unpaid < least and file.unpaid_cents * 100 < file.payable_cents * share:
        return f"Opeisen kan pas bij {least} onbetaalde termijnen, of bij {share} % van alles wat te betalen is."
    if file.notice_on is None or on < shifted(file.notice_on, limits.call_in_months):
        return f"Opeisen kan pas {months_words(limits.call_in_months)} na de aangetekende ingebrekestelling."
    return None


def months_words(count: int) -> str:
    """Een maand, or 3 maanden."""
    return "een maand" if count == 1 else f"{count} maanden"


def words(state: State) -> str:
    """The name of a state within a sentence."""
    return state.value.replace("_", " ")


_GUARDS: Final[Mapping[State, tuple[Guard, ...]]] = {
    _S.COMPLETE: (_complete,),
    _S.SIGNED: (_ckp_fresh,),
    _S.REVOKED: (_in_withdrawal,),
    _S.DRAWING: (_after_withdrawal,),
    _S.REPAYING: (_is_annuity, _drawn),
    _S.RUNNING: (_is_bullet, _drawn),
    _S.CALLED_IN: (_may_call_in,),
    _S.REPAID: (_nothing_left,),
}
