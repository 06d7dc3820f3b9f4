"""The plans of made-up households for the demo: wishes, intake, goals, scores, rights and their files, today's desk."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from app.access.work import Work
from app.cases.models import Case
from app.organisations.queries import service_points
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.queries_desk import desks
from app.projects.woonclub.queries_intake import snapshot_of
from app.projects.woonclub.queries_policy import domains
from app.projects.woonclub.queries_rights import right_items, rights_of
from app.projects.woonclub.rules_desk import HELPED
from app.projects.woonclub.rules_intake import Earned, Talk, Wanted
from app.projects.woonclub.rules_rights import Judged, Phase, RightState
from app.projects.woonclub.service_desk import arrive, end_visit
from app.projects.woonclub.service_intake import (
    ENTRY,
    EXIT,
    add_goal,
    keep_wish,
    move_goal,
    record_intake,
    record_scores,
)
from app.projects.woonclub.service_lists import prepare_accelerated, register_social, renew_social, step_accelerated
from app.projects.woonclub.service_loan import LoanAsked, decide_loan, open_loan, submit_loan
from app.projects.woonclub.service_rights import complete_scan, judge_right

_SOURCES: Final = ("work_ft", "work_pt", "leefloon_cat2", "leefloon_cat3", "sickness", "unemployment", "pension")
_WORDS: Final = (
    "Een woning met een tuintje voor de kinderen.",
    "Eindelijk een eigen slaapkamer.",
    "Dicht bij de school blijven wonen.",
)
_KINDS: Final = ("find_home", "papers", "social_registration", "guarantee", "budget")
_COMPANIES: Final = ("vivus", "sw_plus", "impuls")
_FOUND: Final = (
    "huursubsidie",
    "sociaal_tarief",
    "verhoogde_tegemoetkoming",
    "waterkorting",
    "schooltoeslag",
    "uitpas",
)
_PAPERS: Final = ("id", "income_proof", "household", "lease", "no_property", "bank", "address")


def write_plan(work: Work, case: Case, chance: random.Random) -> None:
    """What follows the registration of one household, as far as today."""
    today = work.clock.today()
    if chance.random() < 0.9:
        keep_wish(work, case=case, wanted=_wanted(case, chance))
    day = case.opened_on + timedelta(days=chance.randint(0, 1))
    if chance.random() < 0.25 or day > today:
        return
    record_intake(work, case=case, talk=_talk(snapshot_of(work, case).children, chance, day))
    _goals(work, case, chance, day)
    if chance.random() < 0.4:
        _scores(work, case, chance, day)
    day += timedelta(days=chance.randint(0, 20))
    if chance.random() < 0.65 and day <= today:
        _rights(work, case, chance, day)


def _wanted(case: Case, chance: random.Random) -> Wanted:
    return Wanted(
        municipalities=(case.municipality,) if chance.random() < 0.7 else (),
        max_rent_cents=chance.randrange(45_000, 90_000, 2_500),
        bedrooms=chance.choice([None, None, 1, 2, 3]),
        accessible=chance.random() < 0.12,
        pets=chance.random() < 0.2,
    )


def _talk(children: int, chance: random.Random, day: date) -> Talk:
    incomes = [Earned(chance.choice(_SOURCES), Decimal(chance.randrange(950, 2400)))]
    if children:
        incomes.append(Earned("child_benefit", Decimal(180 * children)))
    return Talk(
        on=day,
        night=chance.choice(["rent_private", "family_forced", "rent_room", "shelter_caw", "transit_ocmw"]),
        threat_of_eviction=chance.random() < 0.1,
        languages=(chance.choice(["nl", "nl", "fr", "ar", "uk", "tr"]),),
        interpreter=chance.random() < 0.15,
        incomes=tuple(incomes),
    )


def _goals(work: Work, case: Case, chance: random.Random, day: date) -> None:
    for kind in chance.sample(_KINDS, 2):
        words = chance.choice(_WORDS) if chance.random() < 0.3 else None
        goal = add_goal(work, case=case, on=day, kind=kind, words=words)
        state = chance.choice(["todo", "busy", "busy", "reached", "dropped"])
        if state != goal.state:
            move_goal(work, uid=goal.uid, state=state)


def _scores(work: Work, case: Case, chance: random.Random, day: date) -> None:
    asked = domains(work.session, day)
    entry = {each.domain: chance.randint(1, 4) for each in asked}
    record_scores(work, case=case, moment=ENTRY, on=day, scores=entry)
    later = day + timedelta(days=120)
    if later <= work.clock.today():
        after = {domain: min(5, score + chance.choice([0, 0, 1, 1])) for domain, score in entry.items()}
        record_scores(work, case=case, moment=EXIT, on=later, scores=after)


def _rights(work: Work, case: Case, chance: random.Random, day: date) -> None:
    for item in chance.sample(_FOUND, 3):
        _right(work, case, item, chance, day)
    for code in chance.sample(right_items(work), 4):
        if code.key not in _FOUND:
            state = chance.choice([RightState.ENJOYED, RightState.NOT_APPLICABLE])
            judge_right(work, case=case, item=code.key, judged=Judged(state, day))
    if chance.random() < 0.7:
        complete_scan(work, case=case, on=day, rest_not_applicable=True)
    if chance.random() < 0.4:
        _loan(work, case, chance, day)
    if chance.random() < 0.6:
        _social(work, case, chance, day)
    if chance.random() < 0.2:
        _accelerated(work, case, chance, day)
    _look_again(work, case, chance)


def _right(work: Work, case: Case, item: str, chance: random.Random, day: date) -> None:
    worth = chance.randrange(6_000, 240_000, 1_000)
    said = [Judged(RightState.POSSIBLE, day, yearly_cents=worth)]
    if chance.random() < 0.8:
        said.append(replace(said[0], state=RightState.APPLIED, on=day + timedelta(days=chance.randint(1, 25))))
        granted = chance.random() < 0.75
        said.append(
            Judged(
                RightState.GRANTED if granted else RightState.REFUSED,
                said[1].on + timedelta(days=chance.randint(5, 60)),
                None if granted else "income",
                yearly_cents=worth,
            )
        )
    for judged in said:
        if judged.on <= work.clock.today():
            judge_right(work, case=case, item=item, judged=judged)


def _look_again(work: Work, case: Case, chance: random.Random) -> None:
    """Most rights whose day has come were looked at again, and stand as they stood."""
    for right in rights_of(work, case.uid).by_item.values():
        if right.next_check_on and right.next_check_on <= work.clock.today() and chance.random() < 0.9:
            said = Judged(right.state, work.clock.today(), right.refusal_reason, yearly_cents=right.yearly_cents)
            judge_right(work, case=case, item=right.item, judged=said)


def _loan(work: Work, case: Case, chance: random.Random, day: date) -> None:
    signed = day - timedelta(days=chance.randint(0, 20))
    papers = _PAPERS if chance.random() < 0.8 else _PAPERS[:4]
    asked = LoanAsked(day, chance.randrange(90_000, 210_000, 5_000), snapshot_of(work, case).children, signed, papers)
    loan = open_loan(work, case=case, asked=asked)
    submitted = day + timedelta(days=chance.randint(0, 7))
    if len(papers) < len(_PAPERS) or submitted > work.clock.today():
        return
    submit_loan(work, case=case, on=submitted)
    decided = submitted + timedelta(days=chance.randint(3, 18))
    if decided <= work.clock.today():
        granted = chance.random() < 0.8
        decide_loan(
            work,
            case=case,
            decision="granted" if granted else "refused",
            on=decided,
            granted_cents=loan.asked_cents if granted else None,
            refusal_reason=None if granted else "income",
        )


def _social(work: Work, case: Case, chance: random.Random, day: date) -> None:
    row = register_social(work, case=case, company=chance.choice(_COMPANIES), on=day)
    renewed = row.renew_by - timedelta(days=chance.randint(1, 40))
    if renewed <= work.clock.today():
        renew_social(work, uid=row.uid, on=renewed)


def _accelerated(work: Work, case: Case, chance: random.Random, day: date) -> None:
    group = chance.choice(["homeless", "young_assisted", "bad_housing"])
    application = prepare_accelerated(work, case=case, company=chance.choice(_COMPANIES), target_group=group, on=day)
    path = [
        Phase.SUBMITTED,
        Phase.ADMISSIBLE,
        Phase.LISTED,
        Phase.OFFERED,
        chance.choice([Phase.ALLOCATED, Phase.REFUSED]),
    ]
    for phase in path[: chance.choice([1, 2, 3, 3, 5])]:
        day += timedelta(days=chance.randint(5, 40))
        if day <= work.clock.today():
            step_accelerated(work, uid=application.uid, phase=phase, on=day)


def write_desk(work: Work, cases: Sequence[Case], chance: random.Random) -> None:
    """Today's desk: some households came back, two were helped already."""
    open_now = [desk.point.code for desk in desks(work) if desk.today]
    points = open_now or [point.code for point in service_points(work.session, PROJECT_KEY, work.clock.today())]
    still_open = [case for case in cases if case.closed_on is None]
    for place, case in enumerate(chance.sample(still_open, min(6, len(still_open)))):
        visit = arrive(work, case=case, point=points[0])
        if place < 2:
            end_visit(work, uid=visit.uid, end=HELPED)
