"""The verbs of the desk: a walk-in is registered at once, a known household comes back, a visit ends."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.clients.identity import Identity
from app.clients.service import register_person
from app.core.errors import Refused
from app.organisations.queries import service_points
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_desk import Visit
from app.projects.woonclub.queries_desk import visit_for_change, waiting_visit
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.rules_desk import HELPED, LEFT
from app.projects.woonclub.rules_intake import Wanted, check_wanted
from app.projects.woonclub.service import register
from app.projects.woonclub.service_intake import keep_wish


@dataclass(frozen=True)
class WalkIn:
    """Somebody at the desk who is registered now: somebody known, or somebody new."""

    intake: Intake
    wanted: Wanted
    organisation: str
    person_uid: UUID | None = None
    identity: Identity | None = None
    """Of somebody new."""
    judged: Collection[UUID] = field(default=())
    """Who was looked at and is somebody else."""


def register_walk_in(work: Work, *, walk_in: WalkIn) -> Case:
    """Write somebody down if need be, open their case with their wishes, and put them on the list of the desk.

    Everything or nothing. MayBeKnown when somebody resembles a new person; refused like `register`.
    """
    check_wanted(walk_in.wanted)
    person_uid = walk_in.person_uid
    if person_uid is None:
        person = register_person(
            work,
            identity=walk_in.identity or Identity(),
            organisation=walk_in.organisation,
            judged=walk_in.judged,
        )
        person_uid = person.uid
    case = register(
        work,
        person_uid=person_uid,
        intake=walk_in.intake,
        organisation=walk_in.organisation,
        worker_uid=work.actor.user_uid,
    )
    keep_wish(work, case=case, wanted=walk_in.wanted)
    if walk_in.intake.point is not None:
        arrive(work, case=case, point=walk_in.intake.point)
    return case


def arrive(work: Work, *, case: Case, point: str) -> Visit:
    """Put a household on today's list of a point; it waits once."""
    require_writable(work, case)
    today = work.clock.today()
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    _check_point(work, point, today)
    if waiting_visit(work, case.uid, today) is not None:
        raise Refused("Dit huishouden staat al op de lijst van vandaag.")
    visit = Visit(case_uid=case.uid, point=point, on=today, arrived_at=work.clock.now())
    work.session.add(visit)
    work.trail.record("woonclub.arrive", "woonclub_visit", visit.uid, case_uid=case.uid, detail=point)
    work.session.flush()
    return visit


def end_visit(work: Work, *, uid: UUID, end: str) -> Visit:
    """Somebody was helped, or left before that; saying so twice changes nothing."""
    if end not in (HELPED, LEFT):
        raise Refused("Kies geholpen of vertrokken.", "end")
    visit = visit_for_change(work, uid)
    if visit.ended_at is None:
        visit.ended_at, visit.end = work.clock.now(), end
        work.trail.record(
            "woonclub.end_visit", "woonclub_visit", visit.uid, case_uid=visit.case_uid, fields=["end"], detail=end
        )
        work.session.flush()
    return visit


def _check_point(work: Work, point: str, on: date) -> None:
    if point not in {each.code for each in service_points(work.session, PROJECT_KEY, on)}:
        raise Refused("Dit woonclubpunt is vandaag niet in gebruik. Kies een ander.", "point")
