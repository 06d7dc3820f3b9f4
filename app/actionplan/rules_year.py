"""Until when the figures of a year may be written, and which step of an action follows which. Pure."""

from dataclasses import dataclass
from datetime import date

from app.actionplan.kinds import ActionStatus
from app.core.errors import Refused
from app.web.formatting import date_nl


@dataclass(frozen=True)
class Terms:
    """The days of one year: the last for what is new, the last for corrections, and that of handing in."""

    year: int
    no_new_after: date
    no_edit_after: date
    deadline: date
    confirmed: bool


@dataclass(frozen=True)
class Gate:
    """What decides whether the figures of one action in one year may be written."""

    terms: Terms | None
    status: ActionStatus
    excepted_until: date | None = None


def check_writable(gate: Gate, today: date, *, is_new: bool) -> None:
    """Refused when the action was handed in, or when the day is over; an exception lifts the day alone."""
    if gate.status in (ActionStatus.SUBMITTED, ActionStatus.APPROVED):
        raise Refused("De actie is ingediend voor dit jaar. Laat ze eerst terugsturen.")
    if gate.terms is None or (gate.excepted_until is not None and today <= gate.excepted_until):
        return
    last = gate.terms.no_new_after if is_new else gate.terms.no_edit_after
    if today > last:
        what = "Nieuwe tellingen" if is_new else "Verbeteringen"
        raise Refused(f"{what} van {gate.terms.year} konden tot {date_nl(last)}. Vraag een uitzondering met reden.")


def check_step(now: ActionStatus, following: ActionStatus) -> None:
    """Handed in from draft or after a return; decided on when handed in; an approval can be taken back."""
    allowed = {
        ActionStatus.SUBMITTED: (ActionStatus.DRAFT, ActionStatus.RETURNED),
        ActionStatus.APPROVED: (ActionStatus.SUBMITTED,),
        ActionStatus.RETURNED: (ActionStatus.SUBMITTED, ActionStatus.APPROVED),
    }
    if now not in allowed[following]:
        raise Refused("Deze stap kan nu niet: de actie staat intussen anders. Herlaad de pagina.")


def check_until(until: date | None, today: date) -> date:
    """The last day of an exception: today or later."""
    if until is None or until < today:
        raise Refused("Kies een dag vanaf vandaag.", "until")
    return until
