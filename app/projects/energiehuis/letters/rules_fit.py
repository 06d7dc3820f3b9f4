"""Which letters fit where a loan stands, so that none says what is not so; pure rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.projects.energiehuis.arrears.rules import EventKind
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.lifecycle.rules import State

_BEFORE_REPAYMENT: Final = frozenset({State.CONTRACT_SENT, State.SIGNED, State.DRAWING})
_CALLED_IN: Final = frozenset({State.CALLED_IN, State.RECOVERY})
_FELL_DUE: Final = frozenset({State.DUE_BY_EVENT, State.SPREAD})


@dataclass(frozen=True)
class Standing:
    """What the letters of a loan look at."""

    phase: str
    is_bullet: bool = False
    is_drawn: bool = False
    is_settled: bool = False
    """Nothing is open any more."""
    is_late: bool = False
    has_mandate: bool = False
    has_premium: bool = False
    is_revoked: bool = False
    is_written_off: bool = False
    """In whole or in part."""
    events: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_owed(self) -> bool:
        """Money is out that has to come back."""
        return self.is_drawn and not self.is_settled


def fits(kind: LetterKind, loan: Standing) -> bool:
    """Whether a letter of this kind is true of a loan. Those of the contract itself always are."""
    rule = _FITS.get(kind)
    return rule is None or rule(loan)


_FITS: Final[Mapping[LetterKind, Callable[[Standing], bool]]] = {
    LetterKind.REVOKED: lambda loan: loan.is_revoked,
    LetterKind.DRAWDOWN: lambda loan: loan.is_drawn,
    LetterKind.SCHEDULE: lambda loan: loan.is_owed and not loan.is_bullet and loan.phase not in _BEFORE_REPAYMENT,
    LetterKind.COLLECTION: lambda loan: loan.has_mandate and loan.is_owed,
    LetterKind.PREMIUM: lambda loan: loan.has_premium,
    LetterKind.YEARLY: lambda loan: loan.is_drawn,
    LetterKind.EARLY: lambda loan: loan.is_owed,
    LetterKind.REMINDER: lambda loan: loan.is_late,
    LetterKind.NOTICE: lambda loan: loan.is_late,
    LetterKind.REGISTER: lambda loan: loan.is_late and EventKind.DEFAULT in loan.events,
    LetterKind.PLAN: lambda loan: loan.is_owed and EventKind.PLAN in loan.events and loan.phase not in _FELL_DUE,
    LetterKind.CALLED_IN: lambda loan: loan.phase in _CALLED_IN,
    LetterKind.RECEIPT: lambda loan: loan.is_drawn and loan.is_settled and not loan.is_written_off,
    LetterKind.YEARLY_CHECK: lambda loan: loan.phase == State.RUNNING,
    LetterKind.DUE_EVENT: lambda loan: loan.phase in _FELL_DUE,
    LetterKind.SPREAD: lambda loan: loan.phase == State.SPREAD,
}
