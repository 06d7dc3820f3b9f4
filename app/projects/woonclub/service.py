"""The verbs of Woonclub: register a household, start a trajectory, record the home found, end the search."""

from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase, open_case
from app.clients.household import current_household, take_snapshot
from app.clients.queries import person_for
from app.core.errors import Refused
from app.organisations.queries import municipalities, service_points
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models import Outcome, Registration, Trajectory
from app.projects.woonclub.queries import search_of
from app.projects.woonclub.rules import (
    Home,
    Intake,
    check_composition,
    check_from_registration,
    check_home,
    check_reasons,
)
from app.projects.woonclub.service_aftercare import plan_follow_ups
from app.projects.woonclub.service_closing import begin_closing

SEARCHING: Final = "actief_zoeken"
FOUND: Final = "woning_gevonden"
_BEFORE_SEARCH: Final = frozenset({"aangemeld", "intake"})


def register(
    work: Work, *, person_uid: UUID, intake: Intake, organisation: str, worker_uid: UUID | None = None
) -> Case:
    """Open a Woonclub case for the household of a person, with its picture of that day.

    Refused when the household has an open case, when a code is not in force, or when the numbers cannot be.
    """
    person = person_for(work, person_uid, "person.write")
    _check_intake(work, intake)
    snapshot = take_snapshot(
        work,
        household_uid=current_household(work, person_uid=person.uid, on=intake.registered_on).uid,
        on=intake.registered_on,
        adults=intake.adults,
        children=intake.children,
        seeking=intake.seeking,
    )
    case = open_case(
        work,
        project=PROJECT_KEY,
        organisation=organisation,
        municipality=intake.municipality,
        snapshot=snapshot,
        reference_person=person,
        opened_on=intake.registered_on,
        worker_uid=worker_uid,
        point=intake.point,
        field="registered_on",
    )
    registration = Registration(
        uid=case.uid,
        situation=intake.situation,
        main_reason=intake.main_reason,
        secondary_reasons=list(intake.secondary_reasons),
        threat_of_eviction=intake.threat_of_eviction,
    )
    work.session.add(registration)
    work.trail.record("woonclub.register", "case", case.uid, case_uid=case.uid, detail=intake.situation)
    work.session.flush()
    return case


def start_trajectory(work: Work, *, case: Case, on: date, subproject: str = PROJECT_KEY) -> Trajectory:
    """Begin guidance on a day; one runs at a time in each subproject."""
    require_writable(work, case)
    _require_open(case)
    _check_code(work, "woonclub_subproject", subproject, on, "subproject", "Kies een deelproject uit de lijst.")
    check_from_registration(on, case.opened_on, work.clock.today(), "on")
    running = search_of(work.session, case.uid).trajectories
    if any(each.subproject == subproject and each.ended_on is None for each in running):
        raise Refused("Er loopt al een traject in dit deelproject.", "subproject")
    trajectory = Trajectory(case_uid=case.uid, subproject=subproject, started_on=on)
    work.session.add(trajectory)
    work.trail.record(
        "woonclub.start_trajectory", "woonclub_trajectory", trajectory.uid, case_uid=case.uid, detail=subproject
    )
    work.session.flush()
    if case.phase in _BEFORE_SEARCH:
        change_phase(work, case=case, to=SEARCHING, on=on)
    outcome = work.session.get(Outcome, case.uid)
    if outcome is not None:
        plan_follow_ups(work, case=case, outcome=outcome)
    return trajectory


def record_home_found(work: Work, *, case: Case, home: Home) -> Outcome:
    """Write down that the search ended in a home; the first success of a case is the one that counts."""
    require_writable(work, case)
    _require_open(case)
    check_from_registration(home.found_on, case.opened_on, work.clock.today(), "found_on")
    check_home(home)
    chosen = {code.key: code for code in codes(work.session, "search_outcome", home.found_on)}.get(home.outcome)
    if chosen is None or not chosen.attrs.get("counts_as_found"):
        raise Refused("Kies een soort woning uit de lijst.", "outcome")
    if home.found_by is not None:
        _check_code(work, "found_by", home.found_by, home.found_on, "found_by", "Kies uit de lijst wie de woning vond.")
    known = work.session.get(Outcome, case.uid)
    if known is not None and known.counts_as_found:
        raise Refused("Voor dit dossier is al een woning genoteerd.", "found_on")
    outcome = known or Outcome(uid=case.uid)
    outcome.outcome, outcome.counts_as_found, outcome.found_on = home.outcome, True, home.found_on
    outcome.lease_start, outcome.move_in = home.lease_start, home.move_in
    outcome.rent_cents, outcome.found_by = home.rent_cents, home.found_by
    work.session.add(outcome)
    work.trail.record("woonclub.home_found", "woonclub_outcome", case.uid, case_uid=case.uid, detail=home.outcome)
    work.session.flush()
    if case.phase != FOUND:
        change_phase(work, case=case, to=FOUND, on=home.found_on)
    plan_follow_ups(work, case=case, outcome=outcome)
    return outcome


def end_search(work: Work, case: Case) -> None:
    """What closing a case ends here: running trajectories, and the search itself when the reason is an outcome."""
    on, reason = case.closed_on, case.close_reason
    if on is None or reason is None:
        return
    search = search_of(work.session, case.uid)
    for trajectory in search.trajectories:
        if trajectory.ended_on is None:
            trajectory.ended_on = max(on, trajectory.started_on)
    outcomes = {code.key for code in codes(work.session, "search_outcome", on)}
    if search.outcome is None and reason in outcomes:
        # Without the day of a home this is no home found: that is `record_home_found`.
        work.session.add(Outcome(uid=case.uid, outcome=reason, counts_as_found=False))
    begin_closing(work, case, on, reason)
    work.trail.record("woonclub.end_search", "case", case.uid, case_uid=case.uid, fields=["ended_on", "outcome"])
    work.session.flush()


def _check_intake(work: Work, intake: Intake) -> None:
    on = intake.registered_on
    if on > work.clock.today():
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "registered_on")
    check_composition(intake.adults, intake.children, intake.seeking)
    check_reasons(intake.main_reason, list(intake.secondary_reasons))
    _check_code(work, "housing_situation", intake.situation, on, "situation", "Kies een woonsituatie uit de lijst.")
    _check_code(work, "search_reason", intake.main_reason, on, "main_reason", "Kies een reden uit de lijst.")
    for reason in intake.secondary_reasons:
        _check_code(work, "search_reason", reason, on, "secondary_reasons", "Kies redenen uit de lijst.")
    if intake.municipality not in {place.nis5 for place in municipalities(work.session, on)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    if intake.point is not None and intake.point not in {p.code for p in service_points(work.session, PROJECT_KEY, on)}:
        raise Refused("Dit woonclubpunt is op die dag niet open. Kies een ander.", "point")


def _check_code(work: Work, name: str, key: str, on: date, field: str, message: str) -> None:
    if key not in {code.key for code in codes(work.session, name, on)}:
        raise Refused(message, field)


def _require_open(case: Case) -> None:
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
