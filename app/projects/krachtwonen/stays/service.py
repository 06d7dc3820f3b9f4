"""The verbs of a stay: plan, arrive, extend, leave, move to another unit, not show up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.core.errors import Refused
from app.core.uid import new_uid
from app.policy.queries import codes
from app.projects.krachtwonen.desk.queries import situation_of
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import out_of_service, places, unit_for
from app.projects.krachtwonen.kinds import HOME_OFFERS, MOVED, Layer, StayStatus
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.queries import presences_of, stay_for, stays_in
from app.projects.krachtwonen.stays.rules import (
    Nights,
    check_departure,
    check_in_pool,
    check_nights,
    check_not_future,
    check_room,
    layer_of,
)
from app.projects.krachtwonen.stays.rules_refusals import busy_person, busy_unit, out_of_use


@dataclass(frozen=True)
class Stayers:
    """Who comes to stay: people who are written down, and how many they are with those who are not."""

    person_uids: tuple[UUID, ...] = ()
    persons: int | None = None
    case: Case | None = None
    group: str | None = None

    @property
    def number(self) -> int:
        """How many people come."""
        return self.persons if self.persons is not None else len(self.person_uids)


def plan_stay(work: Work, *, unit_uid: UUID, moved_in: date, until: date | None, who: Stayers) -> Stay:
    """Hold a place for a household that will come; refused like an arrival."""
    return _take(work, unit_uid, Nights(moved_in, until), who, StayStatus.PLANNED)


def arrive(work: Work, *, unit_uid: UUID, moved_in: date, until: date | None = None, who: Stayers) -> Stay:
    """A household moves in. Refused when the place, or one of the people, is taken on one of the nights."""
    check_not_future(moved_in, work.clock.today(), "moved_in")
    return _take(work, unit_uid, Nights(moved_in, until), who, StayStatus.ARRIVED)


def arrive_as_planned(work: Work, *, stay_uid: UUID, on: date) -> Stay:
    """A household for whom a place was held moves in, on the day that was planned or another."""
    stay, unit = stay_for(work, stay_uid)
    _require(stay, StayStatus.PLANNED)
    check_not_future(on, work.clock.today(), "on")
    _change(work, stay, unit, Nights(on, stay.agreed_until))
    stay.status = StayStatus.ARRIVED
    _refuse_resident(work, stay)
    return _noted(work, stay, "arrive", ["status", "moved_in"])


def extend(work: Work, *, stay_uid: UUID, until: date | None) -> Stay:
    """Promise the place up to another day, or until further notice."""
    stay, unit = stay_for(work, stay_uid)
    _require(stay, StayStatus.PLANNED, StayStatus.ARRIVED)
    _change(work, stay, unit, Nights(stay.moved_in, until))
    return _noted(work, stay, "extend", ["agreed_until"])


def leave(work: Work, *, stay_uid: UUID, on: date, destination: str | None) -> Stay:
    """A household leaves for somewhere, or from a bed: the day it leaves is no night any more."""
    stay, unit = stay_for(work, stay_uid)
    _require(stay, StayStatus.ARRIVED)
    from_a_bed = destination is None and layer_of(unit.kind) is Layer.BED
    check_departure(on, stay.moved_in, work.clock.today(), from_a_bed=from_a_bed)
    if not from_a_bed and destination not in {code.key for code in codes(work.session, "exit_destination", on)}:
        raise Refused("Kies een bestemming uit de lijst.", "destination")
    nights = Nights(stay.moved_in, on)
    _refuse_others(work, stay, nights, "on")
    present = _presences(work, stay)
    with _held(work, stay, unit, nights, "on", present):
        stay.status, stay.moved_out, stay.destination = StayStatus.LEFT, on, destination
        for presence in present:
            presence.until = on
    return _noted(work, stay, "leave", ["status", "moved_out", "destination"])


def move(work: Work, *, stay_uid: UUID, to_unit_uid: UUID, on: date, until: date | None = None) -> Stay:
    """A household moves to another unit: it sleeps there from that night on."""
    lock_units(work, stay_uid, to_unit_uid)
    stay, _unit = stay_for(work, stay_uid)
    people = tuple(presence.person_uid for presence in _presences(work, stay))
    case = work.session.get(Case, stay.case_uid) if stay.case_uid else None
    leave(work, stay_uid=stay_uid, on=on, destination=MOVED)
    who = Stayers(people, stay.persons, case, stay.stay_group)
    return arrive(work, unit_uid=to_unit_uid, moved_in=on, until=until, who=who)


def no_show(work: Work, *, stay_uid: UUID) -> Stay:
    """The household for whom a place was held did not come: the place is free."""
    stay, _unit = stay_for(work, stay_uid)
    _require(stay, StayStatus.PLANNED)
    stay.status = StayStatus.NO_SHOW
    work.session.execute(delete(Presence).where(Presence.stay_uid == stay.uid))
    return _noted(work, stay, "no_show", ["status"])


def _take(work: Work, unit_uid: UUID, nights: Nights, who: Stayers, status: StayStatus) -> Stay:
    unit = unit_for(work, unit_uid, lock=True)
    check_nights(nights, "until")
    check_room(who.number, unit.max_persons)
    _check_case(work, unit, who.case, nights.first)
    place = _free_place(work, unit, nights, who)
    _lock_persons(work, who.person_uids)
    _refuse_persons(work, unit, who.person_uids, nights)
    uid = new_uid()
    stay = Stay(
        uid=uid,
        ref=f"V-{uid.hex[-10:]}",
        unit_uid=unit.uid,
        place=place,
        case_uid=who.case.uid if who.case else None,
        stay_group=who.group,
        status=status,
        moved_in=nights.first,
        agreed_until=nights.until,
        persons=who.number,
    )
    _store(work, unit, stay, who.person_uids)
    if status is StayStatus.ARRIVED:
        _refuse_resident(work, stay)
    return _noted(work, stay, status.value, ["unit_uid", "moved_in", "agreed_until"])


def _store(work: Work, unit: Unit, stay: Stay, person_uids: Sequence[UUID]) -> None:
    """Write the stay and its people together; what the database refuses is told in words."""
    layer, nights = layer_of(unit.kind), Nights(stay.moved_in, stay.agreed_until)
    try:
        with work.session.begin_nested():
            work.session.add(stay)
            work.session.flush()
            work.session.add_all(
                Presence(person_uid=uid, layer=layer, first_night=nights.first, until=nights.until, stay_uid=stay.uid)
                for uid in person_uids
            )
    except IntegrityError:
        _refuse_taken(work, unit, nights)
        _refuse_persons(work, unit, person_uids, nights)
        raise


def _change(work: Work, stay: Stay, unit: Unit, nights: Nights) -> None:
    """Give a stay other nights, in the same place."""
    check_nights(nights, "until")
    check_in_pool(nights, unit.in_pool_from, unit.in_pool_to)
    _refuse_others(work, stay, nights, "until")
    present = _presences(work, stay)
    _lock_persons(work, [presence.person_uid for presence in present])
    _refuse_present(work, stay, unit, nights, "until", present)
    with _held(work, stay, unit, nights, "until", present):
        stay.moved_in, stay.agreed_until = nights.first, nights.until
        for presence in present:
            presence.first_night, presence.until = nights.first, nights.until


def require_free(work: Work, unit: Unit, nights: Nights) -> None:
    """Refused, in the words of an arrival, when a household that is alone could not have the unit on these nights."""
    check_nights(nights, "until")
    _free_place(work, unit, nights, Stayers(persons=1))


def _free_place(work: Work, unit: Unit, nights: Nights, who: Stayers) -> int:
    check_in_pool(nights, unit.in_pool_from, unit.in_pool_to)
    broken = out_of_service(work, unit.uid, nights)
    if broken is not None:
        raise Refused(out_of_use(broken.since, broken.until), "unit")
    found = stays_in(work, unit.uid, nights)
    strangers = [way for stay, way in found if who.group is None or stay.stay_group != who.group]
    if strangers and not unit.is_shared:
        raise Refused(busy_unit(strangers[0]), "unit")
    taken = {stay.place for stay, _way in found}
    free = [place for place in places(work, unit.uid) if place not in taken]
    if not free:
        raise Refused(busy_unit(found[0][1]), "unit")
    return free[0]


def _refuse_taken(work: Work, unit: Unit, nights: Nights) -> None:
    for _stay, way in stays_in(work, unit.uid, nights):
        raise Refused(busy_unit(way), "unit")


def _refuse_persons(work: Work, unit: Unit, person_uids: Sequence[UUID], nights: Nights) -> None:
    for _presence, way in presences_of(work, person_uids, layer_of(unit.kind), nights):
        raise Refused(busy_person(way), "persons")


@contextmanager
def _held(
    work: Work, stay: Stay, unit: Unit, nights: Nights, field: str, present: Sequence[Presence]
) -> Iterator[None]:
    """Write a change of a stay; what the database refuses, because a colleague was first, is told in words."""
    try:
        with work.session.begin_nested():
            yield
    except IntegrityError:
        _refuse_others(work, stay, nights, field)
        _refuse_present(work, stay, unit, nights, field, present)
        raise


def _refuse_others(work: Work, stay: Stay, nights: Nights, field: str) -> None:
    """Nobody else has this place on these nights; who stayed too long may be in those of the next one."""
    for other, way in stays_in(work, stay.unit_uid, nights, besides=stay.uid):
        if other.place == stay.place:
            raise Refused(busy_unit(way), field)


def _refuse_present(
    work: Work, stay: Stay, unit: Unit, nights: Nights, field: str, present: Sequence[Presence]
) -> None:
    uids = [presence.person_uid for presence in present]
    for _presence, way in presences_of(work, uids, layer_of(unit.kind), nights, besides=stay.uid):
        raise Refused(busy_person(way), field)


def _refuse_resident(work: Work, stay: Stay) -> None:
    """Whoever was there before has to be written out before the next one arrives."""
    query = select(Stay).where(
        Stay.unit_uid == stay.unit_uid,
        Stay.place == stay.place,
        Stay.status == StayStatus.ARRIVED,
        Stay.uid != stay.uid,
        Stay.moved_in < stay.moved_in,
    )
    if work.session.scalars(query).first() is not None:
        raise Refused("De vorige bewoning is nog niet beëindigd. Noteer eerst dat vertrek.", "unit")


def _check_case(work: Work, unit: Unit, case: Case | None, first: date) -> None:
    """A home of the pool is given after a decision (BR04)."""
    if case is None:
        return
    if not work.actor.holds("case.write", case.project, case.organisation):
        raise Refused("Je kunt niets wijzigen in dit dossier.", "case")
    situation = situation_of(work, case.uid)
    if situation.offer not in HOME_OFFERS or situation.decided_on is None or situation.decided_on > first:
        raise Refused("Voor deze situatie is nog geen woning toegezegd. Neem eerst een besluit.", "case")


def lock_units(work: Work, stay_uid: UUID, to_unit_uid: UUID) -> None:
    """Both in one order, so that two moves the other way round wait for each other."""
    where_from = select(Stay.unit_uid).where(Stay.uid == stay_uid).scalar_subquery()
    query = select(Unit.uid).where((Unit.uid == where_from) | (Unit.uid == to_unit_uid)).order_by(Unit.uid)
    work.session.execute(query.with_for_update()).all()


def _lock_persons(work: Work, uids: Sequence[UUID]) -> None:
    query = select(Person.uid).where(Person.uid.in_(uids)).order_by(Person.uid).with_for_update()
    work.session.execute(query).all()


def _presences(work: Work, stay: Stay) -> list[Presence]:
    return list(work.session.scalars(select(Presence).where(Presence.stay_uid == stay.uid)))


def _require(stay: Stay, *allowed: StayStatus) -> None:
    if stay.status not in allowed:
        raise Refused("Dat kan niet meer: deze bewoning is intussen gewijzigd.")


def _noted(work: Work, stay: Stay, action: str, fields: list[str]) -> Stay:
    work.trail.record(f"krachtwonen.{action}", "kw_stay", stay.uid, case_uid=stay.case_uid, fields=fields)
    work.session.flush()
    return stay
