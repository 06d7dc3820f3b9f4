"""Kracht.Wonen's part of the demo: homes in twelve municipalities, situations, stays and nights, through the verbs."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from app.access.actor import system_actor
from app.access.work import Work
from app.cases.models import Case
from app.cases.service import close_case
from app.clients.identity import Identity
from app.clients.service import register_person
from app.core.errors import Refused
from app.projects.krachtwonen.crisis.service import Admission, admit, depart
from app.projects.krachtwonen.demo.care import TEAMS, write_care
from app.projects.krachtwonen.demo.desk import write_desk
from app.projects.krachtwonen.desk.service import Decision, Report, decide, report_situation
from app.projects.krachtwonen.guidance.service import start_guidance
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.service import add_unit, set_state
from app.projects.krachtwonen.meetings.service import hold_meeting
from app.projects.krachtwonen.recovery.service_facts import admit_to_recovery, refer_to_recovery, refuse_recovery
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.stays.service import Stayers, arrive, extend, leave

SITUATIONS: Final = 60
NIGHT_GUESTS: Final = 40
RECOVERIES: Final = 6
NEWCOMERS: Final = SITUATIONS + NIGHT_GUESTS + RECOVERIES
_YEARS: Final = 2
_HOMES: Final = {
    "34022": 7,
    "34027": 3,
    "34040": 3,
    "34041": 3,
    "34013": 2,
    "34042": 2,
    "34002": 1,
    "34003": 1,
    "34009": 1,
    "34023": 1,
    "33029": 1,
    "37017": 1,
}
_SHORT: Final = {
    "34022": "KOR",
    "34027": "MEN",
    "34040": "WAR",
    "34041": "WEV",
    "34013": "HAR",
    "34042": "ZWE",
    "34002": "ANZ",
    "34003": "AVE",
    "34009": "DEE",
    "34023": "KUU",
    "33029": "WER",
    "37017": "WIE",
}
_BEDS: Final = (("rck_bed", 1), ("rck_bed", 1), ("rck_bed", 1), ("rck_family_studio", 5))
_GIVEN: Final = ("Akelei", "Boterbloem", "Cosmos", "Dahlia", "Ereprijs", "Fresia", "Gladiool", "Hortensia", "Kamille")
_FAMILY: Final = ("Tussenwoning", "Doordenk", "Voorstelling", "Kaartenhuis", "Wolkenveld", "Schetsboek", "Maanlicht")
_WHERE_TO: Final = ("social_rent", "social_rent", "private_rent", "residential_care", "family_permanent", "unknown")


def write_demo(work: Work, seed: int) -> None:
    """Fill the homes over two years; the same seed tells the same stories."""
    chance = random.Random(seed)
    start = work.clock.today() - timedelta(days=365 * _YEARS)
    homes, beds = _units(work, start)
    free = dict.fromkeys((unit.uid for unit in homes), start)
    days = sorted(start + timedelta(days=chance.randrange(365 * _YEARS - 10)) for _ in range(SITUATIONS))
    cases = [_situation(work, chance, index, day, homes, free) for index, day in enumerate(days)]
    for index in range(NIGHT_GUESTS):
        _nights(work, chance, index, start, beds)
    _recoveries(work, chance)
    write_care(work, cases, lambda number: _person(work, chance, NEWCOMERS + number, "34022"))
    broken = next(unit for unit in homes if free[unit.uid] <= work.clock.today())
    until = _in_days(work, 14)
    set_state(work, unit_uid=broken.uid, state="repair", since=work.clock.today(), until=until, reason="heating")
    write_desk(work, chance, [unit for unit in homes if unit is not broken])


def _units(work: Work, start: date) -> tuple[list[Unit], list[Unit]]:
    homes, beds = [], []
    for municipality, number in _HOMES.items():
        for serial in range(1, number + 1):
            homes.append(
                _unit(work, f"KW-{_SHORT[municipality]}-{serial}", "kw_pool", municipality, start, 3 + serial % 3)
            )
    for serial, (kind, persons) in enumerate(_BEDS, start=1):
        beds.append(_unit(work, f"RCK-{serial}", kind, "34022", start, persons))
    return homes, beds


def _unit(work: Work, ref: str, kind: str, municipality: str, start: date, persons: int) -> Unit:
    return add_unit(
        work,
        ref=ref,
        kind=kind,
        municipality=municipality,
        organisation=municipality,
        in_pool_from=start,
        max_persons=persons,
        bedrooms=persons // 2 if kind == "kw_pool" else None,
    )


def _situation(
    work: Work, chance: random.Random, index: int, day: date, homes: list[Unit], free: dict[UUID, date]
) -> Case:
    place = homes[index % len(homes)].municipality
    person = _person(work, chance, index, place)
    children = chance.choice([0, 0, 0, 1, 2])
    report = Report(day, place, 1, children, tried="Ingeschreven bij de woonmaatschappij, geen plaats bij familie.")
    case = report_situation(work, person_uid=person, report=report, organisation=place)
    decided = day + timedelta(days=chance.randint(1, 10))
    if decided > work.clock.today():
        return case
    if chance.random() < 0.25:
        _decide(work, case, Decision(decided, not_retained="reguliere_oplossing"))
        close_case(work, case=case, on=decided, reason="reguliere_oplossing")
        return case
    _decide(work, case, Decision(decided, offer=chance.choice(["aanbod_woning", "aanbod_beide"])))
    if chance.random() < 0.3:
        hold_meeting(work, case=case, on=decided)
    unit = next((each for each in homes if free[each.uid] <= decided), None)
    if unit is None:
        later = min(decided + timedelta(days=20), work.clock.today())
        close_case(work, case=case, on=later, reason="private_rent")
    else:
        who = Stayers((person,), persons=1 + children, case=case)
        free[unit.uid] = _live(work, chance, unit, decided, who)
    return case


def _decide(work: Work, case: Case, decision: Decision) -> None:
    """Somebody else than the one who reported."""
    decide(replace(work, actor=system_actor("demo-coordinator")), case=case, decision=decision)


def _live(work: Work, chance: random.Random, unit: Unit, day: date, who: Stayers) -> date:
    """A stay of some months; the day from which the home is free again."""
    stay = arrive(work, unit_uid=unit.uid, moved_in=day, who=who)
    if who.case is not None and chance.random() < 0.7:
        start_guidance(work, case=who.case, on=day, team=chance.choice(list(TEAMS)))
    left = day + timedelta(days=chance.randint(60, 420))
    if left > work.clock.today():
        stay.waiting_accelerated = chance.random() < 0.2
        ahead = chance.choice([-6, 12, 40, 75, 120, None])
        if ahead is not None and (until := _in_days(work, ahead)) > day:
            extend(work, stay_uid=stay.uid, until=until)
        return date.max
    destination = chance.choice(_WHERE_TO)
    leave(work, stay_uid=stay.uid, on=left, destination=destination)
    if who.case is not None:
        close_case(work, case=who.case, on=left, reason=destination)
    return left + timedelta(days=chance.choice([0, 3, 10]))


def _nights(work: Work, chance: random.Random, index: int, start: date, beds: list[Unit]) -> None:
    person = _person(work, chance, SITUATIONS + index, "34022")
    for _ in range(chance.randint(1, 4)):
        first = start + timedelta(days=chance.randrange(365 * _YEARS - 4))
        until = first + timedelta(days=chance.choice([1, 1, 2, 3]))
        come = Admission(first, until, (person,), chance.choice(list(_HOMES)), chance.choice(beds).uid)
        try:
            with work.session.begin_nested():
                for crisis in admit(work, admission=come):
                    depart(work, crisis=crisis, on=until)
        except Refused:
            continue  # the bed was taken: as it goes at night


def _recoveries(work: Work, chance: random.Random) -> None:
    for index in range(RECOVERIES):
        day = work.clock.today() - timedelta(days=60 + 20 * index)
        referral = refer_to_recovery(work, referred_on=day, organisation="W13")
        if index % 2:
            refuse_recovery(work, referral=referral, on=day, reason="geen_medische_zorgnood")
        else:
            person = _person(work, chance, SITUATIONS + NIGHT_GUESTS + index, "34022")
            nights = Nights(day, day + timedelta(days=28))
            admit_to_recovery(work, referral=referral, person_uid=person, nights=nights)


def _person(work: Work, chance: random.Random, index: int, organisation: str) -> UUID:
    names = f"{_FAMILY[index % len(_FAMILY)]} {index + 1}", _GIVEN[index // len(_FAMILY) % len(_GIVEN)]
    born = date(1955 + index % 45, 1 + index % 12, 1 + chance.randrange(28))
    identity = Identity(family_name=names[0], given_name=names[1], birth_date=born)
    return register_person(work, identity=identity, organisation=organisation).uid


def _in_days(work: Work, number: int) -> date:
    return work.clock.today() + timedelta(days=number)
