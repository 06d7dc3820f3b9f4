"""What the page of closing a year shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.actionplan.comparing import Change, Difference, changes_since, compare_year
from app.actionplan.models_measurement import YearClose
from app.actionplan.models_year import YearException
from app.actionplan.queries_measurement import closings, frozen_figures, last_closing, open_submission
from app.actionplan.queries_quality import hard_findings
from app.actionplan.queries_year import ActionState, action_states, codes_of, exceptions_of, terms_of
from app.actionplan.rules_year import Terms

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
    changes: list[tuple[Change, str]]
    """Through whom records changed since the closing, with the name."""
    terms: Terms | None
    actions: list[ActionState]
    exceptions: list[tuple[YearException, str, str]]
    """Every exception with the code of its action and who granted it."""
    hard: int
    """Hard findings that are open now."""


def close_page(work: Work, year: int) -> ClosePage:
    """Where the closing of a year stands, and which figures are no longer what was frozen."""
    waiting, closed = open_submission(work.session, year), last_closing(work.session, year)
    submitted = closings(work.session, year)
    differences = [each for each in compare_year(work.session, year) if not each.is_empty] if closed else []
    changes = changes_since(work.session, year, differences)
    exceptions = exceptions_of(work.session, year)
    codes = codes_of(work.session, {each.node_uid for each in exceptions})
    actors = {key for each in submitted for key in (each.submitted_by, each.decided_by) if key}
    names = names_of(work, actors | {each.by for each in changes} | {each.granted_by for each in exceptions})
    return ClosePage(
        year=year,
        is_over=year < work.clock.today().year,
        waiting=waiting,
        closed=closed,
        may_decide=waiting is not None and waiting.submitted_by != work.actor.key,
        history=[(each, names[each.submitted_by], names.get(each.decided_by or "", "")) for each in submitted],
        figures=len(frozen_figures(work.session, year)),
        differences=differences,
        changes=[(each, names[each.by]) for each in changes],
        terms=terms_of(work.session, year),
        actions=action_states(work.session, year),
        exceptions=[(each, codes[each.node_uid], names[each.granted_by]) for each in exceptions],
        hard=hard_findings(work.session, year),
    )


def names_of(work: Work, keys: Iterable[str]) -> dict[str, str]:
    """The name of each actor in the trail."""
    keys = set(keys)
    uids = {key: UUID(key.removeprefix(_USER)) for key in keys if key.startswith(_USER)}
    known = user_names(work.session, list(uids.values()))
    return {key: known.get(uids[key], "een collega") if key in uids else "de beheerder van de server" for key in keys}
