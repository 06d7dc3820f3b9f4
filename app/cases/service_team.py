"""The verbs of a team: give a case to a colleague, offer it elsewhere, answer; be away."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete

from app.access.wall import through_the_gate
from app.access.work import Work
from app.accounts.queries import colleague
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.models_team import Absence, HandOver, Passage
from app.cases.queries_team import absences_of, hand_over_for_answer, open_hand_over
from app.cases.rules import TEXT_LIMIT
from app.cases.rules_team import HandOverState, check_absence, refuse_absent
from app.cases.service import assign_worker
from app.cases.service_sharing import share_on_ground
from app.core.errors import NotFound, Refused
from app.core.model import table_of
from app.organisations.queries import has_public_task


def give_case(work: Work, *, case: Case, worker_uid: UUID) -> None:
    """Make a colleague of the same organisation responsible; not somebody who is away today."""
    require_writable(work, case)
    _require_open(case)
    _check_colleague(work, worker_uid, case.project, case.organisation, "worker")
    if open_hand_over(work, case) is not None:
        raise Refused("Dit dossier is aangeboden aan een andere dienst. Trek dat eerst in.", "worker")
    assign_worker(work, case=case, worker_uid=worker_uid)


def offer_case(
    work: Work, *, case: Case, to_uid: UUID, organisation: str, why: str | None, consent_uid: UUID | None = None
) -> HandOver:
    """Offer a case to a colleague of another organisation. Who follows it stays responsible until they accept.

    Refused without a legal ground or a consent to share.
    """
    require_writable(work, case)
    _require_open(case)
    if organisation == case.organisation:
        raise Refused("Deze collega hoort bij dezelfde organisatie. Wijs het dossier gewoon toe.", "to")
    _check_colleague(work, to_uid, case.project, organisation, "to")
    if not why or not why.strip():
        raise Refused("Schrijf kort op waarom je het dossier overdraagt.", "why")
    own_task = has_public_task(work.session, organisation)
    share_on_ground(work, case=case, consent_uid=consent_uid, has_own_task=own_task)
    if open_hand_over(work, case) is not None:
        raise Refused("Dit dossier is al aangeboden. Wacht op het antwoord, of trek het in.", "to")
    hand_over = HandOver(
        case_uid=case.uid,
        organisation=organisation,
        to_uid=to_uid,
        state=HandOverState.ASKED,
        asked_at=work.clock.now(),
        why=why.strip()[:TEXT_LIMIT],
        actor=work.actor.key,
    )
    work.session.add(hand_over)
    work.trail.record("case.offer", "hand_over", hand_over.uid, case_uid=case.uid, detail=organisation)
    work.session.flush()
    return hand_over


def withdraw_offer(work: Work, *, case: Case) -> None:
    """Take back a case that was offered and not yet accepted."""
    require_writable(work, case)
    hand_over = open_hand_over(work, case)
    if hand_over is None:
        raise Refused("Er is intussen geantwoord. Kijk het dossier na.")
    hand_over.state, hand_over.answered_at = HandOverState.WITHDRAWN, work.clock.now()
    work.trail.record("case.withdraw_offer", "hand_over", hand_over.uid, case_uid=case.uid, fields=["state"])
    work.session.flush()


@through_the_gate
def accept_case(work: Work, *, uid: UUID) -> Case:
    """Accept a case that was offered: from now on it is of the actor, at their organisation."""
    hand_over, case = hand_over_for_answer(work, uid)
    _require_asked(hand_over, case)
    if not work.actor.holds("case.write", case.project, hand_over.organisation):
        raise NotFound
    hand_over.state, hand_over.answered_at = HandOverState.ACCEPTED, work.clock.now()
    pass_to(work, case=case, organisation=hand_over.organisation, worker_uid=work.actor.user_uid)
    fields = ["organisation", "worker_uid"]
    work.trail.record("case.accept", "case", case.uid, case_uid=case.uid, fields=fields, detail=hand_over.organisation)
    work.session.flush()
    return case


def pass_to(work: Work, *, case: Case, organisation: str, worker_uid: UUID | None = None) -> None:
    """Let a case be of another organisation from today on; the caller checked it and tells the trail."""
    on = work.clock.today()
    work.session.add(Passage(case_uid=case.uid, sender=case.organisation, receiver=organisation, on=on))
    case.organisation, case.worker_uid = organisation, worker_uid


@through_the_gate
def decline_case(work: Work, *, uid: UUID, answer: str | None) -> Case:
    """Refuse a case that was offered, with the reason; it stays where it is."""
    hand_over, case = hand_over_for_answer(work, uid)
    _require_asked(hand_over, case)
    if not answer or not answer.strip():
        raise Refused("Schrijf kort op waarom je het dossier niet overneemt.", "answer")
    hand_over.state, hand_over.answered_at = HandOverState.DECLINED, work.clock.now()
    hand_over.answer = answer.strip()[:TEXT_LIMIT]
    work.trail.record("case.decline", "hand_over", uid, case_uid=case.uid, fields=["state", "answer"])
    work.session.flush()
    return case


def plan_absence(work: Work, *, since: date, until: date, deputy_uid: UUID | None = None) -> Absence:
    """Say when one is away, and who stands in."""
    if work.actor.user_uid is None:
        raise NotFound
    check_absence(since, until, work.clock.today())
    if deputy_uid == work.actor.user_uid:
        raise Refused("Kies een andere collega: jij bent het die weg is.", "deputy")
    absence = Absence(user_uid=work.actor.user_uid, since=since, until=until, deputy_uid=deputy_uid)
    work.session.add(absence)
    work.trail.record("absence.plan", "absence", absence.uid)
    work.session.flush()
    return absence


def cancel_absence(work: Work, *, uid: UUID) -> None:
    """An absence of one's own does not take place."""
    table = table_of(Absence)
    mine = (table.c.uid == uid) & (table.c.user_uid == work.actor.user_uid)
    gone = work.session.execute(delete(table).where(mine).returning(table.c.uid)).all()
    if not gone:
        raise NotFound
    work.trail.record("absence.cancel", "absence", uid)


def _check_colleague(work: Work, uid: UUID, project: str, organisation: str, field: str) -> None:
    today = work.clock.today()
    found = colleague(work.session, uid, today)
    if found is None:
        raise Refused("Kies een collega uit de lijst.", field)
    facts, actor = found
    if not actor.holds("case.write", project, organisation):
        raise Refused(f"{facts.name} volgt daar geen dossiers van dit project op. Kies een andere collega.", field)
    refuse_absent(facts.name, absences_of(work, [uid], today)[uid], today, field)


def _require_open(case: Case) -> None:
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")


def _require_asked(hand_over: HandOver, case: Case) -> None:
    if hand_over.state is not HandOverState.ASKED or case.closed_on is not None or case.voided_on is not None:
        raise Refused("Dit aanbod is intussen ingetrokken of beantwoord, of het dossier is afgesloten.")
