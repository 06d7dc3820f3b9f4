"""The people and questions behind figures: returns, first time, unmet demand, the team, homelessness on a night."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from app.cases.models import Case
from app.clients.models import Person
from app.core.period import Period
from app.core.sql import days_between
from app.core.workdays import plus_months
from app.policy.models import Code
from app.projects.krachtwonen.crisis.models import CrisisRequest, CrisisStay
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.figures.counted_flow import flag, is_permanent
from app.projects.krachtwonen.figures.counted_nights import cut, in_period, pick
from app.projects.krachtwonen.figures.counted_pool import STAYED
from app.projects.krachtwonen.guidance.models import Capacity
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import CRISIS_KINDS, POOL, CrisisOutcome, Layer
from app.projects.krachtwonen.recovery.models import MedicalReferral
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.waiting.models import Screening

TRANSFER: Final = 14
"""A next home within this many days is a move, no return."""
FIRST_TIME: Final = 730
_UNKNOWN: Final = "9"
_MILLIONTHS: Final = 100
"""Of a stored ten-thousandth."""
_ONE = literal(1).label("weight")


def _canonical(person: type[Person]) -> ColumnElement[Any]:
    return func.coalesce(person.merged_into_uid, person.uid)


def returns_within(days: int) -> Callable[[Period], Select[Any]]:
    """People who left for a home two years before the period; the numerator: homeless again within so many days."""

    def found(period: Period) -> Select[Any]:
        first, last = plus_months(period.first, -24), plus_months(period.first, -12) - timedelta(days=1)
        who = aliased(Person)
        left = (
            pick(Stay.ref, Unit.organisation, Unit.municipality, Stay.moved_out, _canonical(who).label("key"))
            .join_from(Presence, Stay, Stay.uid == Presence.stay_uid)
            .join(Unit, Unit.uid == Stay.unit_uid)
            .join(who, who.uid == Presence.person_uid)
            .where(
                Unit.kind == POOL,
                Stay.moved_out.between(first, last),
                Stay.moved_out > Stay.moved_in,
                is_permanent(),
                or_(who.deceased_on.is_(None), days_between(Stay.moved_out, who.deceased_on) > days),
            )
            .cte(f"kw_left_{days}")
        )
        turn = func.row_number().over(partition_by=left.c.key, order_by=(left.c.moved_out, left.c.ref))
        once_each = pick(*left.c, turn.label("turn")).cte(f"kw_left_once_{days}")
        columns = once_each.c
        came_back = or_(
            _night_after(columns.key, columns.moved_out, days), _report_after(columns.key, columns.moved_out, days)
        )
        return pick(columns.ref, columns.organisation, columns.municipality, _ONE, flag(came_back)).where(
            columns.turn == 1
        )

    return found


def _night_after(key: ColumnElement[Any], left: ColumnElement[Any], days: int) -> ColumnElement[bool]:
    """A bed from that day on, or another home after more than the days of a move."""
    who = aliased(Person)
    since = days_between(left, Presence.first_night)
    return exists().where(
        who.uid == Presence.person_uid,
        _canonical(who) == key,
        since <= days,
        or_(and_(Presence.layer == Layer.BED, since >= 0), since > TRANSFER),
        or_(Presence.until.is_(None), Presence.until > Presence.first_night),
    )


def _report_after(key: ColumnElement[Any], left: ColumnElement[Any], days: int) -> ColumnElement[bool]:
    who = aliased(Person)
    return exists().where(
        who.uid == SituationPerson.person_uid,
        _canonical(who) == key,
        Case.uid == SituationPerson.situation_uid,
        Case.voided_on.is_(None),
        days_between(left, Case.opened_on).between(1, days),
    )


def first_time(period: Period) -> Select[Any]:
    """People in the crisis network in the period who slept nowhere here in the 730 days before their first night."""
    who, earlier, before = aliased(Person), aliased(Person), aliased(Presence)
    here = (
        pick(
            CrisisStay.ref,
            CrisisStay.organisation,
            CrisisStay.municipality,
            Presence.first_night,
            _canonical(who).label("key"),
        )
        .join_from(CrisisStay, Presence, Presence.uid == CrisisStay.uid)
        .join(who, who.uid == Presence.person_uid)
        .where(in_period(Presence.first_night, Presence.until, period))
        .cte("kw_first_here")
    )
    turn = func.row_number().over(partition_by=here.c.key, order_by=(here.c.first_night, here.c.ref))
    first = pick(*here.c, turn.label("turn")).cte("kw_first_turn")
    known = exists().where(
        earlier.uid == before.person_uid,
        _canonical(earlier) == first.c.key,
        before.first_night < first.c.first_night,
        or_(before.until.is_(None), days_between(before.until, first.c.first_night) < FIRST_TIME),
        or_(before.until.is_(None), before.until > before.first_night),
    )
    return pick(first.c.ref, first.c.organisation, first.c.municipality, _ONE).where(first.c.turn == 1, ~known)


def requests(period: Period) -> Select[Any]:
    """Questions for a bed for a night of the period, whatever the answer."""
    return pick(
        CrisisRequest.ref, CrisisRequest.organisation, CrisisRequest.municipality, CrisisRequest.outcome, _ONE
    ).where(CrisisRequest.night.between(period.first, period.last))


def unmet(period: Period) -> Select[Any]:
    """People for whom a bed was asked on a night of the period, and refused because there was none."""
    lacks_room = exists().where(
        Code.list == "crisis_refusal", Code.key == CrisisRequest.reason, Code.attrs["unmet"].as_boolean()
    )
    return pick(
        CrisisRequest.ref,
        CrisisRequest.organisation,
        CrisisRequest.municipality,
        (CrisisRequest.adults + CrisisRequest.children).label("weight"),
    ).where(
        CrisisRequest.night.between(period.first, period.last),
        CrisisRequest.outcome == CrisisOutcome.REFUSED,
        lacks_room,
    )


def team_fte(period: Period) -> Select[Any]:
    """The people of each partner times the days they were there, over the days of the period, in millionths (C14).

    Each row is rounded half up.
    """
    since, upto = cut(Capacity.valid_from, Capacity.valid_to, period)
    length = (period.after - period.first).days
    stored: Any = type_coerce(Capacity.fte, BigInteger)
    doubled: Any = 2 * stored * _MILLIONTHS * days_between(since, upto) + length
    return pick(Capacity.team.label("ref"), Capacity.team, (doubled // (2 * length)).label("weight")).where(
        in_period(Capacity.valid_from, Capacity.valid_to, period)
    )


def homeless(period: Period) -> Select[Any]:
    """Everybody who slept in a bed or home of Kracht.Wonen on the last night, or waits in an open situation; once.

    ETHOS: 2 in the crisis network, 3 in temporary housing and the recovery stay; who waits, by where screening found
    them. Whoever has a home there is not counted; where nothing was found out, the category is unknown.
    """
    everybody = union_all(_asleep(period), _waiting(period)).cte("kw_homeless")
    # Whoever slept here counts there, whatever is written in a situation that is still open.
    turn = func.row_number().over(
        partition_by=everybody.c.key, order_by=(everybody.c.waits, everybody.c.ethos, everybody.c.ref)
    )
    ranked = pick(*everybody.c, turn.label("turn")).cte("kw_homeless_once")
    return pick(
        ranked.c.ref, ranked.c.organisation, case((ranked.c.ethos != _UNKNOWN, ranked.c.ethos)).label("ethos"), _ONE
    ).where(ranked.c.turn == 1)


def _asleep(period: Period) -> Select[Any]:
    """Who slept here on the last night."""
    who = aliased(Person)
    is_crisis = or_(Unit.kind.in_(CRISIS_KINDS), CrisisStay.uid.is_not(None))
    night = Period(period.last, period.last)
    return (
        pick(
            _canonical(who).label("key"),
            func.coalesce(Stay.ref, CrisisStay.ref, MedicalReferral.ref).label("ref"),
            func.coalesce(Unit.organisation, CrisisStay.organisation, MedicalReferral.organisation).label(
                "organisation"
            ),
            case((is_crisis, "2"), else_="3").label("ethos"),
            literal(0).label("waits"),
        )
        .join_from(Presence, who, who.uid == Presence.person_uid)
        .outerjoin(Stay, Stay.uid == Presence.stay_uid)
        .outerjoin(Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(CrisisStay, CrisisStay.uid == Presence.uid)
        .outerjoin(MedicalReferral, MedicalReferral.presence_uid == Presence.uid)
        .where(
            in_period(Presence.first_night, Presence.until, night),
            or_(Stay.uid.is_(None), Stay.status.in_(STAYED)),
            or_(Stay.uid.is_not(None), CrisisStay.uid.is_not(None), MedicalReferral.uid.is_not(None)),
        )
    )


def _waiting(period: Period) -> Select[Any]:
    """Who was in an open situation that was not turned down by then."""
    who = aliased(Person)
    is_known = and_(Screening.uid == Situation.uid, Screening.screened_on <= period.last)
    is_code = and_(Code.list == "housing_situation", Code.key == Screening.housing_situation)
    category = cast(Code.attrs["ethos"].as_string(), String)
    ethos = func.coalesce(category, _UNKNOWN)
    return (
        pick(
            _canonical(who).label("key"),
            Case.number.label("ref"),
            Case.organisation,
            ethos.label("ethos"),
            literal(1).label("waits"),
        )
        .join_from(SituationPerson, Situation, Situation.uid == SituationPerson.situation_uid)
        .join(Case, Case.uid == Situation.uid)
        .join(who, who.uid == SituationPerson.person_uid)
        .outerjoin(Screening, is_known)
        .outerjoin(Code, is_code)
        .where(
            or_(Code.key.is_(None), Code.key == "unknown", category.is_not(None)),
            Case.opened_on <= period.last,
            or_(Case.closed_on.is_(None), Case.closed_on > period.last),
            Case.voided_on.is_(None),
            Case.is_draft.is_(False),
            or_(Situation.not_retained.is_(None), Situation.decided_on > period.last),
        )
    )
