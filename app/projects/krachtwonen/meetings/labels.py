"""Crisis meetings in Dutch words, for their pages and the page of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.queries_timeline import may_read_notes
from app.policy.queries import code_labels
from app.projects.krachtwonen.meetings.models import ActionPoint
from app.projects.krachtwonen.meetings.queries import Gathering, action_points, participants


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list: whose, when, where it stands."""

    uid: UUID
    number: str
    cause: str
    requested_on: date
    day: date | None
    state: str
    badge: str
    is_open: bool


@dataclass(frozen=True)
class PointRow:
    """An action point with its owner."""

    what: str
    owner: str
    due_on: date
    state: str
    badge: str


@dataclass(frozen=True)
class MeetingPage:
    """One meeting with everything about it."""

    row: MeetingRow
    agenda: str
    conclusion: str
    table: list[tuple[str, str, str]]
    points: list[PointRow]


def meeting_rows(work: Work, found: Iterable[Gathering]) -> list[MeetingRow]:
    """Meetings in the order given."""
    causes, today = code_labels(work.session, "kw_meeting_cause"), work.clock.today()
    return [_row(each, causes, today) for each in found]


def _row(each: Gathering, causes: dict[str, str], today: date) -> MeetingRow:
    request = each.request
    day = each.held.held_on if each.held else request.planned_on
    if each.held:
        state, badge = "Gehouden", "done"
    elif request.cancelled_on:
        state, badge = "Gaat niet door", "ended"
    elif request.planned_on is None:
        state, badge = "Nog te plannen", "attention"
    else:
        state, badge = ("Gepland", "active") if request.planned_on >= today else ("Nog af te ronden", "attention")
    return MeetingRow(
        uid=request.uid,
        number=each.case.number,
        cause=causes.get(request.cause, request.cause),
        requested_on=request.requested_on,
        day=day,
        state=state,
        badge=badge,
        is_open=not each.held and request.cancelled_on is None,
    )


def meeting_page(work: Work, gathering: Gathering) -> MeetingPage:
    """One meeting; what was written is opened for whoever may read what is written in the case."""
    reads = may_read_notes(work, gathering.case)
    services = code_labels(work.session, "referrer_type")
    came = {None: "", True: "was er", False: "was er niet"}
    return MeetingPage(
        row=meeting_rows(work, [gathering])[0],
        agenda=(gathering.request.agenda or "") if reads else "",
        conclusion=(gathering.request.conclusion or "") if reads else "",
        table=[
            (services.get(each.service, each.service), (each.name or "") if reads else "", came[each.attended])
            for each in participants(work, gathering.request)
        ],
        points=_points(work, gathering, reads=reads),
    )


def _points(work: Work, gathering: Gathering, *, reads: bool) -> list[PointRow]:
    found = action_points(work, gathering.request)
    names = user_names(work.session, [task.assigned_uid for _, task in found if task.assigned_uid])
    rows = []
    for point, task in found:
        done = (f"Klaar op {task.done_on:%d/%m/%Y}", "done") if task.done_on else ("Te doen", "neutral")
        if task.done_on is None and task.due_on < work.clock.today():
            done = ("Te laat", "danger")
        owner = _owner(point, names.get(task.assigned_uid) if task.assigned_uid else None, reads=reads)
        rows.append(PointRow((task.what or "") if reads else "Actiepunt", owner, task.due_on, *done))
    return rows


def _owner(point: ActionPoint, colleague: str | None, *, reads: bool) -> str:
    if point.owner_cell is not None:
        return (point.owner or "") if reads else "Andere dienst"
    return colleague or "Wie het dossier opvolgt"
