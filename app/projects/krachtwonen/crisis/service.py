"""The verbs of the crisis network: a bed for some nights, person by person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.clients.models import Person
from app.clients.queries import person_for
from app.core.errors import NotFound, Refused
from app.core.uid import new_uid
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.crisis.queries import Guest, group
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.kinds import PROJECT_KEY, REGION, Layer, StayStatus
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.queries import presences_of
from app.projects.krachtwonen.stays.rules import Nights, check_departure, check_nights, check_not_future
from app.projects.krachtwonen.stays.rules_refusals import busy_person
from app.projects.krachtwonen.stays.service import Stayers, arrive, extend, leave
from app.projects.krachtwonen.stays.service_limits import check_longest, refuse_suspended

_PLAIN_BED: Final = "rck_bed"
"""Whoever came in without a bed being named has one for a night."""


@dataclass(frozen=True)
class Admission:
    """Who comes in from the street at night, sent from where, and for how long."""

    first_night: date
    until: date
    person_uids: tuple[UUID, ...]
    municipality: str | None = None
    unit_uid: UUID | None = None


def admit(work: Work, *, admission: Admission) -> list[CrisisStay]:
    """Take people in together: each has a stay of their own, and a bed where one is named."""
    organisation = admission.municipality or REGION
    if not work.actor.holds(MANAGE, PROJECT_KEY, organisation):
        raise NotFound
    nights = Nights(admission.first_night, admission.until)
    check_not_future(admission.first_night, work.clock.today(), "first_night")
    check_nights(nights, "until")
    kind = unit_for(work, admission.unit_uid).kind if admission.unit_uid else _PLAIN_BED
    check_longest(work, kind=kind, nights=nights, organisation=organisation)
    refuse_suspended(work, admission.person_uids, admission.first_night)
    group = f"G-{new_uid().hex[-10:]}"
    admitted = []
    for person_uid in admission.person_uids:
        person_for(work, person_uid)
        presence = give_bed(work, person_uid, nights, admission.unit_uid, group)
        ref = f"C-{presence.uid.hex[-10:]}"
        admitted.append(
            CrisisStay(
                uid=presence.uid,
                ref=ref,
                stay_group=group,
                municipality=admission.municipality,
                organisation=organisation,
            )
        )
    work.session.add_all(admitted)
    work.trail.record("krachtwonen.admit", "kw_crisis_stay", detail=f"{len(admitted)}")
    work.session.flush()
    return admitted


def stay_on(work: Work, *, crisis: CrisisStay, until: date) -> None:
    """Somebody may stay some nights more; it remains one admission."""
    presence = _presence(work, crisis)
    nights = Nights(presence.first_night, until)
    check_nights(nights, "until")
    check_longest(work, kind=_kind_of(work, presence), nights=nights, organisation=crisis.organisation)
    if presence.stay_uid is not None:
        extend(work, stay_uid=presence.stay_uid, until=until)
    else:
        _refuse_elsewhere(work, (presence.person_uid,), nights, besides=presence.uid)
        presence.until = until
    work.trail.record("krachtwonen.stay_on", "kw_crisis_stay", crisis.uid, fields=["until"])
    work.session.flush()


def depart(work: Work, *, crisis: CrisisStay, on: date) -> None:
    """Somebody leaves the crisis network, and the bed is free."""
    presence = _presence(work, crisis)
    check_departure(on, presence.first_night, work.clock.today(), from_a_bed=True)
    if presence.stay_uid is not None:
        leave(work, stay_uid=presence.stay_uid, on=on, destination=None)
    else:
        _refuse_elsewhere(work, (presence.person_uid,), Nights(presence.first_night, on), besides=presence.uid)
        presence.until = on
    work.trail.record("krachtwonen.depart", "kw_crisis_stay", crisis.uid, fields=["until"])
    work.session.flush()


def stay_on_all(work: Work, *, group_ref: str, nights: int) -> None:
    """Everybody of an admission who is still there gets some nights more."""
    for guest in _still_there(work, group_ref):
        until = guest.presence.until or work.clock.today()
        stay_on(work, crisis=guest.crisis, until=until + timedelta(days=nights))


def depart_all(work: Work, *, group_ref: str, who: Collection[UUID], on: date) -> None:
    """These of an admission leave; who is not named stays."""
    for guest in _still_there(work, group_ref):
        if guest.crisis.uid in who:
            depart(work, crisis=guest.crisis, on=on)


def _still_there(work: Work, group_ref: str) -> list[Guest]:
    found = [guest for guest in group(work, group_ref) if guest.stay is None or guest.stay.status is StayStatus.ARRIVED]
    if not found:
        raise Refused("Iedereen van deze groep is al vertrokken.")
    return found


def _presence(work: Work, crisis: CrisisStay) -> Presence:
    """Where somebody sleeps, when the actor may change it; the row of the person is locked."""
    if not work.actor.holds(MANAGE, PROJECT_KEY, crisis.organisation):
        raise NotFound
    presence = work.session.get_one(Presence, crisis.uid)
    _lock(work, presence.person_uid)
    return presence


def _kind_of(work: Work, presence: Presence) -> str:
    if presence.stay_uid is None:
        return _PLAIN_BED
    query = select(Unit.kind).join(Stay, Stay.unit_uid == Unit.uid).where(Stay.uid == presence.stay_uid)
    return work.session.scalars(query).one()


def _lock(work: Work, person_uid: UUID) -> None:
    # Without a bed there is no unit to lock: the row of the person is the lock.
    work.session.execute(select(Person.uid).where(Person.uid == person_uid).with_for_update()).all()


def give_bed(work: Work, person_uid: UUID, nights: Nights, unit_uid: UUID | None, group: str | None) -> Presence:
    """A bed for some nights: a place of a unit where one is given, else only that somebody sleeps in one."""
    if unit_uid is not None:
        who = Stayers((person_uid,), group=group)
        stay = arrive(work, unit_uid=unit_uid, moved_in=nights.first, until=nights.until, who=who)
        return work.session.scalars(select(Presence).where(Presence.stay_uid == stay.uid)).one()
    _lock(work, person_uid)
    _refuse_elsewhere(work, (person_uid,), nights)
    presence = Presence(person_uid=person_uid, layer=Layer.BED, first_night=nights.first, until=nights.until)
    work.session.add(presence)
    work.session.flush()
    return presence


def _refuse_elsewhere(work: Work, person_uids: Sequence[UUID], nights: Nights, besides: UUID | None = None) -> None:
    for presence, way in presences_of(work, person_uids, Layer.BED, nights):
        if presence.uid != besides:
            raise Refused(busy_person(way), "persons")
