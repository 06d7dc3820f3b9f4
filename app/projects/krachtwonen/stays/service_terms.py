"""The verbs of terms: renew a stay by policy or beyond it, move within it, and remind whoever follows it."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.policy.queries import codes
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.kinds import CRISIS_KINDS, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_terms import Reminder, Renewal
from app.projects.krachtwonen.stays.queries import stay_for
from app.projects.krachtwonen.stays.queries_policy import reminder_days, terms
from app.projects.krachtwonen.stays.queries_running import reminders_given, running, running_stay
from app.projects.krachtwonen.stays.rules_terms import next_promise, reminder_due, term_of
from app.projects.krachtwonen.stays.service import extend, lock_units, move


def agree_until(work: Work, *, stay_uid: UUID, until: date | None) -> Stay:
    """Agree on another end, within the term of policy: beyond it a stay that runs is renewed, term by term (BR05)."""
    stay, unit = stay_for(work, stay_uid)
    ends = running_stay(work.session, stay, unit).policy_end
    if ends is not None and (until is None or until > max(ends, stay.agreed_until or ends)):
        raise Refused(f"De termijn eindigt op {ends:%d/%m/%Y}. Verleng het verblijf met een termijn.", "until")
    return extend(work, stay_uid=stay_uid, until=until)


def renew(work: Work, *, stay_uid: UUID, reason: str | None = None) -> Renewal:
    """Promise the place for one renewal more; once those of policy are used, a coordinator does so for a reason."""
    stay, unit = stay_for(work, stay_uid)
    found = running_stay(work.session, stay, unit)
    if found.term is None or stay.status is not StayStatus.ARRIVED:
        raise Refused("Voor dit verblijf loopt geen termijn.")
    if unit.kind in CRISIS_KINDS:
        raise Refused("Meer nachten in een crisisbed geef je op de pagina van het crisisnetwerk.")
    promise = next_promise(found.term, stay.term_began, stay.agreed_until, found.used, work.clock.today())
    if promise.is_over_term:
        _check_overrun(work, unit.organisation, reason)
    extend(work, stay_uid=stay.uid, until=promise.until)
    renewal = Renewal(
        stay_uid=stay.uid,
        number=len(found.renewals) + 1,
        decided_on=work.clock.today(),
        until=promise.until,
        is_over_term=promise.is_over_term,
        reason=reason if promise.is_over_term else None,
        decided_by=work.actor.key,
    )
    work.session.add(renewal)
    work.trail.record("krachtwonen.renew", "kw_stay", stay.uid, case_uid=stay.case_uid, detail=reason or "")
    work.session.flush()
    return renewal


def move_on(work: Work, *, stay_uid: UUID, to_unit_uid: UUID, on: date, until: date | None = None) -> Stay:
    """A household moves to another unit within its term; without an end up to the end of that term (BR05).

    In a unit of the same kind the term goes on, with what was promised and renewed; another kind begins its own.
    """
    lock_units(work, stay_uid, to_unit_uid)
    stay, left = stay_for(work, stay_uid)
    unit = unit_for(work, to_unit_uid)
    if unit.kind in CRISIS_KINDS:
        raise Refused("Een crisisbed geef je op de pagina van het crisisnetwerk.", "unit")
    goes_on = unit.kind == left.kind
    renewals = running_stay(work.session, stay, left).renewals if goes_on else []
    last = _last_day(work, stay, left, unit, on)
    if last is not None and last <= on:
        raise Refused(f"De termijn eindigt op {last:%d/%m/%Y}. Verleng eerst het verblijf.", "on")
    if last is not None and until is not None and until > last:
        raise Refused(f"De termijn eindigt op {last:%d/%m/%Y}. Kies die dag of een vroegere.", "until")
    there = move(work, stay_uid=stay_uid, to_unit_uid=to_unit_uid, on=on, until=until or last)
    there.term_from = stay.term_began if goes_on else None
    work.session.add_all(_along(each, there) for each in renewals)
    work.session.flush()
    return there


def _last_day(work: Work, stay: Stay, left: Unit, unit: Unit, on: date) -> date | None:
    """Until when the other unit can be promised; None where its kind has no term."""
    if unit.kind == left.kind:
        found = running_stay(work.session, stay, left)
        return found.policy_end and max(found.policy_end, stay.agreed_until or found.policy_end)
    term = term_of(terms(work.session), unit.kind, on)
    return term.end(on) if term else None


def _along(given: Renewal, there: Stay) -> Renewal:
    return Renewal(
        stay_uid=there.uid,
        number=given.number,
        decided_on=given.decided_on,
        until=given.until,
        is_over_term=given.is_over_term,
        reason=given.reason,
        decided_by=given.decided_by,
    )


def _check_overrun(work: Work, organisation: str, reason: str | None) -> None:
    if not work.actor.holds(DECIDE, PROJECT_KEY, organisation):
        raise Refused("De verlengingen zijn op. Een coördinator kan met een reden nog verlengen.")
    if reason not in {code.key for code in codes(work.session, "kw_overrun", work.clock.today())}:
        raise Refused("De verlengingen zijn op. Kies waarom het toch langer duurt.", "reason")


def remind(work: Work) -> int:
    """Plan a task for every stay whose end comes near, once for each reminder of policy; returns how many.

    Doing this twice on a day plans nothing twice. A stay without a case has nobody to remind; the list shows it.
    """
    today = work.clock.today()
    ahead = reminder_days(work.session, today)
    found = [each for each in running(work) if each.case is not None and each.case.closed_on is None]
    given = reminders_given(work.session, [each.stay.uid for each in found])
    number = 0
    for each in found:
        if each.case is None or each.ends_on is None:
            continue
        days = reminder_due(each.ends_on, today, ahead, given.get((each.stay.uid, each.ends_on), ()))
        if days is None:
            continue
        task = add_task(
            work,
            case=each.case,
            what=f"Het verblijf eindigt op {each.ends_on:%d/%m/%Y}: verleng of zoek wat volgt",
            due_on=max(each.ends_on, today),
        )
        reminder = Reminder(stay_uid=each.stay.uid, ends_on=each.ends_on, days=days, task_uid=task.uid)
        work.session.add(reminder)
        work.trail.record("krachtwonen.remind", "kw_stay", each.stay.uid, case_uid=each.case.uid, detail=str(days))
        number += 1
    work.session.flush()
    return number
