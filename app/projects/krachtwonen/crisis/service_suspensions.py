"""The verbs of a suspension: keep somebody out of the crisis network for a while, and end it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.queries import person_for
from app.core.errors import NotFound, Refused
from app.policy.queries import codes
from app.projects.krachtwonen.crisis.models import Suspension
from app.projects.krachtwonen.crisis.rules import check_suspension
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import DECIDE


@dataclass(frozen=True)
class Ban:
    """Why and how long somebody gets no bed."""

    reason: str
    since: date
    until: date
    review_on: date | None = None
    note: str | None = None


def suspend(work: Work, *, person_uid: UUID, ban: Ban) -> Suspension:
    """A coordinator keeps somebody out of the crisis network for a while, always with an end (BR28)."""
    person = person_for(work, person_uid)
    _require_coordinator(work, person.organisation)
    check_suspension(ban.since, ban.until, work.clock.today())
    if ban.reason not in {code.key for code in codes(work.session, "crisis_suspension", ban.since)}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    if ban.review_on is not None and not ban.since <= ban.review_on <= ban.until:
        raise Refused("Kies een dag tijdens de schorsing.", "review_on")
    suspension = Suspension(
        person_uid=person.uid,
        organisation=person.organisation,
        reason=ban.reason,
        note=ban.note,
        since=ban.since,
        until=ban.until,
        review_on=ban.review_on,
        decided_by=work.actor.key,
    )
    work.session.add(suspension)
    work.trail.record("krachtwonen.suspend", "kw_suspension", suspension.uid, detail=ban.reason)
    work.session.flush()
    return suspension


def lift(work: Work, *, suspension_uid: UUID) -> None:
    """A coordinator ends a suspension: they are welcome from tonight."""
    suspension = work.session.get(Suspension, suspension_uid)
    if suspension is None:
        raise NotFound
    _require_coordinator(work, suspension.organisation)
    if suspension.lifted_on is None:
        suspension.lifted_on = work.clock.today()
        work.trail.record("krachtwonen.lift", "kw_suspension", suspension.uid, fields=["lifted_on"])
        work.session.flush()


def _require_coordinator(work: Work, organisation: str) -> None:
    if not work.actor.holds(DECIDE, PROJECT_KEY, organisation):
        raise NotFound
