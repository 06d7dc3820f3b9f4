"""What waits for a colleague of Woonclub: who is at the desk, whom to look up, what to sign, lists to complete."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from app.access.work import Work
from app.access.work_items import Urgency, WorkItem
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.counting import Count, capped
from app.organisations.queries import municipalities
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_aftercare import FollowUp
from app.projects.woonclub.models_desk import Visit
from app.projects.woonclub.models_listings import ListingWeek
from app.projects.woonclub.models_rights import Right
from app.projects.woonclub.queries_aftercare import unsigned
from app.projects.woonclub.queries_listings import may_write_listings
from app.projects.woonclub.rules_listings import monday_of


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for the desk, for who follows households, for who signs, and for who keeps the lists of homes."""
    if work.actor.holds("case.write", PROJECT_KEY):
        yield from _households(work)
    if work.actor.holds("approve", PROJECT_KEY):
        waiting = capped(work.session, unsigned(work))
        yield WorkItem("Afsluitingen van een collega om te tekenen", waiting, "woonclub.after")
    if work.actor.holds("listing.write", PROJECT_KEY):
        yield _lists(work)


def _households(work: Work) -> Iterator[WorkItem]:
    today, session = work.clock.today(), work.session
    visits = _open_cases(work, select(Visit).join(Case, Case.uid == Visit.case_uid))
    here = capped(session, visits.where(Visit.on == today, Visit.ended_at.is_(None)))
    yield WorkItem("Gezinnen die aan de balie wachten", here, "woonclub.desks_today", Urgency.TODAY)
    calls = _open_cases(work, select(FollowUp).join(Case, Case.uid == FollowUp.case_uid))
    due = capped(session, calls.where(FollowUp.done_on.is_(None), FollowUp.due_on <= today))
    yield WorkItem("Gezinnen om opnieuw te horen", due, "woonclub.after", Urgency.TODAY)
    mine = or_(Case.worker_uid == work.actor.user_uid, Case.worker_uid.is_(None))
    rights = _open_cases(work, select(Right).join(Case, Case.uid == Right.case_uid)).where(mine)
    checks = capped(session, rights.where(Right.next_check_on <= today))
    yield WorkItem("Rechten om na te kijken", checks, "woonclub.desks_today")


def _lists(work: Work) -> WorkItem:
    this = monday_of(work.clock.today())
    complete = set(work.session.scalars(select(ListingWeek.municipality).where(ListingWeek.week_on == this)))
    places = [place.nis5 for place in municipalities(work.session, this) if may_write_listings(work, place.nis5)]
    missing = Count(len([place for place in places if place not in complete]))
    return WorkItem("Huurlijsten van deze week die nog niet volledig zijn", missing, "woonclub.listings")


def _open_cases(work: Work, query: Select[Any]) -> Select[Any]:
    return query.where(case_scope(work, "case.write"), Case.closed_on.is_(None), Case.voided_on.is_(None))
