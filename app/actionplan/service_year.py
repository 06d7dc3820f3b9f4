"""The verbs around an action in a year: hand in, approve, send back, and an exception to the terms."""

from datetime import date
from typing import Final

from app.access.actor import REGION
from app.access.work import Work
from app.actionplan.kinds import ActionStatus
from app.actionplan.models_year import ActionStep, YearException
from app.actionplan.queries_year import action_node, steps_of
from app.actionplan.rules_close import check_second_person, checked_text
from app.actionplan.rules_year import check_step, check_until
from app.core.errors import Refused

_COUNTS: Final = "count.write"
_CLOSES: Final = "year.close"
_WHY: Final = "Schrijf kort waarom."


def submit_action(work: Work, *, year: int, code: str, note: str | None) -> ActionStep:
    """Hand in the figures of an action: from now on nobody changes them."""
    if not work.actor.holds(_COUNTS, None, REGION):
        raise Refused("Je rol laat niet toe een actie in te dienen.")
    return _step(work, year, code, ActionStatus.SUBMITTED, (note or "").strip())


def approve_action(work: Work, *, year: int, code: str, note: str | None) -> ActionStep:
    """Approve what somebody else handed in."""
    return _decide(work, year, code, ActionStatus.APPROVED, (note or "").strip())


def return_action(work: Work, *, year: int, code: str, note: str | None) -> ActionStep:
    """Send an action back, with what is wrong; also one that was approved already."""
    return _decide(work, year, code, ActionStatus.RETURNED, checked_text(note, "note", _WHY))


def grant_exception(work: Work, *, year: int, code: str, until: date | None, reason: str | None) -> YearException:
    """Let one action be written after the terms of its year, until a day."""
    _require_closing(work)
    node = action_node(work.session, year, code)
    granted = YearException(
        node_uid=node.uid,
        year=year,
        until=check_until(until, work.clock.today()),
        reason=checked_text(reason, "reason", _WHY),
        granted_by=work.actor.key,
        granted_at=work.clock.now(),
    )
    work.session.add(granted)
    work.session.flush()
    work.trail.record("grant exception", "year_exception", granted.uid, detail=f"{code} {year}")
    return granted


def _decide(work: Work, year: int, code: str, status: ActionStatus, note: str) -> ActionStep:
    _require_closing(work)
    steps = steps_of(work.session, action_node(work.session, year, code).uid, year)
    submitted = next((step for step in steps if step.status is ActionStatus.SUBMITTED), None)
    if submitted is not None:
        check_second_person(submitted.by, work.actor.key)
    return _step(work, year, code, status, note)


def _step(work: Work, year: int, code: str, status: ActionStatus, note: str) -> ActionStep:
    node = action_node(work.session, year, code)
    steps = steps_of(work.session, node.uid, year)
    check_step(steps[0].status if steps else ActionStatus.DRAFT, status)
    step = ActionStep(
        node_uid=node.uid,
        year=year,
        number=steps[0].number + 1 if steps else 1,
        status=status,
        note=note,
        by=work.actor.key,
        at=work.clock.now(),
    )
    work.session.add(step)
    work.session.flush()
    work.trail.record(f"action {status.value}", "action_step", step.uid, detail=f"{code} {year}")
    return step


def _require_closing(work: Work) -> None:
    if not work.actor.holds(_CLOSES):
        raise Refused("Je rol laat niet toe hierover te beslissen.")
