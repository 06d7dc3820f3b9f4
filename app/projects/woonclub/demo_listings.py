"""The demo's rental lists, matches, aftercare and team: what a volunteer and a worker find on their first day."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from app.access.work import Work
from app.accounts.queries import actor_of, holders_at
from app.cases.models import Case
from app.cases.service_drafts import CONTACT, keep_draft
from app.cases.service_team import offer_case, plan_absence
from app.core.errors import Refused
from app.organisations.queries import municipalities
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_aftercare import FollowUp
from app.projects.woonclub.models_listings import Proposal
from app.projects.woonclub.queries_aftercare import follow_ups_due
from app.projects.woonclub.queries_matching import LOOKING, homes_for
from app.projects.woonclub.rules_listings import Line, last_weeks, monday_of
from app.projects.woonclub.service_aftercare import note_follow_up
from app.projects.woonclub.service_listings import complete_week, note_homes
from app.projects.woonclub.service_matching import follow_proposal, propose
from app.projects.woonclub.service_pause import pause_search
from app.projects.woonclub.terms import terms

_STREETS: Final = (
    "Luchtkasteelstraat", "Verzonnenlaan", "Nergensweg", "Sprookjesdreef", "Droomstraat", "Zomaarplein",
    "Bedenkselstraat", "Fabeldreef", "Papierstraat", "Spiegelpad",
)  # fmt: skip
_LABELS: Final = (None, "a", "b", "b", "c", "c", "d", "e", "f")
_OPEN_AT: Final = "34022"
_LATE_AND_DONE: Final = 4
"""Of so many follow-ups that are due one stays undone."""


def write_lists(work: Work, chance: random.Random) -> None:
    """Eight weeks of lists in every municipality: most complete, some under way, some missing; then the matches."""
    today = work.clock.today()
    street = 0
    for place in municipalities(work.session, today):
        for week_on in reversed(last_weeks(today, terms().listing_kept)):
            if chance.random() < 0.2:
                continue
            lines = [_home(chance, street + number) for number in range(chance.randrange(1, 5))]
            street += len(lines)
            note_homes(work, municipality=place.nis5, week_on=week_on, lines=lines)
            # The list that the volunteer of the demo is at is never complete yet.
            if chance.random() < 0.75 and (place.nis5, week_on) != (_OPEN_AT, monday_of(today)):
                complete_week(work, municipality=place.nis5, week_on=week_on, complete=True)
    _matches(work, chance)


def _home(chance: random.Random, number: int) -> Line:
    rooms = chance.choices([0, 1, 2, 3, 4], [1, 3, 4, 3, 1])[0]
    rent = 52_000 + 11_000 * rooms + chance.randrange(0, 20_000, 500)
    address = f"{_STREETS[number % len(_STREETS)]} {1 + number // len(_STREETS)}"
    return Line(address, f"https://zoekertje.voorbeeld.test/{number}", rent, rooms, chance.choice(_LABELS))


def _matches(work: Work, chance: random.Random) -> None:
    searching = select(Case).where(
        Case.project == PROJECT_KEY, Case.closed_on.is_(None), Case.voided_on.is_(None), Case.phase.in_(LOOKING)
    )
    today = work.clock.today()
    for place, case in enumerate(work.session.scalars(searching.order_by(Case.number)).all()):
        if place % 3 == 0:
            for match in homes_for(work, case)[:2]:
                told = propose(work, case=case, listing_uid=match.dwelling.uid)
                _what_came_of_it(work, chance, told)
        elif place % 17 == 1:
            review = today + timedelta(days=chance.randrange(5, 40))
            pause_search(work, case=case, on=today, reason="papers", review_on=review)
    for number, due in enumerate(follow_ups_due(work)):
        if number % _LATE_AND_DONE:
            result = chance.choice(["lives_there"] * 6 + ["moved", "searching", "unreachable"])
            _looked_up(work, due.follow_up, result)


def _looked_up(work: Work, follow_up: FollowUp, result: str) -> None:
    try:
        note_follow_up(work, uid=follow_up.uid, version=follow_up.version, on=follow_up.due_on, result=result)
    except Refused:
        # The case went through another step since that day: this one stays to be done.
        work.session.refresh(follow_up)


def _what_came_of_it(work: Work, chance: random.Random, told: Proposal) -> None:
    today, turn = work.clock.today(), chance.randrange(4)
    viewing = today + timedelta(days=chance.randrange(1, 9))
    if turn == 1:
        follow_proposal(work, uid=told.uid, version=told.version, viewing_on=viewing)
    if turn == 2:
        follow_proposal(work, uid=told.uid, version=told.version, applied_on=today)
    if turn == 3:
        outcome = chance.choice(["chosen_other", "not_wanted", "already_let", "refused_unlawfully"])
        follow_proposal(work, uid=told.uid, version=told.version, outcome=outcome, outcome_on=today)


def write_team(work: Work) -> None:
    """Somebody is away next week, a case is offered to a colleague elsewhere, a text was typed and not saved."""
    today = work.clock.today()
    workers = sorted(holders_at(work.session, "social_worker", today).items())
    if len(workers) < 2:
        return
    (own, worker), (other, colleague) = workers[0], workers[1]
    as_worker = replace(work, actor=actor_of(work.session, worker, today))
    away = today + timedelta(days=7)
    plan_absence(as_worker, since=away, until=away + timedelta(days=4), deputy_uid=colleague)
    cases = select(Case).where(
        Case.project == PROJECT_KEY, Case.organisation == own, Case.worker_uid == worker, Case.closed_on.is_(None)
    )
    found = work.session.scalars(cases.order_by(Case.number.desc()).limit(2)).all()
    if found:
        why = "Het huishouden woont nu in jullie gemeente en wil daar verder zoeken."
        offer_case(work, case=found[0], to_uid=colleague, organisation=other, why=why)
    if len(found) > 1:
        typed = {"text": "Belde over de woning aan het Spiegelpad. Wil", "kind": "gesprek", "on": f"{today:%d/%m/%Y}"}
        keep_draft(as_worker, case=found[1], form=CONTACT, about=found[1].uid, given=typed)
