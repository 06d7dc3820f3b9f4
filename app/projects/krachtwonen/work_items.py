"""What waits for a colleague of Kracht.Wonen: the desk, decisions, offers, stays that end, crisis beds to take over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, literal, select

from app.access.scope import scope
from app.access.work import Work
from app.access.work_items import Urgency, WorkItem
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.counting import Count, capped
from app.projects.krachtwonen.crisis.models import CrisisRequest
from app.projects.krachtwonen.desk.queries import Stand, counts
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import PROJECT_KEY, OfferStatus, StayStatus
from app.projects.krachtwonen.permissions import DECIDE, MANAGE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.queries_policy import reminder_days
from app.projects.krachtwonen.stays.queries_running import running
from app.projects.krachtwonen.waiting.models import Offer, Override

_SOON: Final = timedelta(days=7)
_HERE: Final[ColumnElement[str]] = literal(PROJECT_KEY)


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for whoever gives places, and those for whoever decides."""
    if not work.actor.holds(MANAGE, PROJECT_KEY):
        return
    yield from _desk(work)
    yield from _offers(work)
    yield from _stays(work)
    yield from _without_case(work)
    now = work.clock.now()
    open_ones = select(CrisisRequest.uid).where(
        scope(work.actor, MANAGE, _HERE, CrisisRequest.organisation),
        CrisisRequest.follow_up_due.is_not(None),
        CrisisRequest.followed_up_on.is_(None),
    )
    late = capped(work.session, open_ones.where(CrisisRequest.follow_up_due < now))
    coming = capped(work.session, open_ones.where(CrisisRequest.follow_up_due >= now))
    yield WorkItem("Crisisopvang die de verwijzer al moest overnemen", late, "krachtwonen.crisis", Urgency.LATE)
    yield WorkItem("Crisisopvang die de verwijzer nog overneemt", coming, "krachtwonen.crisis")


def _desk(work: Work) -> Iterator[WorkItem]:
    found = counts(work)
    stands = [(Stand.SCREEN, "Meldingen om te screenen")]
    if work.actor.holds(DECIDE, PROJECT_KEY):
        stands.append((Stand.DECIDE, "Situaties om te beslissen"))
    for stand, words in stands:
        args = {"stand": stand.value}
        yield WorkItem(words, Count(found[stand]), "krachtwonen.list_situations", args=args)
    if work.actor.holds(DECIDE, PROJECT_KEY):
        asked = (
            select(Override.uid)
            .join(Case, Case.uid == Override.case_uid)
            .where(case_scope(work, DECIDE), Override.decided_by.is_(None), Override.asked_by != work.actor.key)
        )
        yield WorkItem("Vragen om voorrang om te beslissen", capped(work.session, asked), "krachtwonen.start")


def _offers(work: Work) -> Iterator[WorkItem]:
    today = work.clock.today()
    query = (
        select(Offer.uid)
        .join(Case, Case.uid == Offer.case_uid)
        .where(case_scope(work, "case.write"), Offer.status == OfferStatus.OPEN)
    )
    late = capped(work.session, query.where(Offer.expires_on < today))
    waiting = capped(work.session, query.where(Offer.expires_on >= today))
    yield WorkItem("Woningaanbod zonder antwoord, termijn voorbij", late, "krachtwonen.start", Urgency.LATE)
    yield WorkItem("Woningaanbod dat op antwoord wacht", waiting, "krachtwonen.start")


def _stays(work: Work) -> Iterator[WorkItem]:
    today = work.clock.today()
    ending, keys = _of(work, StayStatus.ARRIVED), _of(work, StayStatus.PLANNED)
    late = capped(work.session, ending.where(Stay.agreed_until < today))
    soon = capped(work.session, ending.where(Stay.agreed_until.between(today, today + _SOON)))
    arriving = capped(work.session, keys.where(Stay.moved_in <= today))
    yield WorkItem("Verblijven over hun einddatum", late, "krachtwonen.start", Urgency.LATE)
    yield WorkItem("Sleutels om vandaag te geven", arriving, "krachtwonen.start", Urgency.TODAY)
    yield WorkItem("Verblijven die deze week eindigen", soon, "krachtwonen.start")


def _without_case(work: Work) -> Iterator[WorkItem]:
    """Stays of nobody's case have no task that reminds of their end."""
    today = work.clock.today()
    ahead = today + timedelta(days=max(reminder_days(work.session, today), default=0))
    ends = [each.ends_on for each in running(work, without_case=True) if each.ends_on and each.ends_on <= ahead]
    urgency = Urgency.LATE if ends and min(ends) < today else Urgency.WAITS
    yield WorkItem("Verblijven zonder dossier die bijna eindigen", Count(len(ends)), "krachtwonen.term_list", urgency)


def _of(work: Work, status: StayStatus) -> Select[Stay]:
    return (
        select(Stay)
        .join(Unit, Unit.uid == Stay.unit_uid)
        .where(scope(work.actor, MANAGE, _HERE, Unit.organisation), Stay.status == status)
    )
