"""What has to be on record before a loan may be in a state after its approval; pure rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.projects.energiehuis.arrears.rules import DUE_EVENTS, EventKind
from app.projects.energiehuis.lifecycle.rules import State


@dataclass(frozen=True)
class Record:
    """What is stored of a loan when somebody wants to move it."""

    here: State
    has_terms: bool = False
    is_signed: bool = False
    invoices: int = 0
    """Asked, and not taken back."""
    waiting: int = 0
    """Of these: not paid yet."""
    has_drawing_ended: bool = False
    is_revoked: bool = False
    is_called: bool = False
    """An entry that stands makes everything due."""
    is_written_off: bool = False
    balance_cents: int = 0
    arrears_cents: int = 0
    credit_cents: int = 0
    events: frozenset[str] = field(default_factory=frozenset)
    """What happened since the loan entered the state in which it is."""


_S = State
_PAGE: Final = "Doe dit op de pagina van de lening: daar hoort meer bij dan een stap."


def lacking_record(to: State, record: Record) -> str | None:
    """Why what is stored does not bear out a state; None: it does. States up to the decision ask nothing here."""
    wanted = _WANTED.get(to)
    return None if wanted is None else wanted(record)


def _event(*kinds: EventKind) -> Callable[[Record], str | None]:
    return lambda record: None if record.events & set(kinds) else _PAGE


def _repaying(record: Record) -> str | None:
    if record.here is _S.DRAWING:
        return _drawn_whole(record)
    is_undone = record.here in (_S.CALLED_IN, _S.RECOVERY) and not record.is_called
    return "Er staat nog een achterstal open." if record.arrears_cents and not is_undone else None


def _running(record: Record) -> str | None:
    if record.here is _S.DRAWING:
        return _drawn_whole(record)
    return _PAGE if record.is_called else None


def _drawn_whole(record: Record) -> str | None:
    if record.waiting:
        return "Er wacht nog een factuur op betaling. Trek ze in, of wacht tot ze betaald is."
    return None if record.has_drawing_ended else _PAGE


def _settled(record: Record) -> str | None:
    if record.balance_cents or record.arrears_cents:
        return "Er staat nog een saldo open."
    return "Er is nog een tegoed van de lener. Stort het eerst terug." if record.credit_cents else None


def _revoked(record: Record) -> str | None:
    return _settled(record) if record.is_revoked else _PAGE


def _lost(record: Record) -> str | None:
    return _settled(record) if record.is_written_off else "Er is nog niet beslist om af te schrijven."


def _if(name: str) -> Callable[[Record], str | None]:
    return lambda record: None if getattr(record, name) else _PAGE


_WANTED: Final[Mapping[State, Callable[[Record], str | None]]] = {
    _S.CONTRACT_SENT: _if("has_terms"),
    _S.SIGNED: _if("is_signed"),
    _S.DRAWING: _if("invoices"),
    _S.REPAYING: _repaying,
    _S.RUNNING: _running,
    _S.DEFAULT_NOTICE: _event(EventKind.NOTICE),
    _S.PLAN: _event(EventKind.PLAN),
    _S.DEBT_SETTLEMENT: _event(EventKind.DEBT_SETTLEMENT),
    _S.CALLED_IN: _if("is_called"),
    _S.RECOVERY: _if("is_called"),
    _S.DUE_BY_EVENT: _event(*DUE_EVENTS),
    _S.SPREAD: _event(EventKind.PLAN),
    _S.REVOKED: _revoked,
    _S.REPAID: _settled,
    _S.WRITTEN_OFF: _lost,
}
