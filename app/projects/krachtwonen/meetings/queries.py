"""Reading crisis meetings: those of a case, one with its table and its action points."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy import case as either

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.cases.place import Place
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.meetings.models import ActionPoint, Meeting, MeetingParticipant, MeetingRequest
from app.projects.krachtwonen.paging import PAGE, Mark, Shown, above, below, cut


@dataclass(frozen=True)
class Gathering:
    """A meeting that was asked for, its case, and the meeting once it was held."""

    request: MeetingRequest
    case: Case
    held: Meeting | None


def meeting_for(work: Work, uid: UUID, *, lock: bool = False) -> Gathering:
    """One meeting of a case that the actor may change; with `lock` as it is now."""
    query = (
        select(MeetingRequest, Case, Meeting)
        .join(Case, Case.uid == MeetingRequest.case_uid)
        .outerjoin(Meeting, Meeting.uid == MeetingRequest.meeting_uid)
        .where(
            MeetingRequest.uid == uid,
            Case.uid.in_(visible_cases(work, "case.write").with_only_columns(Case.uid)),
            Case.project == PROJECT_KEY,
        )
    )
    if lock:
        query = query.with_for_update(of=MeetingRequest).execution_options(populate_existing=True)
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return Gathering(*row)


def meetings_of(work: Work, case: Case) -> list[Gathering]:
    """The meetings of a case that the caller opened within its scope, the newest first, prepared here or not."""
    query = (
        select(MeetingRequest, Meeting)
        .outerjoin(Meeting, Meeting.uid == MeetingRequest.meeting_uid)
        .where(MeetingRequest.case_uid == case.uid)
        .order_by(MeetingRequest.requested_on.desc(), MeetingRequest.uid.desc())
    )
    return [Gathering(request, case, held) for request, held in work.session.execute(query)]


def open_meetings(work: Work, after: Mark | None = None) -> Shown[Gathering]:
    """Meetings within sight that are still to be held: without a day the newest first, then the first day first."""
    undated = MeetingRequest.planned_on.is_(None)
    query = (
        select(MeetingRequest, Case)
        .join(Case, Case.uid == MeetingRequest.case_uid)
        .where(
            Case.uid.in_(visible_cases(work).with_only_columns(Case.uid)),
            MeetingRequest.meeting_uid.is_(None),
            MeetingRequest.cancelled_on.is_(None),
        )
        .order_by(
            MeetingRequest.planned_on.nulls_first(),
            either((undated, MeetingRequest.requested_on)).desc(),
            either((undated, MeetingRequest.uid)).desc(),
            MeetingRequest.uid,
        )
        .limit(PAGE + 1)
    )
    if after is not None:
        dated = and_(~undated, *above(MeetingRequest.planned_on, MeetingRequest.uid, after.place))
        older = and_(undated, *below(MeetingRequest.requested_on, MeetingRequest.uid, after.place))
        query = query.where(or_(older, ~undated) if after.in_first else dated)
    found = [Gathering(request, case, None) for request, case in work.session.execute(query)]
    return cut(found, _mark)


def _mark(last: Gathering) -> str:
    request = last.request
    return Mark(request.planned_on is None, Place(request.planned_on or request.requested_on, request.uid)).write()


def participants(work: Work, meeting: MeetingRequest) -> Sequence[MeetingParticipant]:
    """Who was asked to the table; keys loaded."""
    query = select(MeetingParticipant).where(MeetingParticipant.request_uid == meeting.uid)
    found = list(work.session.scalars(query.order_by(MeetingParticipant.uid)))
    load_keys(found)
    return found


def action_points(work: Work, meeting: MeetingRequest) -> list[tuple[ActionPoint, Task]]:
    """What was agreed, with the task that it is; keys loaded."""
    query = (
        select(ActionPoint, Task)
        .join(Task, Task.uid == ActionPoint.task_uid)
        .where(ActionPoint.request_uid == meeting.uid)
        .order_by(Task.due_on, Task.uid)
    )
    found = [(point, task) for point, task in work.session.execute(query)]
    load_keys(task for _, task in found)
    return found
