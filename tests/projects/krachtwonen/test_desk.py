"""The verbs of the desk, of the crisis network and of the recovery stay; and what merging people does to counts."""

from datetime import date

import pytest
from sqlalchemy import select

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.cases.service import close_case
from app.core.errors import NotFound, Refused
from app.core.period import Period
from app.projects.krachtwonen.crisis.service import Admission, admit, depart, stay_on
from app.projects.krachtwonen.desk.service import Decision, Report, decide, report_situation
from app.projects.krachtwonen.guidance.models import GuidanceTrajectory
from app.projects.krachtwonen.guidance.service import start_guidance
from app.projects.krachtwonen.kinds import MedicalDecision
from app.projects.krachtwonen.meetings.service import hold_meeting
from app.projects.krachtwonen.recovery.service_facts import admit_to_recovery, refer_to_recovery, refuse_recovery
from app.projects.krachtwonen.stays.rules import Nights
from tests.projects.krachtwonen.people import MARCH, TODAY, home, promise, situation
from tests.support.cases import add_person

YEAR = Period.of_year(2026)


def value(work, key):
    return evaluate(work.session, measure_by_key(key), YEAR).value


def test_who_reported_does_not_decide(work, services, as_actor):
    with work.transaction():
        case, _person = situation(work)
        with pytest.raises(Refused, match="zelf gemeld"):
            promise(work, case)
    worker = as_actor("social_worker", "krachtwonen", "34022")
    with pytest.raises(NotFound), worker.transaction():
        promise(worker, worker.session.merge(case))
    coordinator = as_actor("coordinator", "krachtwonen", "34022")
    with coordinator.transaction():
        mine = coordinator.session.merge(case)
        for wrong in (Decision(MARCH), Decision(MARCH, "aanbod_woning", "geen_plaats"), Decision(MARCH, "paleis")):
            with pytest.raises(Refused):
                decide(coordinator, case=mine, decision=wrong)
        with pytest.raises(Refused, match="gemeld op"):
            decide(coordinator, case=mine, decision=Decision(date(2026, 1, 1), "aanbod_woning"))
        promise(coordinator, mine)
        assert mine.phase == "besluit"
    assert value(work, "krachtwonen.situations_offered") == 1


def test_reported_again_within_thirty_days_is_the_same_situation(work):
    with work.transaction():
        case, person = situation(work)
        again = Report(MARCH, "34022", 1, 0)
        with pytest.raises(Refused, match=f"loopt al dossier {case.number}"):
            report_situation(work, person_uid=person.uid, report=again, organisation="34022")
        close_case(work, case=case, on=date(2026, 2, 20), reason="reguliere_oplossing")
        with pytest.raises(Refused, match=f"dezelfde situatie als dossier {case.number}"):
            report_situation(work, person_uid=person.uid, report=again, organisation="34022")
        work.session.refresh(case)
        case.closed_on = date(2026, 2, 1)
        work.session.flush()
        new = Report(date(2026, 3, 10), "34022", 1, 0)
        assert report_situation(work, person_uid=person.uid, report=new, organisation="34022").uid != case.uid
        assert value(work, "krachtwonen.situations") == 2
        assert value(work, "krachtwonen.persons") == 1


def test_guidance_ends_with_the_case(work):
    with work.transaction():
        case, _person = situation(work)
        start_guidance(work, case=case, on=MARCH, team="Vesta")
        with pytest.raises(Refused, match="loopt al begeleiding"):
            start_guidance(work, case=case, on=MARCH)
        hold_meeting(work, case=case, on=MARCH)
        close_case(work, case=case, on=TODAY, reason="social_rent")
        assert work.session.scalars(select(GuidanceTrajectory.ended_on)).all() == [TODAY]
    assert value(work, "krachtwonen.guidance_trajectories") == 1
    assert value(work, "krachtwonen.mco_situations") == 1


def test_a_family_comes_in_at_night_and_each_has_a_bed(work):
    with work.transaction():
        family = [add_person(work).uid for _ in range(3)]
        studio = home(work, "S1", kind="rck_family_studio", max_persons=3)
        come = Admission(MARCH, date(2026, 3, 3), tuple(family), "34022", studio.uid)
        stays = admit(work, admission=come)
        assert len({stay.stay_group for stay in stays}) == 1
        stranger = Admission(MARCH, TODAY, (add_person(work).uid,), unit_uid=studio.uid)
        with pytest.raises(Refused, match="al bewoond"):
            admit(work, admission=stranger)
        with pytest.raises(Refused, match="verblijft al in S1"):
            admit(work, admission=Admission(MARCH, date(2026, 3, 2), (family[0],)))
        admit(work, admission=Admission(TODAY, date(2026, 3, 17), (family[0],)))
    assert (value(work, "crisis.admissions"), value(work, "crisis.persons"), value(work, "crisis.nights")) == (4, 3, 7)


