"""The set behind the lead times: every step of a file from one state to the next, with the days it took."""

from typing import Any

from sqlalchemy import Select, case, func, literal, select

from app.cases.models import Case, PhaseChange
from app.core.period import Period
from app.core.sql import days_between
from app.projects.energiehuis.counted import REF, counts
from app.projects.energiehuis.labels import PHASES

_CLOSED = {"afgesloten": "Afgesloten"}


def steps_taken(period: Period) -> Select[Any]:
    """Steps that ended in the period, with the days since the step before; a file can have several."""
    whose, when = PhaseChange.case_uid, PhaseChange.uid
    taken = select(
        PhaseChange.uid,
        PhaseChange.case_uid,
        PhaseChange.on,
        PhaseChange.phase,
        func.lag(PhaseChange.on).over(partition_by=whose, order_by=when).label("since"),
        func.lag(PhaseChange.phase).over(partition_by=whose, order_by=when).label("before"),
    ).subquery()
    turn = func.row_number().over(partition_by=taken.c.case_uid, order_by=taken.c.uid)
    return (
        select(
            REF.label("ref"),
            Case.uid.label("case_uid"),
            Case.organisation,
            Case.municipality,
            (taken.c.before + literal(">") + taken.c.phase).label("step"),
            days_between(taken.c.since, taken.c.on).label("weight"),
            case((turn == 1, 1), else_=0).label("record"),
        )
        .join_from(taken, Case, Case.uid == taken.c.case_uid)
        .where(counts(), taken.c.since.is_not(None), taken.c.on.between(period.first, period.last))
    )


def step_labels() -> dict[str, str]:
    """Every pair of states in words; a register can skip some."""
    known = {state.value: label for state, label in PHASES.items()} | _CLOSED
    return {f"{one}>{other}": f"{known[one]} → {known[other]}" for one in known for other in known}
