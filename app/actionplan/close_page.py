"""What the page of closing a year shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.actionplan.comparing import Difference, compare_year
from app.actionplan.models_measurement import YearClose
from app.actionplan.queries_measurement import closings, frozen_figures, last_closing, open_submission

_USER = "user:"


@dataclass(frozen=True)
class ClosePage:
    """The variables of the page."""

    year: int
    is_over: bool
    waiting: YearClose | None
    closed: YearClose | None
    may_decide: bool
    history: list[tuple[YearClose, str, str]]
    """Every submission with the names of who submitted and who decided."""
    figures: int
    differences: list[Difference]


def close_page(work: Work, year: int) -> ClosePage:
    """Where the closing of a year stands, and which figures are no longer what was frozen."""
    waiting, closed = open_submission(work.session, year), last_closing(work.session, year)
    submitted = closings(work.session, year)
    names = _names(work, submitted)
    return ClosePage(
        year=year,
        is_over=year < work.clock.today().year,
        waiting=waiting,
        closed=closed,
        may_decide=waiting is not None and waiting.submitted_by != work.actor.key,
        history=[(each, names[each.submitted_by], names.get(each.decided_by or "", "")) for each in submitted],
        figures=len(frozen_figures(work.session, year)),
        differences=[each for each in compare_year(work.session, year) if not each.is_empty] if closed else [],
    )


def _names(work: Work, submitted: Iterable[YearClose]) -> dict[str, str]:
    keys = {key for each in submitted for key in (each.submitted_by, each.decided_by) if key}
    uids = {key: UUID(key.removeprefix(_USER)) for key in keys if key.startswith(_USER)}
    known = user_names(work.session, list(uids.values()))
    return {key: known.get(uids[key], "een collega") if key in uids else "de beheerder van de server" for key in keys}