def test_staying_on_is_no_new_admission_and_leaving_frees_the_bed(work, as_actor):
    with work.transaction():
        bed, one, other = home(work, "B1", kind="rck_bed"), add_person(work), add_person(work)
        for unit_uid, person in ((bed.uid, one), (None, other)):
            (crisis,) = admit(work, admission=Admission(MARCH, date(2026, 3, 2), (person.uid,), "34022", unit_uid))
            stay_on(work, crisis=crisis, until=date(2026, 3, 4))
            with pytest.raises(Refused, match="verblijft al"):
                admit(work, admission=Admission(date(2026, 3, 3), date(2026, 3, 4), (person.uid,)))
            depart(work, crisis=crisis, on=date(2026, 3, 3))
            again = Admission(date(2026, 3, 8), date(2026, 3, 9), (person.uid,), unit_uid=unit_uid)
            (gone,) = admit(work, admission=again)
            with pytest.raises(Refused, match="Kies die dag of een latere"):
                depart(work, crisis=gone, on=date(2026, 3, 7))
            # Gone before the night: no night, no admission, and the bed is free for the next one.
            depart(work, crisis=gone, on=date(2026, 3, 8))
            admit(work, admission=again)
    assert (value(work, "crisis.admissions"), value(work, "crisis.nights")) == (4, 6)
    foreign = as_actor("social_worker", "krachtwonen", "34027")
    with pytest.raises(NotFound), foreign.transaction():
        depart(foreign, crisis=crisis, on=date(2026, 3, 4))


def test_people_who_turn_out_to_be_one_share_their_nights(work):
    with work.transaction():
        one, double = add_person(work), add_person(work)
        admit(work, admission=Admission(MARCH, date(2026, 3, 4), (one.uid,)))
        admit(work, admission=Admission(date(2026, 3, 3), date(2026, 3, 6), (double.uid,)))
        assert (value(work, "crisis.persons"), value(work, "crisis.nights")) == (2, 6)
        double.merged_into_uid = one.uid
        work.session.flush()
    assert (value(work, "crisis.admissions"), value(work, "crisis.persons"), value(work, "crisis.nights")) == (2, 1, 5)


def test_the_recovery_stay(work, as_actor):
    with work.transaction():
        first, second = (refer_to_recovery(work, referred_on=MARCH, organisation="W13") for _ in range(2))
        refuse_recovery(work, referral=first, on=TODAY, reason="volzet")
        with pytest.raises(Refused, match="al beslist"):
            refuse_recovery(work, referral=first, on=TODAY, reason="volzet")
        with pytest.raises(Refused, match="uit de lijst"):
            refuse_recovery(work, referral=second, on=TODAY, reason="zomaar")
        person = add_person(work)
        admit_to_recovery(work, referral=second, person_uid=person.uid, nights=Nights(TODAY, date(2026, 4, 1)))
        assert second.decision is MedicalDecision.ADMITTED
    assert [value(work, f"medical.{key}") for key in ("referrals", "admissions", "nights", "refusals")] == [2, 1, 16, 1]
    worker = as_actor("social_worker", "krachtwonen")
    with pytest.raises(NotFound), worker.transaction():
        refer_to_recovery(worker, referred_on=MARCH, organisation="34022")


def test_lists_of_the_crisis_network_open_for_colleagues_of_the_project(work, as_actor):
    from app.actionplan.listing import record_page

    with work.transaction():
        admit(work, admission=Admission(MARCH, date(2026, 3, 3), (add_person(work).uid,), "34022"))
    nights = measure_by_key("crisis.nights")
    assert record_page(as_actor("coordinator", "krachtwonen", "34022"), nights, YEAR).hidden == 0
    assert record_page(as_actor("coordinator", "woonclub", "34022"), nights, YEAR).hidden == 1
    assert record_page(as_actor("coordinator", "krachtwonen", "34027"), nights, YEAR).hidden == 1
