"""The week of one worker in the demo: what is late, what is for today, who fell silent, which homes were proposed."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.accounts.queries import actor_by_email, actor_of, holders_at
from app.cases.models import Case
from app.cases.service_log import log_contact
from app.cases.service_tasks import add_task
from app.clients.identity import Identity
from app.clients.service import register_person
from app.core.clock import FixedClock
from app.projects.woonclub.models_aftercare import Closing
from app.projects.woonclub.queries_matching import homes_for
from app.projects.woonclub.rules import Home, Intake
from app.projects.woonclub.rules_intake import Wanted
from app.projects.woonclub.service import record_home_found, register, start_trajectory
from app.projects.woonclub.service_closing import sign_closing
from app.projects.woonclub.service_intake import add_goal, keep_wish
from app.projects.woonclub.service_matching import follow_proposal, propose

PLACE: Final = "34022"
_SIGNER: Final = "coordinator@voorbeeld.test"
_LEFT_UNSIGNED: Final = 4


@dataclass(frozen=True)
class _Told:
    """One household of the week; days count back from today."""

    given: str
    family: str
    began: int
    heard: int
    """The last contact."""
    task: tuple[str, int, int] | None = None
    """What, planned so many days ago, due so many days from now."""
    proposals: int = 0
    found: int | None = None


_WEEK: Final = (
    _Told("Braam", "Weekboek", 20, 2, ("Samen naar de bezichtiging gaan", 3, 0), proposals=2),
    _Told("Cipres", "Agendapunt", 48, 6, ("Loonfiche opvragen voor de waarborg", 15, -5), proposals=2),
    _Told("Dille", "Kladblok", 90, 13, ("Bellen over de wachtlijst", 20, -12)),
    _Told("Esdoorn", "Balpen", 110, 66),
    _Told("Fresia", "Paperclip", 190, 97),
    _Told("Gerst", "Ringmap", 75, 20, ("Vragen hoe het wonen gaat", 10, 0), found=40),
    _Told("Hyacint", "Postvak", 9, 1, ("Intake afwerken", 1, 2)),
    _Told("Jeneverbes", "Ladekast", 35, 4, ("Brief aan de verhuurder nalezen", 4, 1), proposals=1),
)


def write_week(work: Work) -> None:
    """Give the worker of one municipality a full week, and let most endings be signed by the coordinator."""
    today = work.clock.today()
    worker = holders_at(work.session, "social_worker", today).get(PLACE)
    if worker is not None:
        for told in _WEEK:
            _household(work, told, worker)
    signer = actor_by_email(work.session, _SIGNER, today)
    if signer is not None:
        unsigned = select(Closing.uid).where(Closing.signed_on.is_(None)).order_by(Closing.closed_on, Closing.uid)
        for uid in work.session.scalars(unsigned).all()[:-_LEFT_UNSIGNED]:
            sign_closing(replace(work, actor=signer), uid=uid)


def _household(work: Work, told: _Told, worker: UUID) -> None:
    today = work.clock.today()
    began = today - timedelta(days=told.began)
    person = register_person(
        work, identity=Identity(family_name=told.family, given_name=told.given), organisation=PLACE
    )
    intake = Intake(began, PLACE, "rent_private", "unsuitable", adults=1, children=1, point=PLACE)
    case = register(work, person_uid=person.uid, intake=intake, organisation=PLACE, worker_uid=worker)
    keep_wish(work, case=case, wanted=Wanted((), 110_000))
    add_goal(work, case=case, on=began, kind="find_home", words=None)
    start_trajectory(work, case=case, on=began + timedelta(days=1))
    on = today - timedelta(days=told.heard)
    log_contact(work, case=case, kind="gesprek", on=on, text="Overlopen wat er nodig is. We zoeken samen verder.")
    if told.task is not None:
        _task(work, case, told.task, worker)
    _proposals(work, case, told.proposals)
    if told.found is not None:
        home = Home(today - timedelta(days=told.found), "private_rent", rent_cents=72_500, found_by="volunteer")
        record_home_found(work, case=case, home=home)


def _task(work: Work, case: Case, task: tuple[str, int, int], worker: UUID) -> None:
    what, ago, ahead = task
    today = work.clock.today()
    planned = replace(
        work, actor=actor_of(work.session, worker, today), clock=FixedClock(_morning(today - timedelta(days=ago)))
    )
    add_task(planned, case=case, what=what, due_on=today + timedelta(days=ahead), assigned_uid=worker)


def _proposals(work: Work, case: Case, count: int) -> None:
    today = work.clock.today()
    told = [propose(work, case=case, listing_uid=match.dwelling.uid) for match in homes_for(work, case)[:count]]
    for number, proposal in enumerate(told):
        is_asked = number % 2 == 1
        viewing, asked = (None, today) if is_asked else (today + timedelta(days=1), None)
        follow_proposal(work, uid=proposal.uid, version=proposal.version, viewing_on=viewing, applied_on=asked)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
