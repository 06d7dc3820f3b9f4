"""Expectations of the crisis network, guidance, crisis meetings, terms and the recovery stay."""

from datetime import date, timedelta
from uuid import UUID

from app.cases.loading import case_for_change
from app.projects.krachtwonen.crisis.queries import request_for
from app.projects.krachtwonen.crisis.rules import Asked
from app.projects.krachtwonen.crisis.service_requests import Arrival, note_request, take_in
from app.projects.krachtwonen.crisis.service_suspensions import Ban, suspend
from app.projects.krachtwonen.desk.service import Report, report_situation
from app.projects.krachtwonen.guidance.queries import trajectory_for
from app.projects.krachtwonen.guidance.service import Aim, begin, set_goal
from app.projects.krachtwonen.homes.service import add_unit
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.meetings.service import Agenda, request_meeting
from app.projects.krachtwonen.recovery.service import Need, refer
from app.projects.krachtwonen.stays.service import Stayers, arrive
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient

KEY = PROJECT_KEY
STAY, DECIDE, MEDICAL = "krachtwonen.stay", "krachtwonen.decide", "krachtwonen.medical"
DAY = date(2026, 3, 2)
_serial = iter(range(1, 10_000))


def somebody(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"person_uid": add_person(work, organisation=organisation).uid}


def a_situation(world: World, organisation: str, _client: HouseClient) -> Values:
    """A situation for which that organisation is responsible."""
    with world.work() as work, work.transaction():
        person = add_person(work, organisation=organisation)
        told = Report(DAY, "34022", 1, 0)
        return {"number": report_situation(work, person_uid=person.uid, report=told, organisation=organisation).number}


def a_question(world: World, organisation: str, _client: HouseClient) -> Values:
    """A question for a bed that waits for an answer."""
    with world.work() as work, work.transaction():
        return {"ref": note_request(work, asked=Asked("police", organisation, 1)).ref}


def an_admission(world: World, organisation: str, _client: HouseClient) -> Values:
    """A question that got a bed."""
    with world.work() as work, work.transaction():
        bed = _unit(work, "rck_bed", organisation)
        request = note_request(work, asked=Asked("police", organisation, 1))
        person = add_person(work, organisation=organisation)
        arrival = Arrival((person.uid,), bed, request.night + timedelta(days=1))
        take_in(work, request=request, arrival=arrival)
        return {"ref": request.ref}


def a_group(world: World, organisation: str, client: HouseClient) -> Values:
    """The people who came for it."""

    ref = an_admission(world, organisation, client)["ref"]
    with world.work() as work:
        return {"ref": request_for(work, ref).stay_group}


def a_stay(world: World, organisation: str, _client: HouseClient) -> Values:
    """A home in which a household lives."""
    with world.work() as work, work.transaction():
        home = _unit(work, "kw_pool", organisation)
        person = add_person(work, organisation=organisation)
        return {"uid": arrive(work, unit_uid=home, moved_in=DAY, who=Stayers((person.uid,))).uid}


def a_stay_by_name(world: World, organisation: str, _client: HouseClient) -> Values:
    """The name of such a home."""
    with world.work() as work, work.transaction():
        home = _unit(work, "kw_pool", organisation, name := f"LIJST-{next(_serial)}")
        arrive(work, unit_uid=home, moved_in=DAY, who=Stayers(persons=1))
        return {"name": name}


def a_suspension(world: World, organisation: str, client: HouseClient) -> Values:
    """Somebody who gets no bed for a while."""
    person = somebody(world, organisation, client)["person_uid"]
    with world.work() as work, work.transaction():
        ban = Ban("geweld", date(2026, 3, 16), date(2026, 4, 16))
        return {"uid": suspend(work, person_uid=person, ban=ban).uid}


