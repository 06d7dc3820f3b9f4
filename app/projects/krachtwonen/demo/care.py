"""Care in the demo: a night of the crisis network, guidance with goals, crisis meetings, the recovery stay, terms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import Work
from app.cases.models import Case
from app.cases.service_log import log_contact
from app.projects.krachtwonen.crisis.queries import beds
from app.projects.krachtwonen.crisis.queries_policy import crisis_rules
from app.projects.krachtwonen.crisis.rules import Asked, night_of
from app.projects.krachtwonen.crisis.service_requests import (
    REFUSE,
    YOUTH,
    Arrival,
    Reply,
    note_request,
    reply_to,
    take_in,
)
from app.projects.krachtwonen.crisis.service_suspensions import Ban, suspend
from app.projects.krachtwonen.guidance.models import GuidanceTrajectory
from app.projects.krachtwonen.guidance.service import Aim, end_goal, set_capacity, set_goal, to_aftercare
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import Origin
from app.projects.krachtwonen.meetings.service import Agenda, Agreed, agree, conclude, invite, request_meeting
from app.projects.krachtwonen.recovery.service import Need, admit_tested, discharge, judge_criteria, refer
from app.projects.krachtwonen.recovery.service_facts import refuse_recovery
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.queries_running import running
from app.projects.krachtwonen.stays.service_terms import remind, renew

TEAMS: Final = {"vesta": "1", "kompas": "0.5", "ubuntu": "0.5", "caw": "0.5"}
CRITERIA: Final = ("zorgnood", "ambulant", "stabiel", "dakloos", "instemming", "perspectief")
GOALS: Final = (
    ("wonen", "Zelf een huurcontract lezen en durven vragen stellen"),
    ("geld", "De brieven van de gerechtsdeurwaarder samen openen"),
    ("netwerk", "Opnieuw op zondag bij zus gaan eten"),
)
TALKS: Final = (
    ("huisbezoek", "Samen de afvalkalender opgehangen en de meterstanden genoteerd."),
    ("gesprek", "De afspraak bij de sociale dienst voorbereid; neemt de papieren mee in de blauwe map."),
    ("gesprek", "Belt zelf om te zeggen dat de kachel weer brandt."),
)
_AGENDA: Final = "Wie doet wat als de pijp van de kachel opnieuw lost?\nWelke dienst spreekt af met de eigenaar?"
NewPerson = Callable[[int], UUID]


def write_care(work: Work, cases: list[Case], newcomer: NewPerson) -> None:
    """What happens around the homes; `newcomer` writes down somebody new of that number."""
    _night(work, newcomer)
    _guidance(work)
    _meetings(work, cases)
    _recovery(work, newcomer)
    _terms(work)


def _night(work: Work, newcomer: NewPerson) -> None:
    """Tonight: a family in the studio, somebody in a bed, who was turned down and why."""
    night = night_of(work.clock.now(), crisis_rules(work.session, work.clock.today()))
    free = {bed.unit.kind: bed.unit for bed in beds(work, night) if bed.free and not bed.is_overdue}
    guests = [(Asked("police", "34022", 1, 2), "rck_family_studio"), (Asked("hospital", "34027", 1), "rck_bed")]
    for number, (asked, kind) in enumerate(guests):
        if kind in free:
            _bed(work, asked, free[kind], newcomer(number))
    for asked, reply in (
        (Asked("caw", "34040", 2), Reply(REFUSE, "volzet")),
        (Asked("ocmw", "34041", 1), Reply(REFUSE, "heeft_verblijf")),
        (Asked("school_brugfiguur", "34022", 0, 1), Reply(YOUTH)),
    ):
        reply_to(work, request=note_request(work, asked=asked), reply=reply)
    note_request(work, asked=Asked("gp", "34013", 1))
    ban = Ban("huisregels", work.clock.today(), night + timedelta(days=30), night + timedelta(days=14))
    suspend(work, person_uid=newcomer(2), ban=ban)


def _bed(work: Work, asked: Asked, unit: Unit, person: UUID) -> None:
    request = note_request(work, asked=asked)
    take_in(work, request=request, arrival=Arrival((person,), unit.uid, request.night + timedelta(days=1)))


def _guidance(work: Work) -> None:
    today = work.clock.today()
    for team, fte in TEAMS.items():
        set_capacity(work, team=team, fte=Decimal(fte), valid_from=today - timedelta(days=700))
    query = select(GuidanceTrajectory).where(GuidanceTrajectory.ended_on.is_(None))
    for number, trajectory in enumerate(work.session.scalars(query.order_by(GuidanceTrajectory.started_on)).all()):
        _talks(work, trajectory, number)
        domain, what = GOALS[number % len(GOALS)]
        goal = set_goal(work, trajectory=trajectory, aim=Aim(domain, what, trajectory.started_on))
        if number % 3 == 0:
            end_goal(work, goal=goal, reached=number % 2 == 0)
        if number % 4 == 3:
            to_aftercare(work, trajectory=trajectory, on=today)
        if number == 1:
            # One trajectory that began before Kracht.Wonen did, and is counted apart.
            trajectory.origin = Origin.BEFORE


def _talks(work: Work, trajectory: GuidanceTrajectory, number: int) -> None:
    """What was talked about; with one household nobody spoke for a long time."""
    case = work.session.get(Case, trajectory.case_uid) if trajectory.case_uid else None
    if case is None or case.closed_on is not None or number == 2:
        return
    for turn in range(2 + number % 3):
        on = work.clock.today() - timedelta(days=5 + number % 4 + 14 * turn)
        if on >= trajectory.started_on:
            kind, text = TALKS[(number + turn) % len(TALKS)]
            log_contact(work, case=case, kind=kind, on=on, text=text, minutes=30 + 15 * (turn % 3))


def _meetings(work: Work, cases: list[Case]) -> None:
    today = work.clock.today()
    for number, case in enumerate([case for case in cases if case.closed_on is None][-4:]):
        cause = ("vastgelopen", "afstemming", "veiligheid", "einde_termijn")[number]
        meeting = request_meeting(work, case=case, agenda=Agenda(cause, today + timedelta(days=number * 3), _AGENDA))
        services = (("ocmw", "Collega Voorbeeld"), ("woonmaatschappij", None), ("police", "Wijkinspecteur"))
        table = [invite(work, meeting=meeting, service=service, name=name).uid for service, name in services]
        if number == 0:
            conclude(work, meeting=meeting, on=today, attended=table[:2], conclusion="De kachel wordt eerst nagekeken.")
            due = today + timedelta(days=7)
            agree(work, meeting=meeting, agreed=Agreed("Kachel laten nakijken", due, owner="Wijkinspecteur"))
            agree(work, meeting=meeting, agreed=Agreed("Eigenaar bellen over de schouw", due))


def _recovery(work: Work, newcomer: NewPerson) -> None:
    today = work.clock.today()
    for number, days in enumerate((40, 20, 12, 3)):
        on = today - timedelta(days=days)
        need = Need(("wondzorg", "herstel_operatie", "medicatie", "herstel_ziekte")[number], number % 2 == 0)
        referral = refer(
            work, person_uid=newcomer(10 + number), organisation="W13", referrer="hospital", on=on, need=need
        )
        if number == 3:
            continue
        judge_criteria(work, referral=referral, met=dict.fromkeys(CRITERIA, True) | {"dakloos": number != 2})
        if number == 2:
            refuse_recovery(work, referral=referral, on=on, reason="niet_dakloos")
            continue
        admit_tested(work, referral=referral, first=on, until=None)
        if number == 0:
            discharge(work, referral=referral, on=today - timedelta(days=15), destination="private_rent")


def _terms(work: Work) -> None:
    """Renewals for stays over their term, as a coordinator gives them; the reminders of this morning."""
    coordinator = replace(work, actor=system_actor("demo-coordinator"))
    today = work.clock.today()
    late: list[Stay] = [each.stay for each in running(work) if each.unit.kind == "kw_pool" and each.is_over(today)]
    for number, stay in enumerate(late[2:]):
        for _ in range(4):
            if stay.agreed_until is not None and stay.agreed_until > today + timedelta(days=7 * number):
                break
            renew(coordinator, stay_uid=stay.uid, reason="wacht_versnelde_toewijs")
    remind(work)
