"""The verbs of a crisis meeting: ask for it, invite, hold it with who came, agree who does what, call it off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.loading import case_of, require_writable
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import NotFound, Refused
from app.core.uid import new_uid
from app.policy.queries import codes
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.meetings.models import ActionPoint, Meeting, MeetingParticipant, MeetingRequest
from app.projects.krachtwonen.meetings.queries import participants
from app.projects.krachtwonen.stays.rules import check_not_future


@dataclass(frozen=True)
class Agenda:
    """Why a meeting is asked for, when it should be, and what it is about."""

    cause: str
    planned_on: date | None = None
    text: str | None = None


def request_meeting(work: Work, *, case: Case, agenda: Agenda) -> MeetingRequest:
    """Ask for a multidisciplinary crisis meeting; a situation can have several, one after the other or side by side."""
    require_writable(work, case)
    if case.project != PROJECT_KEY:
        raise NotFound
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    today = work.clock.today()
    if agenda.cause not in {code.key for code in codes(work.session, "kw_meeting_cause", today)}:
        raise Refused("Kies een aanleiding uit de lijst.", "cause")
    if agenda.planned_on is not None and agenda.planned_on < today:
        raise Refused("Deze dag is voorbij. Kies vandaag of een latere dag.", "planned_on")
    meeting = MeetingRequest(
        case_uid=case.uid,
        requested_on=today,
        requested_by=work.actor.key,
        cause=agenda.cause,
        planned_on=agenda.planned_on,
        agenda=agenda.text,
    )
    work.session.add(meeting)
    _noted(work, meeting, "request_meeting", ["cause", "planned_on", "agenda"])
    return meeting


def plan_meeting(work: Work, *, meeting: MeetingRequest, planned_on: date | None, agenda: str | None) -> None:
    """Fix or move the day, and complete the agenda."""
    _require_open(work, meeting)
    meeting.planned_on, meeting.agenda = planned_on, agenda
    _noted(work, meeting, "plan_meeting", ["planned_on", "agenda"])


def invite(work: Work, *, meeting: MeetingRequest, service: str, name: str | None) -> MeetingParticipant:
    """Ask a service to the table, and who comes for it where that is known."""
    _require_open(work, meeting)
    if service not in {code.key for code in codes(work.session, "referrer_type", work.clock.today())}:
        raise Refused("Kies een dienst uit de lijst.", "service")
    participant = MeetingParticipant(request_uid=meeting.uid, case_uid=meeting.case_uid, service=service, name=name)
    work.session.add(participant)
    _noted(work, meeting, "invite", ["participants"])
    return participant


def conclude(
    work: Work, *, meeting: MeetingRequest, on: date, attended: Collection[UUID], conclusion: str | None
) -> None:
    """The meeting took place: from now on it counts. Who was not ticked did not come."""
    case = _require_open(work, meeting)
    check_not_future(on, work.clock.today(), "on")
    if on < case.opened_on:
        raise Refused(f"De situatie is gemeld op {case.opened_on:%d/%m/%Y}. Kies die dag of een latere.", "on")
    meeting.meeting_uid = hold_meeting(work, case=case, on=on).uid
    meeting.conclusion = conclusion
    for participant in participants(work, meeting):
        participant.attended = participant.uid in attended
    _noted(work, meeting, "conclude", ["meeting_uid", "conclusion", "participants"])


def call_off(work: Work, *, meeting: MeetingRequest) -> None:
    """The meeting will not take place."""
    _require_open(work, meeting)
    meeting.cancelled_on = work.clock.today()
    _noted(work, meeting, "call_off", ["cancelled_on"])


@dataclass(frozen=True)
class Agreed:
    """What will be done by when: by a colleague, by another service by name, or by whoever follows the case."""

    what: str | None
    due_on: date
    owner_uid: UUID | None = None
    owner: str | None = None


def agree(work: Work, *, meeting: MeetingRequest, agreed: Agreed) -> ActionPoint:
    """Write down an action point: it is a task of the case, so it is followed like any other."""
    case = case_of(work, meeting.case_uid)
    if meeting.cancelled_on is not None:
        raise Refused("Dit overleg gaat niet door.")
    task = add_task(work, case=case, what=agreed.what, due_on=agreed.due_on, assigned_uid=agreed.owner_uid)
    owner = agreed.owner if agreed.owner_uid is None else None
    point = ActionPoint(request_uid=meeting.uid, case_uid=case.uid, task_uid=task.uid, owner=owner)
    work.session.add(point)
    _noted(work, meeting, "agree", ["action_points"])
    return point


def _require_open(work: Work, meeting: MeetingRequest) -> Case:
    case = case_of(work, meeting.case_uid)
    require_writable(work, case)
    if meeting.meeting_uid is not None:
        raise Refused("Dit overleg is al gehouden.")
    if meeting.cancelled_on is not None:
        raise Refused("Dit overleg gaat niet door.")
    return case


def _noted(work: Work, meeting: MeetingRequest, action: str, fields: list[str]) -> None:
    name = f"krachtwonen.{action}"
    work.trail.record(name, "kw_meeting_request", meeting.uid, case_uid=meeting.case_uid, fields=fields)
    work.session.flush()


def hold_meeting(work: Work, *, case: Case, on: date) -> Meeting:
    """A multidisciplinary crisis meeting about the situation took place."""
    require_writable(work, case)
    check_not_future(on, work.clock.today(), "on")
    uid = new_uid()
    meeting = Meeting(uid=uid, ref=f"M-{uid.hex[-10:]}", case_uid=case.uid, held_on=on)
    work.session.add(meeting)
    work.trail.record("krachtwonen.meeting", "kw_meeting", uid, case_uid=case.uid)
    work.session.flush()
    return meeting