def a_meeting(world: World, organisation: str, client: HouseClient) -> Values:
    """A crisis meeting that was asked for."""
    number = a_situation(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        return {"uid": request_meeting(work, case=case_for_change(work, number), agenda=Agenda("veiligheid")).uid}


def guidance(world: World, organisation: str, client: HouseClient) -> Values:
    """A trajectory of guidance."""
    number = a_situation(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        return {"uid": begin(work, case=case_for_change(work, number), team="vesta", on=DAY).uid}


def a_goal(world: World, organisation: str, client: HouseClient) -> Values:
    """A goal of a trajectory."""
    uid = guidance(world, organisation, client)["uid"]
    with world.work() as work, work.transaction():
        trajectory = trajectory_for(work, uid)[0]
        return {"uid": set_goal(work, trajectory=trajectory, aim=Aim("wonen", "Een eigen sleutel", DAY)).uid}


def a_guided_case(world: World, organisation: str, client: HouseClient) -> Values:
    """A case with guidance, by its number."""
    number = a_situation(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        begin(work, case=case_for_change(work, number), team="vesta", on=DAY)
    return {"number": number}


def a_meeting_case(world: World, organisation: str, client: HouseClient) -> Values:
    """A case with a crisis meeting, by its number."""
    number = a_situation(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        request_meeting(work, case=case_for_change(work, number), agenda=Agenda("veiligheid"))
    return {"number": number}


def a_referral(world: World, organisation: str, client: HouseClient) -> Values:
    """A referral to the recovery stay."""
    person = somebody(world, organisation, client)["person_uid"]
    with world.work() as work, work.transaction():
        need = Need("wondzorg", has_care_plan=True)
        return {
            "ref": refer(work, person_uid=person, organisation=organisation, referrer="hospital", on=DAY, need=need).ref
        }


def _unit(work: object, kind: str, organisation: str, ref: str | None = None) -> UUID:
    return add_unit(
        work,  # type: ignore[arg-type]
        ref=ref or f"PROEF-{next(_serial)}",
        kind=kind,
        municipality=organisation,
        organisation=organisation,
        in_pool_from=date(2020, 1, 1),
        max_persons=4,
    ).uid


def _form(endpoint: str, permission: str, build: object) -> dict[tuple[str, str], Expect]:
    return {
        (endpoint, "GET"): Expect(permission, build, project=KEY),  # type: ignore[arg-type]
        (endpoint, "POST"): Expect(permission, build, status=422, project=KEY),  # type: ignore[arg-type]
    }


EXPECTED = {
    ("krachtwonen.crisis", "GET"): Expect(STAY, project=KEY),
    ("krachtwonen.ask", "GET"): Expect(STAY, project=KEY),
    ("krachtwonen.ask", "POST"): Expect(STAY, status=422, project=KEY),
    **_form("krachtwonen.ask_for", STAY, somebody),
    **_form("krachtwonen.answer_request", STAY, a_question),
    ("krachtwonen.take_over", "POST"): Expect(STAY, an_admission, status=303, project=KEY),
    **_form("krachtwonen.more_nights", STAY, a_group),
    **_form("krachtwonen.departure", STAY, a_group),
    ("krachtwonen.suspensions", "GET"): Expect(DECIDE, project=KEY, lists=a_suspension),
    **_form("krachtwonen.suspend_person", DECIDE, somebody),
    ("krachtwonen.lift_suspension", "POST"): Expect(DECIDE, a_suspension, status=303, project=KEY),
    ("krachtwonen.quality", "GET"): Expect(STAY, project=KEY),
    ("krachtwonen.term_list", "GET"): Expect(STAY, project=KEY, lists=a_stay_by_name),
    ("krachtwonen.death", "GET"): Expect("person.write", somebody),
    ("krachtwonen.death", "POST"): Expect("person.write", somebody, status=422),
    ("krachtwonen.meetings", "GET"): Expect("case.write", project=KEY, lists=a_meeting_case),
    ("krachtwonen.propose_meeting", "GET"): Expect("case.write", somebody),
    **_form("krachtwonen.new_meeting", "case.write", a_situation),
    ("krachtwonen.meeting", "GET"): Expect("case.write", a_meeting, project=KEY),
    ("krachtwonen.plan", "GET"): Expect("case.write", a_meeting, project=KEY),
    ("krachtwonen.plan", "POST"): Expect("case.write", a_meeting, status=303, project=KEY),
    **_form("krachtwonen.invite_service", "case.write", a_meeting),
    **_form("krachtwonen.conclude_meeting", "case.write", a_meeting),
    **_form("krachtwonen.action_point", "case.write", a_meeting),
    ("krachtwonen.cancel_meeting", "POST"): Expect("case.write", a_meeting, status=303, project=KEY),
    ("krachtwonen.guidance", "GET"): Expect("case.write", project=KEY, lists=a_guided_case),
    ("krachtwonen.capacity", "GET"): Expect(DECIDE, project=KEY),
    ("krachtwonen.capacity", "POST"): Expect(DECIDE, status=422, project=KEY),
    ("krachtwonen.case_guidance", "GET"): Expect("case.write", a_guided_case, project=KEY),
    **_form("krachtwonen.begin_guidance", "case.write", a_situation),
    **_form("krachtwonen.aftercare", "case.write", guidance),
    **_form("krachtwonen.finish_guidance", "case.write", guidance),
    **_form("krachtwonen.goal", "case.write", guidance),
    **_form("krachtwonen.finish_goal", "case.write", a_goal),
    ("krachtwonen.recovery", "GET"): Expect(MEDICAL, project=KEY, lists=a_referral),
    **_form("krachtwonen.refer_person", MEDICAL, somebody),
    ("krachtwonen.referral", "GET"): Expect(MEDICAL, a_referral, project=KEY),
    ("krachtwonen.criteria", "GET"): Expect(MEDICAL, a_referral, project=KEY),
    ("krachtwonen.criteria", "POST"): Expect(MEDICAL, a_referral, status=303, project=KEY),
    **_form("krachtwonen.admit_person", MEDICAL, a_referral),
    **_form("krachtwonen.refuse_person", MEDICAL, a_referral),
    **_form("krachtwonen.discharge_person", MEDICAL, a_referral),
}
