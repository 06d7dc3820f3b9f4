"""Consultations and changes in words that say what for, and by whom without naming a colleague."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from app.access.guard import mark_of
from app.access.matrix import matrix
from app.access.work import Work
from app.accounts.models import RoleGrant
from app.audit.trail import CONSULT
from app.cases.models import Case
from app.organisations.queries import organisation_names
from app.privacy.queries_request import Looked

SYSTEM = "Het systeem zelf"


@dataclass(frozen=True)
class LookLine:
    """One line of the page that says who looked."""

    day: date
    who: str
    what: str
    purpose: str
    case: str
    times: int
    actor: str

    def plain(self) -> dict[str, object]:
        """For the person: without the colleague behind it (CJEU C-579/21)."""
        found = asdict(self)
        del found["actor"]
        return found | {"day": self.day.isoformat()}


def look_lines(work: Work, looked: list[Looked]) -> list[LookLine]:
    """The lines in words."""
    people, numbers = _functions(work, {one.actor for one in looked}), _numbers(work, looked)
    return [
        LookLine(
            one.day,
            people.get(one.actor, SYSTEM),
            "Gelezen" if one.action == CONSULT else "Gewijzigd",
            purpose_label(one.purpose),
            numbers.get(one.case_uid, "") if one.case_uid else "",
            one.times,
            one.actor,
        )
        for one in looked
    ]


def purpose_label(purpose: str) -> str:
    """What a page is for, in the words of the permission that it asks."""
    if purpose not in current_app.view_functions:
        return "Beheer van het systeem"
    mark = mark_of(current_app, purpose)
    return matrix().permissions[mark.permission] if mark and mark.permission else "Aanmelden"


def _functions(work: Work, actors: set[str]) -> dict[str, str]:
    """Function and organisation of each colleague: their first role."""
    uids = {UUID(actor.removeprefix("user:")): actor for actor in actors if actor.startswith("user:")}
    places = organisation_names(work.session)
    query = select(RoleGrant).where(RoleGrant.user_uid.in_(uids)).order_by(RoleGrant.valid_from, RoleGrant.uid)
    found = dict.fromkeys(uids.values(), "Medewerker")
    for grant in work.session.scalars(query):
        label = matrix().roles.get(grant.role, grant.role)
        found[uids[grant.user_uid]] = f"{label}, {places.get(grant.organisation or '', 'de hele regio')}"
    return found


def _numbers(work: Work, looked: list[Looked]) -> dict[UUID, str]:
    wanted = {one.case_uid for one in looked if one.case_uid}
    return dict(work.session.execute(select(Case.uid, Case.number).where(Case.uid.in_(wanted))).all())
