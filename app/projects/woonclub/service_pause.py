"""The verbs of a search that rests or falls silent: pause, take up again, follow a proposal or put it aside."""

from datetime import date
from typing import Final

from sqlalchemy import select, update

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.core.model import table_of
from app.policy.queries import codes
from app.projects.woonclub.models_aftercare import Pause, SilenceDecision
from app.projects.woonclub.rules_aftercare import ASLEEP, PAUSED, Silence, check_review, silence_step
from app.projects.woonclub.service_closing import close_search
from app.projects.woonclub.terms import terms

SEARCHING: Final = "actief_zoeken"
LOST: Final = "lost_contact"
UNKNOWN: Final = "unknown"


def pause_search(work: Work, *, case: Case, on: date, reason: str, review_on: date | None = None) -> Pause:
    """Let a search rest, with the day on which somebody asks again."""
    require_writable(work, case)
    if reason not in {code.key for code in codes(work.session, "pause_reason", on)}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    check_review(review_on, on)
    change_phase(work, case=case, to=PAUSED, on=on)
    pause = Pause(case_uid=case.uid, since=on, reason=reason, review_on=review_on)
    work.session.add(pause)
    work.trail.record("woonclub.pause", "woonclub_pause", pause.uid, case_uid=case.uid, detail=reason)
    work.session.flush()
    if review_on is not None and review_on >= work.clock.today():
        add_task(work, case=case, what="De zoektocht rust: vraag of ze verder gaat", due_on=review_on)
    return pause


def resume_search(work: Work, *, case: Case, on: date) -> None:
    """Take a search up again."""
    require_writable(work, case)
    if case.phase != PAUSED:
        raise Refused("Deze zoektocht rust niet.")
    change_phase(work, case=case, to=SEARCHING, on=on)
    table = table_of(Pause)
    work.session.execute(
        update(table).where(table.c.case_uid == case.uid, table.c.ended_on.is_(None)).values(ended_on=on)
    )
    work.trail.record("woonclub.resume", "case", case.uid, case_uid=case.uid, fields=["ended_on"])
    work.session.flush()


def decide_silence(work: Work, *, case: Case, step: Silence, confirm: bool) -> SilenceDecision:
    """Follow what is proposed for a silent search (let it rest, or end it), or put the proposal aside for a while."""
    require_writable(work, case)
    today = work.clock.today()
    if case.closed_on is not None or proposed_for(work, case) is not step:
        raise Refused("Er is intussen contact geweest of iemand besliste al. Kijk het dossier na.")
    decision = SilenceDecision(
        case_uid=case.uid, step=step.value, decided_on=today, is_confirmed=confirm, actor=work.actor.key
    )
    work.session.add(decision)
    detail = f"{step.value}: {'confirmed' if confirm else 'kept'}"
    work.trail.record("woonclub.silence", "case", case.uid, case_uid=case.uid, detail=detail)
    work.session.flush()
    if confirm and step is Silence.SLEEPING:
        pause_search(work, case=case, on=today, reason=ASLEEP, review_on=today + terms().asked_again_after)
    elif confirm:
        close_search(work, case=case, on=today, reason=LOST, destination=UNKNOWN)
    return decision


def proposed_for(work: Work, case: Case) -> Silence | None:
    """What silence proposes for a case as it stands now."""
    latest = select(Pause.reason).where(Pause.case_uid == case.uid, Pause.ended_on.is_(None))
    reason = work.session.scalar(latest.order_by(Pause.since.desc(), Pause.uid.desc()).limit(1))
    is_asleep = case.phase == PAUSED and reason == ASLEEP
    if case.phase == PAUSED and not is_asleep:
        return None
    return silence_step(case.last_contact_on, work.clock.today(), is_asleep, terms())
