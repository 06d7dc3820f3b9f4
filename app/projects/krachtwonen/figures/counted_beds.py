"""The sets of records that the crisis network and the medical recovery stay count: admissions, people, nights."""

from typing import Any

from sqlalchemy import Select, and_, func, literal, union_all
from sqlalchemy.orm import aliased

from app.clients.models import Person
from app.core.period import Period
from app.core.sql import days_between
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.figures.counted_nights import Day, cut, in_period, once, pick
from app.projects.krachtwonen.kinds import MedicalDecision
from app.projects.krachtwonen.recovery.models import MedicalReferral
from app.projects.krachtwonen.stays.models import Presence

_ONE = literal(1).label("weight")


def _crisis() -> Select[Any]:
    """Every stay in the crisis network."""
    columns = (CrisisStay.ref, CrisisStay.organisation, CrisisStay.municipality)
    return pick(*columns).join_from(CrisisStay, Presence, Presence.uid == CrisisStay.uid)


def _medical() -> Select[Any]:
    """Every recovery stay of somebody who was admitted."""
    return (
        pick(MedicalReferral.ref, MedicalReferral.organisation)
        .join_from(MedicalReferral, Presence, Presence.uid == MedicalReferral.presence_uid)
        .where(MedicalReferral.decision == MedicalDecision.ADMITTED)
    )


def _with_person(stays: Select[Any]) -> Select[Any]:
    """The same with the person each is of, merges followed.

    The outer join always finds somebody; as one it costs nothing where nobody asks for their reference.
    """
    known, canon = aliased(Person), aliased(Person)
    key = func.coalesce(known.merged_into_uid, known.uid)
    whose: tuple[Day, ...] = (Presence.uid, key.label("key"), canon.source_ref.label("person_ref"))
    return (
        stays.add_columns(*whose, Presence.first_night, Presence.until)
        .join(known, known.uid == Presence.person_uid)
        .outerjoin(canon, canon.uid == key)
    )


def crisis_admissions(period: Period) -> Select[Any]:
    """Stays that began in the period, and did not go on where another of the same person ended."""
    return _admissions(_with_person(_crisis()), period, "crisis", "municipality")


def medical_admissions(period: Period) -> Select[Any]:
    """Recovery stays that began in the period."""
    return _admissions(_with_person(_medical()), period, "medical")


def _admissions(stays: Select[Any], period: Period, name: str, *dimensions: str) -> Select[Any]:
    at_least_a_night = Presence.until.is_(None) | (Presence.until > Presence.first_night)
    began = stays.where(at_least_a_night, Presence.first_night.between(period.first, period.last)).cte(f"{name}_began")
    ended = (
        stays.where(at_least_a_night, Presence.until.between(period.first, period.last))
        .with_only_columns(*_person_and_end(stays))
        .distinct()
        .cte(f"{name}_ended")
    )
    goes_on = and_(ended.c.key == began.c.key, ended.c.until == began.c.first_night)
    columns = [began.c[column] for column in ("ref", "organisation", *dimensions)]
    return pick(*columns, _ONE).outerjoin_from(began, ended, goes_on).where(ended.c.key.is_(None))


def _person_and_end(stays: Select[Any]) -> list[Day]:
    return [stays.selected_columns[name] for name in ("key", "until")]


def crisis_persons(period: Period) -> Select[Any]:
    """People who slept in the crisis network in the period, each once, where they came first."""
    here = _with_person(_crisis()).where(in_period(Presence.first_night, Presence.until, period)).cte("crisis_here")
    turn = func.row_number().over(partition_by=here.c.key, order_by=(here.c.first_night, here.c.uid))
    first = pick(*here.c, turn.label("turn")).cte("crisis_first")
    return pick(
        func.coalesce(first.c.person_ref, first.c.ref).label("ref"), first.c.organisation, first.c.municipality, _ONE
    ).where(first.c.turn == 1)


def crisis_nights(period: Period) -> Select[Any]:
    """Stays in the crisis network, weighted with the nights of the period; of one person no night counts twice."""
    return _nights(_crisis(), period, "crisis", "municipality")


def medical_nights(period: Period) -> Select[Any]:
    """Recovery stays, weighted with the nights of the period."""
    return _nights(_medical(), period, "medical")


def _nights(stays: Select[Any], period: Period, name: str, *dimensions: str) -> Select[Any]:
    """The database keeps the nights of one person apart, so only those of merged people have to be sorted out.

    What was slept in the period is drawn once for both: to look up the nights of each merged person takes longer.
    """
    since, upto = cut(Presence.first_night, Presence.until, period)
    here = stays.where(in_period(Presence.first_night, Presence.until, period))
    slept = here.add_columns(Presence.uid, Presence.person_uid, since, upto).cte(f"{name}_slept")
    columns = [slept.c[column] for column in ("ref", "organisation", *dimensions)]
    nights = days_between(slept.c.since, slept.c.upto)
    alone = pick(*columns, nights.label("weight")).where(slept.c.person_uid.not_in(_merged()))
    key = func.coalesce(Person.merged_into_uid, Person.uid).label("key")
    spans = (
        pick(*columns, slept.c.uid, slept.c.since, slept.c.upto, key)
        .join_from(slept, Person, Person.uid == slept.c.person_uid)
        .where(slept.c.person_uid.in_(_merged()))
    )
    together = once(spans, name)
    shared = pick(*(together.c[column.name] for column in columns), together.c.nights.label("weight"))
    return pick(*union_all(alone, shared).subquery().c)


def _merged() -> Select[Any]:
    """Everybody who turned out to be somebody else, and that somebody."""
    return pick(
        *union_all(
            pick(Person.uid).where(Person.merged_into_uid.is_not(None)),
            pick(Person.merged_into_uid).where(Person.merged_into_uid.is_not(None)),
        )
        .subquery()
        .c
    )


def medical_referrals(period: Period) -> Select[Any]:
    """People referred in the period, whatever was decided."""
    return pick(MedicalReferral.ref, MedicalReferral.organisation, _ONE).where(
        MedicalReferral.referred_on.between(period.first, period.last)
    )


def medical_refusals(period: Period) -> Select[Any]:
    """Referrals refused in the period."""
    return pick(
        MedicalReferral.ref, MedicalReferral.organisation, MedicalReferral.refusal_reason.label("reason"), _ONE
    ).where(
        MedicalReferral.decision == MedicalDecision.REFUSED,
        MedicalReferral.decided_on.between(period.first, period.last),
    )
