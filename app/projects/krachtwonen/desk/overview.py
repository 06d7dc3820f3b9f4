"""What the pages of the desk gather: the start page, who is in the household, what a person's page shows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from app.access.work import Work
from app.cases.labels import name_in, person_name
from app.cases.models import Case
from app.cases.queries_household import open_case_of
from app.clients.models import Person
from app.clients.queries import households_of, members_on
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.desk.queries import Stand, counts
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import PROJECT_KEY, StayStatus
from app.projects.krachtwonen.paging import Shown
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.queries_reading import due_stays
from app.projects.krachtwonen.waiting.queries import Asked, Offered, open_offers, overrides

_SOON: Final = timedelta(days=7)


@dataclass(frozen=True)
class OpenOfferRow:
    """An open offer on the start page."""

    uid: UUID
    number: str
    name: str
    home: str
    expires_on: date
    is_late: bool


def open_offer_rows(work: Work, found: list[Offered]) -> list[OpenOfferRow]:
    """Open offers in words."""
    today = work.clock.today()
    load_keys(one.case.reference_person for one in found)
    return [
        OpenOfferRow(
            one.offer.uid,
            one.case.number,
            name_in(work, one.case),
            one.unit.ref,
            one.offer.expires_on,
            one.offer.expires_on < today,
        )
        for one in found
    ]


@dataclass(frozen=True)
class StayRow:
    """A stay that asks for somebody: a key to give, or an end that comes."""

    uid: UUID
    number: str
    name: str
    home: str
    day: date
    is_late: bool


@dataclass(frozen=True)
class StartPage:
    """The variables of the start page."""

    counts: dict[Stand, int]
    offers: list[OpenOfferRow]
    arrivals: Shown[StayRow]
    ends: Shown[StayRow]
    overrides: list[tuple[UUID, str, str, bool]]
    """(uid, number, home, whether it is one's own question)"""
    may_decide: bool


def start_page(work: Work) -> StartPage:
    """What waits for somebody, as far as the actor may see it."""
    today = work.clock.today()
    may_decide = work.actor.holds(DECIDE, PROJECT_KEY)
    asked: list[Asked] = overrides(work) if may_decide else []
    return StartPage(
        counts=counts(work),
        offers=open_offer_rows(work, open_offers(work)),
        arrivals=_rows(work, due_stays(work, StayStatus.PLANNED, today + _SOON)),
        ends=_rows(work, due_stays(work, StayStatus.ARRIVED, today + _SOON)),
        overrides=[
            (one.override.uid, one.case.number, one.unit.ref, one.override.asked_by == work.actor.key) for one in asked
        ],
        may_decide=may_decide,
    )


def _rows(work: Work, found: Shown[tuple[Stay, Unit, Case | None]]) -> Shown[StayRow]:
    load_keys(case.reference_person for _stay, _unit, case in found.rows if case)
    today, rows = work.clock.today(), []
    for stay, unit, case in found.rows:
        planned = stay.status is StayStatus.PLANNED
        day = stay.moved_in if planned or stay.agreed_until is None else stay.agreed_until
        number, name = (case.number, name_in(work, case)) if case else ("", "")
        rows.append(StayRow(stay.uid, number, name, unit.ref, day, day < today))
    return Shown(rows, found.after)


def relatives(work: Work, person_uid: UUID) -> list[tuple[UUID, str]]:
    """The others in the household of somebody, as far as the actor may see them."""
    today = work.clock.today()
    homes = households_of(work, person_uid, today)
    found = members_on(work, homes[0].uid, today) if homes else []
    return [
        (one.person.uid, person_name(one.person)) for one in found if one.person.uid != person_uid and not one.is_hidden
    ]


def person_panel(work: Work, person: Person) -> dict[str, Any]:
    """Where this person stands with the desk: the open situation, and the way to report."""
    known = open_case_of(work, project=PROJECT_KEY, person_uid=person.uid)
    return {
        "number": known.number if known else None,
        "person_uid": person.uid,
        "may_report": person.deceased_on is None and work.actor.holds("case.write", PROJECT_KEY),
    }
