"""Reading the desk: where one can go on a day, who waits there, and which found persons have a case already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.scope import case_scope
from app.clients.models_household import Membership
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.organisations.models import ServicePoint
from app.organisations.queries import service_points
from app.policy.workdays import calendar_of
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_desk import Visit
from app.projects.woonclub.queries_policy import openings
from app.projects.woonclub.rules_desk import Session, next_session, sessions_on

MOST_VISITS = 200


@dataclass(frozen=True)
class Desk:
    """A point with its hours of today, or else the next time it opens."""

    point: ServicePoint
    today: list[Session]
    coming: Session | None


def desks(work: Work) -> list[Desk]:
    """The points of today: those that are open first, in the order of their hours."""
    today, session = work.clock.today(), work.session
    rules, calendar = openings(session), calendar_of(session)
    now = sessions_on(rules, calendar, today)
    found = [
        Desk(
            point,
            [each for each in now if each.point == point.code],
            next_session(rules, calendar, point.code, today),
        )
        for point in service_points(session, PROJECT_KEY, today)
    ]
    order = {each.point: place for place, each in reversed(list(enumerate(now)))}
    return sorted(found, key=lambda desk: (order.get(desk.point.code, len(now)), desk.point.name))


def desk_at(work: Work, code: str) -> Desk:
    """One point that is in use today; NotFound for any other."""
    found = next((desk for desk in desks(work) if desk.point.code == code), None)
    if found is None:
        raise NotFound
    return found


def visits_on(work: Work, point: str, day: date) -> list[tuple[Visit, Case]]:
    """Who came to a point on a day, as far as the actor sees the case, in the order of arrival."""
    query = (
        select(Visit, Case)
        .join(Case, Case.uid == Visit.case_uid)
        .where(
            case_scope(work, "case.read"),
            Case.voided_on.is_(None),
            Visit.on == day,
            Visit.point == point,
        )
        .options(joinedload(Case.reference_person))
        .order_by(Visit.arrived_at, Visit.uid)
        .limit(MOST_VISITS)
    )
    found = [(visit, case) for visit, case in work.session.execute(query)]
    load_keys(case.reference_person for _, case in found)
    return found


def waiting_visit(work: Work, case_uid: UUID, day: date) -> Visit | None:
    """The visit of a case that still waits on a day."""
    query = select(Visit).where(Visit.case_uid == case_uid, Visit.on == day, Visit.ended_at.is_(None))
    return work.session.scalars(query).one_or_none()


def visit_for_change(work: Work, uid: UUID) -> Visit:
    """One visit of a case that the actor may change, as it is now, locked."""
    query = (
        select(Visit)
        .join(Case, Case.uid == Visit.case_uid)
        .where(case_scope(work, "case.write"), Case.voided_on.is_(None), Visit.uid == uid)
    )
    locked = query.with_for_update(of=Visit).execution_options(populate_existing=True)
    found = work.session.scalars(locked).one_or_none()
    if found is None:
        raise NotFound
    return found


def open_cases_of(work: Work, person_uids: Sequence[UUID]) -> dict[UUID, Case]:
    """The open Woonclub case of each of these persons, or of a household they are in, in two queries."""
    if not person_uids:
        return {}
    today = work.clock.today()
    places = select(Membership.household_uid, Membership.person_uid).where(
        Membership.person_uid.in_(person_uids),
        Membership.since <= today,
        or_(Membership.until.is_(None), Membership.until > today),
    )
    homes = [(household, person) for household, person in work.session.execute(places)]
    query = visible_cases(work).where(
        Case.project == PROJECT_KEY,
        Case.closed_on.is_(None),
        Case.voided_on.is_(None),
        or_(
            Case.reference_person_uid.in_(person_uids),
            Case.household_uid.in_({household for household, _ in homes}),
        ),
    )
    found: dict[UUID, Case] = {}
    for case in work.session.scalars(query.order_by(Case.opened_on, Case.uid)):
        found[case.reference_person_uid] = case
        found.update({person: case for household, person in homes if household == case.household_uid})
    return found
