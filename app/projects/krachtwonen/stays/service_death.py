"""What a death ends in Kracht.Wonen (BR13): the last night is the one before; who stays behind keeps what there was."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Exists, or_, select, update

from app.access.wall import through_the_gate
from app.access.work import Work
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.clients.models import Person
from app.clients.models_household import Membership
from app.clients.queries import in_force
from app.clients.service_death import record_death
from app.core.model import table_of
from app.projects.krachtwonen.guidance.models import GuidanceTrajectory
from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.models_terms import Reminder
from app.projects.krachtwonen.waiting.models import WaitingEntry
from app.projects.krachtwonen.waiting.service_offers import stop_waiting

DECEASED: Final = "deceased"


def note_death(work: Work, *, person_uid: UUID, on: date) -> Person:
    """Somebody died: their nights end that day, and place, guidance and waiting too when nobody stays behind."""
    person = record_death(work, person_uid=person_uid, on=on)
    _end_what_runs(work, person_uid, on)
    return person


@through_the_gate
def _end_what_runs(work: Work, person_uid: UUID, on: date) -> None:
    """Whoever notes a death: it ends what runs at any organisation."""
    query = select(Presence).where(
        Presence.person_uid == person_uid, or_(Presence.until.is_(None), Presence.until > on)
    )
    for presence in work.session.scalars(query).all():
        presence.until = max(on, presence.first_night)
        if presence.stay_uid is not None:
            _end_place(work, presence, on)
    _end_guidance(work, person_uid, on)
    _end_waiting(work, person_uid, on)
    work.session.flush()


def _end_place(work: Work, presence: Presence, on: date) -> None:
    stay = work.session.get_one(Stay, presence.stay_uid, with_for_update=True)
    others = select(Presence.uid).where(
        Presence.stay_uid == stay.uid,
        Presence.uid != presence.uid,
        or_(Presence.until.is_(None), Presence.until > on),
    )
    if stay.persons > 1 or work.session.scalars(others).first() is not None:
        # Those who are not written down one by one stay as well.
        stay.persons = max(1, stay.persons - 1)
    elif stay.status is StayStatus.PLANNED:
        stay.status = StayStatus.NO_SHOW
    elif stay.status in (StayStatus.ARRIVED, StayStatus.LEFT):
        # A home that was emptied later was nobody's night any more.
        stay.status, stay.moved_out, stay.destination = StayStatus.LEFT, max(on, stay.moved_in), DECEASED
        _drop_reminders(work, stay.uid)
    work.trail.record("krachtwonen.death", "kw_stay", stay.uid, case_uid=stay.case_uid, fields=["moved_out", "persons"])


def _drop_reminders(work: Work, stay_uid: UUID) -> None:
    tasks = select(Reminder.task_uid).where(Reminder.stay_uid == stay_uid)
    still_open = update(table_of(Task)).where(Task.uid.in_(tasks), Task.done_on.is_(None))
    work.session.execute(still_open.values(done_on=work.clock.today()))


def _end_waiting(work: Work, person_uid: UUID, on: date) -> None:
    """Nobody waits for a home any more, and an offer is taken back, when nobody of the household stays behind."""
    query = (
        select(Case)
        .join(WaitingEntry, WaitingEntry.case_uid == Case.uid)
        .where(Case.reference_person_uid == person_uid, WaitingEntry.ended_on.is_(None), ~_left_behind(person_uid, on))
    )
    for case in work.session.scalars(query).all():
        stop_waiting(work, case, DECEASED)


def _left_behind(person_uid: UUID, on: date) -> Exists:
    """Somebody else of the household of a case lives on."""
    return (
        select(Membership.person_uid)
        .join(Person, Person.uid == Membership.person_uid)
        .where(
            Membership.household_uid == Case.household_uid,
            Membership.person_uid != person_uid,
            in_force(on),
            Person.deceased_on.is_(None),
        )
        .exists()
    )


def _end_guidance(work: Work, person_uid: UUID, on: date) -> None:
    """Guidance of a household goes on for who stays behind."""
    query = (
        select(GuidanceTrajectory)
        .outerjoin(Case, Case.uid == GuidanceTrajectory.case_uid)
        .where(
            GuidanceTrajectory.person_uid == person_uid,
            GuidanceTrajectory.ended_on.is_(None),
            or_(Case.uid.is_(None), ~_left_behind(person_uid, on)),
        )
    )
    for trajectory in work.session.scalars(query).all():
        trajectory.ended_on = max(on, trajectory.started_on)
        work.trail.record("krachtwonen.end_guidance", "kw_guidance", trajectory.uid, case_uid=trajectory.case_uid)
