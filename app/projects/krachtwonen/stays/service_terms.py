"""The verbs of terms: renew a stay by policy or beyond it, and remind whoever follows it that it ends."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.policy.queries import codes
from app.projects.krachtwonen.kinds import CRISIS_KINDS, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_terms import Reminder, Renewal
from app.projects.krachtwonen.stays.queries import stay_for
from app.projects.krachtwonen.stays.queries_policy import reminder_days, terms
from app.projects.krachtwonen.stays.queries_running import reminders_given, renewals_of, running
from app.projects.krachtwonen.stays.rules_terms import reminder_due, term_of
from app.projects.krachtwonen.stays.service import extend


def agree_until(work: Work, *, stay_uid: UUID, until: date | None) -> Stay:
    """Agree on another end, within the term of policy: beyond it a stay that runs is renewed, term by term (BR05)."""
    stay, unit = stay_for(work, stay_uid)
    term = term_of(terms(work.session), unit.kind, stay.moved_in)
    if term is not None:
        given = renewals_of(work.session, [stay.uid]).get(stay.uid, [])
        ends = term.end(stay.moved_in, sum(not each.is_over_term for each in given))
        if until is None or until > max(ends, stay.agreed_until or ends):
            raise Refused(f"De termijn eindigt op {ends:%d/%m/%Y}. Verleng het verblijf met een termijn.", "until")
    return extend(work, stay_uid=stay_uid, until=until)


def renew(work: Work, *, stay_uid: UUID, reason: str | None = None) -> Renewal:
    """Promise the place for one renewal more; once those of policy are used, a coordinator does so for a reason."""
    stay, unit = stay_for(work, stay_uid)
    term = term_of(terms(work.session), unit.kind, stay.moved_in)
    if term is None or stay.status is not StayStatus.ARRIVED:
        raise Refused("Voor dit verblijf loopt geen termijn.")
    if unit.kind in CRISIS_KINDS:
        raise Refused("Meer nachten in een crisisbed geef je op de pagina van het crisisnetwerk.")
    given = renewals_of(work.session, [stay.uid]).get(stay.uid, [])
    by_policy = sum(not each.is_over_term for each in given)
    is_over = by_policy >= term.renewals
    if is_over:
        _check_overrun(work, unit.organisation, reason)
        until = term.extended(max(stay.agreed_until or stay.moved_in, term.end(stay.moved_in, by_policy)))
    else:
        until = term.end(stay.moved_in, by_policy + 1)
    extend(work, stay_uid=stay.uid, until=until)
    renewal = Renewal(
        stay_uid=stay.uid,
        number=len(given) + 1,
        decided_on=work.clock.today(),
        until=until,
        is_over_term=is_over,
        reason=reason if is_over else None,
        decided_by=work.actor.key,
    )
    work.session.add(renewal)
    work.trail.record("krachtwonen.renew", "kw_stay", stay.uid, case_uid=stay.case_uid, detail=reason or "")
    work.session.flush()
    return renewal


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
