"""The desk's part of the demo: what waits today, from a report that nobody screened to a stay that lasts too long."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from app.access.actor import system_actor
from app.access.work import Work
from app.cases.models import Case
from app.clients.identity import Identity
from app.clients.service import register_person
from app.projects.krachtwonen.board.queries import board
from app.projects.krachtwonen.board.rules import is_free
from app.projects.krachtwonen.desk.rules import Screened
from app.projects.krachtwonen.desk.service import Decision, Report, decide, report_situation
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import UnitFilter
from app.projects.krachtwonen.homes.service import Terms, set_features, set_state, set_terms
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.stays.rules_papers import Papers
from app.projects.krachtwonen.stays.service_keys import hand_over, note_absence
from app.projects.krachtwonen.waiting.queries import order
from app.projects.krachtwonen.waiting.service import Wish, put_on_list, rank_for, screen
from app.projects.krachtwonen.waiting.service_offers import OfferTerms, accept_offer, make_offer, refuse_offer

WAITERS: Final = 9
NEWCOMERS: Final = 4
_STAYS_AT: Final = ("family_forced", "car_tent_squat", "night_shelter", "hotel_paid", "prison", "unknown")
_NAMES: Final = (
    ("Boris", "Nepnaam"),
    ("Clara", "Fictie"),
    ("Dries", "Luchtkasteel"),
    ("Elke", "Sprookje"),
    ("Faysal", "Verzinsel"),
    ("Griet", "Dagdroom"),
    ("Hanne", "Bordkarton"),
    ("Ilse", "Decorstuk"),
    ("Jules", "Proefbeeld"),
    ("Kato", "Zeepbel"),
    ("Lowie", "Schijnhuis"),
    ("Mira", "Toneelstuk"),
    ("Noor", "Kartonstad"),
)
_TIERS: Final = ("other", "children", "street", "safety", "other", "institution_exit", "children", "other", "safety")
_FEATURES: Final = ("ground_floor", "furnished", "pets", "garden", "near_station")
_RULES: Final = (
    "Rustig na 22 uur. Roken doe je buiten. Huisvuil op de juiste dag. Bezoek mag; logeren spreek je eerst af."
)


def write_desk(work: Work, chance: random.Random, homes: list[Unit]) -> None:
    """Homes with features and terms, people who wait, an offer, a refusal, a key tomorrow, and a stay that overruns."""
    today = work.clock.today()
    for home in homes:
        set_features(work, unit_uid=home.uid, features=chance.sample(_FEATURES, chance.randint(0, 3)))
        terms = Terms(home.in_pool_from, "gebruik", chance.choice([42_500, 48_000, 55_000]), "month", _RULES)
        set_terms(work, unit_uid=home.uid, terms=terms)
    for index in range(NEWCOMERS):
        case = _report(work, index, today - timedelta(days=chance.randint(0, 6)))
        if index % 2:
            _screen(work, case, chance)
    waiters = [_waits(work, chance, NEWCOMERS + index, _TIERS[index]) for index in range(WAITERS)]
    free = _free(work, homes)
    decider = replace(work, actor=system_actor("demo-coordinator"))
    for number, home in enumerate(free[:4]):
        _offer(decider, home, waiters, number)
    if len(free) > 4:
        since = today + timedelta(days=9)
        set_state(
            work, unit_uid=free[4].uid, state="blocked", since=since, until=since + timedelta(days=6), reason="owner"
        )


def _report(work: Work, index: int, day: date) -> Case:
    given, family = _NAMES[index % len(_NAMES)]
    person = register_person(work, identity=Identity(family_name=family, given_name=given), organisation="34022")
    told = Report(
        day, "34022", 1, index % 3, tried="Familie kan niet langer opvangen; drie huisbezoeken zonder gevolg."
    )
    return report_situation(work, person_uid=person.uid, report=told, organisation="34022")


def _screen(work: Work, case: Case, chance: random.Random) -> None:
    tried = tuple(chance.sample(["social_registration", "private_search", "network", "shelter", "woonclub"], 3))
    combined, housing = bool(chance.randrange(4)), chance.choice(_STAYS_AT)
    found = Screened(work.clock.today(), tried, True, combined, True, True, housing=housing)
    screen(work, case=case, found=found)


def _waits(work: Work, chance: random.Random, index: int, tier: str) -> Case:
    today = work.clock.today()
    day = today - timedelta(days=chance.randint(12, 90))
    case = _report(work, index, day)
    _screen(work, case, chance)
    decider = replace(work, actor=system_actor("demo-coordinator"))
    decide(decider, case=case, decision=Decision(today, offer="aanbod_woning"))
    persons = 1 + index % 3
    wish = Wish(
        tier=tier,
        tier_since=day + timedelta(days=chance.randint(0, 10)),
        persons=persons,
        municipalities=("34022", "34013") if index % 4 == 0 else (),
    )
    put_on_list(decider, case=case, wish=wish)
    return case


def _free(work: Work, homes: list[Unit]) -> list[Unit]:
    today = work.clock.today()
    window = Nights(today, today + timedelta(days=120))
    known = {home.uid for home in homes}
    rows = board(work, UnitFilter(kind="kw_pool"), window).rows
    return [row.unit for row in rows if row.unit.uid in known and is_free(row.bars, window)]


def _offer(work: Work, home: Unit, waiters: list[Case], number: int) -> None:
    """Offer a home to the first who could have it; what they answer differs from home to home."""
    today = work.clock.today()
    ranking = rank_for(work, unit_uid=home.uid)
    first = next((one for one in order(work, home) if one.ranked.barred is None), None)
    if first is None or first.waiting.case.uid not in {case.uid for case in waiters}:
        return
    move_in = today if number == 2 else today + timedelta(days=1 + 3 * number)
    until = today + timedelta(days=3 if number == 2 else 90)
    terms = OfferTerms(move_in, until, today + timedelta(days=3))
    offer = make_offer(work, ranking_uid=ranking.uid, case=first.waiting.case, terms=terms)
    if number == 1:
        refuse_offer(work, uid=offer.uid, reason="too_far")
    elif number in (2, 3):
        stay = accept_offer(work, uid=offer.uid)
        if number == 2:
            hand_over(work, stay_uid=stay.uid, on=today, papers=Papers("gebruik", today, today, today, 2))
            note_absence(work, stay_uid=stay.uid, away_from=today, back_on=today + timedelta(days=2), reason="hospital")
