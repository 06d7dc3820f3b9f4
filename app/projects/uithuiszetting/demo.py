"""The desk's part of the demo: made-up reports over two years, written through the verbs."""

import random
from datetime import date, timedelta
from typing import Final

from app.access.work import Work
from app.accounts.queries import holders_at
from app.cases.models import Case
from app.cases.service import close_case
from app.cases.service_log import log_contact
from app.cases.service_tasks import add_task
from app.clients.identity import Identity
from app.clients.service import register_person
from app.organisations.queries import municipalities
from app.policy.queries import code_keys
from app.projects.uithuiszetting.queries_checks import checks_of
from app.projects.uithuiszetting.rules import Answer, Step, Told
from app.projects.uithuiszetting.service import log_stage, note_objection, report_eviction
from app.projects.uithuiszetting.service_checks import record_check
from app.projects.uithuiszetting.service_dispatch import answer_dispatch, dispatch_report

REPORTS: Final = 50
_YEARS: Final = 2
_GIVEN: Final = ("Anemoon", "Brem", "Ceder", "Dahlia", "Es", "Fuchsia", "Gagel", "Hulst", "Klaver", "Lavendel")
_FAMILY: Final = ("Huurproef", "Dakverzin", "Muurmodel", "Kamerfictie", "Zoldernep", "Kelderspook", "Drempelman")
_PATH: Final = ("formal_notice", "conciliation", "claim_filed", "hearing", "judgment", "served", "bailiff_date")
_PLANNED: Final = frozenset({"conciliation", "hearing", "bailiff_date"})
_PLACE: Final = "34022"
_LONG_AGO: Final = 180
_WEEK: Final[tuple[tuple[int, tuple[tuple[str, int, int | None], ...]], ...]] = (
    (2, ()),
    (45, (("judgment", 30, None), ("served", 25, None))),
    (70, (("judgment", 50, None), ("served", 41, None), ("bailiff_date", 3, 9))),
    (207, ()),
)
"""Reported so many days ago; each stage so many days ago, announced for a day from now."""
_ENDS: Final = (
    "vermeden",
    "vermeden",
    "vermeden",
    "afgewend_verhuis",
    "vonnis_niet_uitgevoerd",
    "uitgevoerd",
    "onbekend",
)


def write_demo(work: Work, seed: int) -> None:
    """Report, pass on, follow and close; the same seed tells the same stories."""
    chance, backward = random.Random(seed + 902), random.Random(seed + 912)
    today = work.clock.today()
    places = [place.nis5 for place in municipalities(work.session, today)]
    workers = holders_at(work.session, "social_worker", today)
    problems = sorted(code_keys(work.session, "eviction_problem"))
    days = sorted(today - timedelta(days=_age(chance, index)) for index in range(REPORTS))
    for index, day in enumerate(days):
        place = places[index % len(places)]
        identity = Identity(given_name=chance.choice(_GIVEN), family_name=f"{chance.choice(_FAMILY)} {index + 1}")
        person = register_person(work, identity=identity, organisation=place)
        told = Told(
            reported_on=day,
            municipality=place,
            reporter=chance.choice(["huurder", "verhuurder", "professional", "professional", "gerechtsdeurwaarder"]),
            problems=("huurachterstand",) if chance.random() < 0.7 else tuple(sorted(chance.sample(problems, 2))),
            stage=chance.choice(["signal", "signal", "formal_notice", "claim_filed"]),
            adults=chance.choice([1, 1, 2]),
            children=chance.choice([0, 0, 1, 2, 3]),
            address=f"Verzonnenstraat {index + 1}" if chance.random() < 0.8 else None,
        )
        worker = workers.get(place) if chance.random() < 0.8 else None
        case = report_eviction(work, person_uid=person.uid, told=told, organisation=place, worker_uid=worker)
        _live_on(work, case, chance)
        _look_back(work, case, backward)
    _this_week(work)


def _this_week(work: Work) -> None:
    """What one worker finds this morning: a report to pass on, a judgment served, an eviction near, a check due."""
    today = work.clock.today()
    worker = holders_at(work.session, "social_worker", today).get(_PLACE)
    if worker is None:
        return
    for number, (ago, steps) in enumerate(_WEEK):
        person = register_person(
            work, identity=Identity(given_name=_GIVEN[number], family_name="Deurbel"), organisation=_PLACE
        )
        began = today - timedelta(days=ago)
        told = Told(began, _PLACE, "professional", ("huurachterstand",), "formal_notice", 1, number)
        case = report_eviction(work, person_uid=person.uid, told=told, organisation=_PLACE, worker_uid=worker)
        for stage, before, ahead in steps:
            planned = None if ahead is None else today + timedelta(days=ahead)
            log_stage(work, case=case, step=Step(stage, today - timedelta(days=before), planned))
        if ago > _LONG_AGO:
            close_case(work, case=case, on=began + timedelta(days=20), reason="vermeden")


def _age(chance: random.Random, index: int) -> int:
    # Every fifth report is recent, so that the desk has something to do.
    return chance.randrange(365 * _YEARS if index % 5 else 14)


def _live_on(work: Work, case: Case, chance: random.Random) -> None:
    """What happened between the report and today; what would come later has not happened."""
    today, day = work.clock.today(), case.opened_on
    if chance.random() < 0.08:
        note_objection(work, case=case, on=day)
    elif chance.random() < 0.9:
        day = _pass_on(work, case, chance, day)
    for stage in _PATH[: chance.choice([0, 0, 1, 2, 4, 6, 7])]:
        if (day := _later(day, chance, 15)) <= today:
            planned = day + timedelta(days=chance.randint(4, 30)) if stage in _PLANNED else None
            log_stage(work, case=case, step=Step(stage, day, planned))
    if (day := _later(day, chance, 10)) <= today:
        log_contact(work, case=case, kind="gesprek", on=day, text="Met huurder en verhuurder een afbetaling besproken.")
    if chance.random() < 0.85 and (day := _later(day, chance, 60)) <= today:
        close_case(work, case=case, on=day, reason=chance.choice(_ENDS))
    elif chance.random() < 0.5:
        due = today + timedelta(days=chance.choice([0, 0, 2, 6]))
        add_task(work, case=case, what="Navragen of de afbetaling begonnen is", due_on=due)


def _look_back(work: Work, case: Case, chance: random.Random) -> None:
    """Most of the checks that were due are done."""
    for check in checks_of(work.session, case.uid):
        day = check.due_on + timedelta(days=chance.randint(0, 10))
        result = chance.choice(["still_housed", "still_housed", "moved_home", "threat_again", "no_home", "not_reached"])
        if day <= work.clock.today() and chance.random() < 0.8:
            record_check(work, uid=check.uid, result=result, on=day)


def _pass_on(work: Work, case: Case, chance: random.Random, day: date) -> date:
    today = work.clock.today()
    sent = _later(day, chance, 6)
    if sent > today:
        return day
    destination = chance.choice(["ocmw", "ocmw", "ocmw", "woonloket", "woonclub"])
    dispatch = dispatch_report(work, case=case, destination=destination, on=sent)
    answered = _later(sent, chance, 12)
    accepts = chance.random() < 0.85
    if answered > today:
        return sent
    reason = None if accepts else chance.choice(["al_gekend", "geen_plaats"])
    answer_dispatch(work, uid=dispatch.uid, answer=Answer(accepts, answered, reason))
    return answered


def _later(day: date, chance: random.Random, most: int) -> date:
    return day + timedelta(days=chance.randint(1, most))
