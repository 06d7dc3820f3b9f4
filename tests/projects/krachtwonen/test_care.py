"""The crisis network by night, terms, death, guidance, crisis meetings and the recovery stay, through the verbs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.access.actor import system_actor
from app.cases.models_tasks import Task
from app.clients.duplicates import MayBeKnown
from app.clients.identity import Identity
from app.core.clock import BRUSSELS
from app.core.errors import NotFound, Refused
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.crisis.queries import beds, group
from app.projects.krachtwonen.crisis.rules import Asked
from app.projects.krachtwonen.crisis.service import depart_all, stay_on_all
from app.projects.krachtwonen.crisis.service_requests import REFUSE, YOUTH, Reply, follow_up, note_request, reply_to
from app.projects.krachtwonen.crisis.service_suspensions import Ban, lift, suspend
from app.projects.krachtwonen.guidance.models import Goal
from app.projects.krachtwonen.guidance.queries import caseload
from app.projects.krachtwonen.guidance.service import (
    Aim,
    begin,
    end_trajectory,
    set_capacity,
    set_goal,
    start_guidance,
    to_aftercare,
)
from app.projects.krachtwonen.kinds import CrisisOutcome, GoalState, StayStatus
from app.projects.krachtwonen.meetings.models import Meeting
from app.projects.krachtwonen.meetings.queries import action_points, participants
from app.projects.krachtwonen.meetings.service import Agenda, Agreed, agree, call_off, conclude, invite, request_meeting
from app.projects.krachtwonen.recovery.service import Need, admit_tested, discharge, file_of, judge_criteria, refer
from app.projects.krachtwonen.stays.models import Presence
from app.projects.krachtwonen.stays.models_terms import Reminder
from app.projects.krachtwonen.stays.rules_terms import Promise, Term, TermUnit, next_promise
from app.projects.krachtwonen.stays.service import Stayers, arrive
from app.projects.krachtwonen.stays.service_death import note_death
from app.projects.krachtwonen.stays.service_terms import agree_until, move_on, remind, renew
from tests.projects.krachtwonen.people import MARCH, TODAY, home, promise, situation
from tests.support.cases import add_person, trail_text

NIGHT = date(2026, 4, 3)
"""The Friday before Easter: the next working day is the Tuesday after Easter Monday."""
CRITERIA = ("zorgnood", "ambulant", "stabiel", "dakloos", "instemming", "perspectief")


@pytest.fixture
def at_night(clock):
    """Two o'clock in the night of that Friday: on the calendar it is Saturday."""
    clock.instant = datetime(2026, 4, 4, 0, 0, tzinfo=UTC)
    return clock


def ask(work, reply, adults=1, children=0, municipality="34022"):
    request = note_request(work, asked=Asked("police", municipality, adults, children))
    return reply_to(work, request=request, reply=reply)


def test_a_family_gets_the_studio_at_two_in_the_night(work, at_night, as_actor):
    with work.transaction():
        studio = home(work, "S1", kind="rck_family_studio", max_persons=5)
        assert [(bed.unit.ref, bed.free) for bed in beds(work, NIGHT)] == [("S1", 5)]
        mother = Identity("Voorbeeldig", "Moeder", date(1990, 5, 1))
        taken = ask(work, Reply(str(studio.uid), newcomer=mother), 1, 2)
        assert (taken.outcome, taken.night) == (CrisisOutcome.ADMITTED, NIGHT)
        due = taken.follow_up_due.astimezone(BRUSSELS)
        assert (due.date(), due.hour) == (date(2026, 4, 7), 12)
        there = group(work, taken.stay_group)
        assert len(there) == 3
        assert {guest.presence.until for guest in there} == {date(2026, 4, 4)}
        assert [bed.free for bed in beds(work, NIGHT)] == [0]
        follow_up(work, request=taken)
        assert taken.followed_up_on == date(2026, 4, 4)
        stay_on_all(work, group_ref=taken.stay_group, nights=20)
        with pytest.raises(Refused, match="hoogstens tot 24/04/2026"):
            stay_on_all(work, group_ref=taken.stay_group, nights=1)
        depart_all(work, group_ref=taken.stay_group, who={there[0].crisis.uid}, on=date(2026, 4, 4))
        ends = sorted(guest.presence.until for guest in group(work, taken.stay_group))
        assert ends == [date(2026, 4, 4), date(2026, 4, 24), date(2026, 4, 24)]
    assert "Voorbeeldig" not in trail_text(work.session)
    elsewhere = as_actor("social_worker", "krachtwonen", "34027")
    with pytest.raises(NotFound):
        group(elsewhere, taken.stay_group)


def test_every_question_gets_an_answer_with_its_reason(work, at_night):
    with work.transaction():
        bed = str(home(work, "B1", kind="rck_bed").uid)
        with pytest.raises(Refused, match="Kies waarom"):
            ask(work, Reply(REFUSE))
        assert ask(work, Reply(REFUSE, "volzet"), 2).reason == "volzet"
        assert ask(work, Reply(YOUTH), 0, 1).outcome is CrisisOutcome.YOUTH
        with pytest.raises(Refused, match="jeugdhulp"):
            ask(work, Reply(bed, newcomer=Identity("Jong", "Iemand")), 0, 1)
        with pytest.raises(Refused, match="minderjarig"):
            ask(work, Reply(bed, newcomer=Identity("Jong", "Iemand", date(2010, 1, 1))))
        with pytest.raises(Refused, match="Vul in wie er komt"):
            ask(work, Reply(bed))
        with pytest.raises(Refused, match="hoeveel personen"):
            ask(work, Reply(REFUSE, "volzet"), 0)
        known = Identity("Terugkomer", "Vaste", date(1980, 2, 2))
        first = ask(work, Reply(bed, newcomer=known))
        with pytest.raises(Refused, match="al geantwoord"):
            reply_to(work, request=first, reply=Reply(REFUSE, "volzet"))
        with pytest.raises(MayBeKnown):
            ask(work, Reply(bed, newcomer=known))


def test_one_night_for_a_worker_three_for_a_coordinator(work, as_actor, at_night):
    with work.transaction():
        bed, person = home(work, "B1", kind="rck_bed").uid, add_person(work).uid
    for role, nights in (("social_worker", 1), ("coordinator", 3)):
        doing = as_actor(role, "krachtwonen", "34022")
        with pytest.raises(Refused, match="hoogstens"), doing.transaction():
            ask(doing, Reply(str(bed), nights=nights + 1, person_uids=(person,)))
    with doing.transaction():
        ask(doing, Reply(str(bed), nights=3, person_uids=(person,)))


def test_a_suspension_ends_and_keeps_nobody_out_for_ever(work, as_actor):
    with work.transaction():
        bed, person = str(home(work, "B1", kind="rck_bed").uid), add_person(work).uid
        for wrong in (Ban("geweld", TODAY, TODAY), Ban("geweld", TODAY, date(2028, 1, 1)), Ban("x", TODAY, NIGHT)):
            with pytest.raises(Refused):
                suspend(work, person_uid=person, ban=wrong)
        found = suspend(work, person_uid=person, ban=Ban("geweld", TODAY, NIGHT, note="Verzonnen voorval"))
        assert b"Verzonnen" not in found.note_cell
        with pytest.raises(Refused, match="geschorst tot 03/04/2026"):
            ask(work, Reply(bed, person_uids=(person,)))
        lift(work, suspension_uid=found.uid)
        assert ask(work, Reply(bed, person_uids=(person,))).outcome is CrisisOutcome.ADMITTED
    with pytest.raises(NotFound):
        suspend(as_actor("social_worker", "krachtwonen"), person_uid=person, ban=Ban("geweld", TODAY, NIGHT))


def _living(work, persons=1, moved_in=date(2026, 2, 15)):
    case, person = situation(work)
    promise(replace(work, actor=system_actor("coordinator")), case)
    who = Stayers((person.uid,), persons=persons, case=case)
    return arrive(work, unit_uid=home(work).uid, moved_in=moved_in, who=who), case, person


def test_reminders_come_once_for_each_day_of_policy_and_renewals_run_out(work, clock):
    with work.transaction():
        stay, case, _person = _living(work)
        ends = date(2026, 8, 15)
        seen = []
        for day in (31, 30, 29, 14, 13, 7, 0):
            clock.instant = datetime(2026, 8, 15, 11, tzinfo=UTC) - timedelta(days=day)
            seen.append(remind(work))
            assert remind(work) == 0
        assert seen == [0, 1, 0, 1, 0, 1, 1]
        tasks = work.session.scalars(select(Task).where(Task.case_uid == case.uid)).all()
        assert {task.due_on for task in tasks} == {ends}
        assert "15/08/2026" in tasks[0].what
        for beyond in (None, date(2026, 8, 16)):
            with pytest.raises(Refused, match="termijn eindigt op 15/08/2026"):
                agree_until(work, stay_uid=stay.uid, until=beyond)
        assert agree_until(work, stay_uid=stay.uid, until=date(2026, 8, 1)).agreed_until == date(2026, 8, 1)
        assert renew(work, stay_uid=stay.uid).until == date(2027, 2, 15)
        assert renew(work, stay_uid=stay.uid).until == date(2027, 8, 15)
        with pytest.raises(Refused, match="verlengingen zijn op"):
            renew(work, stay_uid=stay.uid)
        over = renew(work, stay_uid=stay.uid, reason="wacht_versnelde_toewijs")
        assert (over.number, over.is_over_term, over.until) == (3, True, date(2028, 2, 15))


def test_a_renewal_never_shortens():
    term = Term("kw_pool", "", 6, TermUnit.MONTHS, date(2014, 1, 1), None, renewals=2, renewal_count=6)
    began, today = date(2026, 1, 10), date(2026, 6, 1)
    for agreed, used, until, is_over in (
        (None, 0, date(2027, 1, 10), False),
        (date(2026, 7, 10), 0, date(2027, 1, 10), False),
        (date(2026, 3, 1), 0, date(2027, 1, 10), False),
        # A register promised more than the first renewal, and more than policy ever gives.
        (date(2027, 1, 10), 0, date(2027, 7, 10), False),
        (date(2027, 12, 1), 0, date(2028, 6, 1), True),
        (date(2027, 7, 10), 2, date(2028, 1, 10), True),
    ):
        assert next_promise(term, began, agreed, used, today) == Promise(until, is_over_term=is_over), agreed
    late = date(2030, 5, 1)
    assert next_promise(term, began, None, 0, late) == Promise(date(2030, 11, 1), is_over_term=True)
    assert next_promise(term, began, date(2026, 7, 10), 0, date(2026, 8, 1)).until == date(2027, 1, 10)


def test_a_move_takes_the_term_along(work, clock):
    with work.transaction():
        stay, _case, _person = _living(work)
        renew(work, stay_uid=stay.uid)
        other, transit, bed = (home(work, f"W-{kind}", kind=kind) for kind in ("kw_pool", "ocmw_transit", "rck_bed"))
        clock.instant = datetime(2026, 9, 1, 11, tzinfo=UTC)
        on, ends = date(2026, 9, 1), date(2027, 2, 15)
        with pytest.raises(Refused, match="crisisbed"):
            move_on(work, stay_uid=stay.uid, to_unit_uid=bed.uid, on=on)
        with pytest.raises(Refused, match="eindigt op 15/02/2027"):
            move_on(work, stay_uid=stay.uid, to_unit_uid=other.uid, on=on, until=date(2027, 2, 16))
        there = move_on(work, stay_uid=stay.uid, to_unit_uid=other.uid, on=on)
        assert (there.moved_in, there.agreed_until, there.term_began) == (on, ends, stay.moved_in)
        assert renew(work, stay_uid=there.uid).until == date(2027, 8, 15)
        with pytest.raises(Refused, match="verlengingen zijn op"):
            renew(work, stay_uid=there.uid)
        clock.instant = datetime(2027, 8, 16, 11, tzinfo=UTC)
        with pytest.raises(Refused, match="Verleng eerst"):
            move_on(work, stay_uid=there.uid, to_unit_uid=stay.unit_uid, on=date(2027, 8, 16))
        on = date(2027, 8, 1)
        elsewhere = move_on(work, stay_uid=there.uid, to_unit_uid=transit.uid, on=on)
        assert (elsewhere.term_from, elsewhere.agreed_until) == (None, date(2028, 2, 1))


def test_a_death_ends_nights_and_reminders_and_leaves_the_partner_in_place(work, clock):
    died = date(2026, 3, 10)
    with work.transaction():
        stay, case, person = _living(work)
        start_guidance(work, case=case, on=MARCH)
        clock.instant = datetime(2026, 8, 14, 11, tzinfo=UTC)
        remind(work)
        note_death(work, person_uid=person.uid, on=died)
        assert (stay.status, stay.moved_out, stay.destination) == (StayStatus.LEFT, died, "deceased")
        assert work.session.scalars(select(Presence.until).where(Presence.stay_uid == stay.uid)).all() == [died]
        assert work.session.scalars(select(Task.done_on).join(Reminder, Reminder.task_uid == Task.uid)).all()[0]
        with pytest.raises(Refused, match="al een overlijden"):
            note_death(work, person_uid=person.uid, on=MARCH)
        partner = add_person(work)
        together = arrive(
            work,
            unit_uid=home(work, "W2").uid,
            moved_in=MARCH,
            who=Stayers((partner.uid, (other := add_person(work)).uid)),
        )
        note_death(work, person_uid=other.uid, on=died)
        assert (together.status, together.persons) == (StayStatus.ARRIVED, 1)


def test_guidance_with_goals_and_capacity_over_time(work, as_actor):
    with work.transaction():
        case, _person = situation(work)
        trajectory = begin(work, case=case, team="vesta", on=MARCH)
        with pytest.raises(Refused, match="Kies uit de lijst"):
            begin(work, case=case, team="zomaar", on=MARCH)
        set_goal(work, trajectory=trajectory, aim=Aim("wonen", "Zelf de sleutel hebben", MARCH))
        assert caseload(work, TODAY) == {"vesta": (1, 0)}
        to_aftercare(work, trajectory=trajectory, on=date(2026, 3, 10))
        assert caseload(work, TODAY) == {"vesta": (0, 1)}
        with pytest.raises(Refused, match="nazorg begon"):
            end_trajectory(work, trajectory=trajectory, on=date(2026, 3, 9))
        end_trajectory(work, trajectory=trajectory, on=TODAY)
        assert work.session.scalars(select(Goal.state)).all() == [GoalState.DROPPED]
        set_capacity(work, team="vesta", fte=Decimal("1.5"), valid_from=date(2026, 1, 1))
        set_capacity(work, team="vesta", fte=Decimal("2"), valid_from=date(2026, 7, 1))
        with pytest.raises(Refused, match="al een aantal"):
            set_capacity(work, team="vesta", fte=Decimal("1"), valid_from=date(2026, 6, 1))
        set_capacity(work, team="kompas", fte=Decimal("1"), valid_from=date(2026, 1, 1))
    from app.actionplan.evaluation import evaluate
    from app.actionplan.registry import measure_by_key
    from app.core.period import Period

    fte = measure_by_key("krachtwonen.team_fte")
    assert evaluate(work.session, fte, Period(date(2026, 1, 1), date(2026, 3, 31))).value == Decimal("2.5")
    # Half a year of 1.5 and half a year of 2, on average.
    assert round(evaluate(work.session, fte, Period.of_year(2026)).value, 3) == Decimal("2.752")


def test_several_meetings_in_one_situation(work):
    with work.transaction():
        case, _person = situation(work)
        first, second = (request_meeting(work, case=case, agenda=Agenda("veiligheid", text="Wie?")) for _ in range(2))
        seat = invite(work, meeting=first, service="ocmw", name="Collega Verzonnen")
        invite(work, meeting=first, service="police", name=None)
        conclude(work, meeting=first, on=TODAY, attended={seat.uid}, conclusion="Verzonnen besluit")
        assert [each.attended for each in participants(work, first)] == [True, False]
        due = TODAY + timedelta(days=3)
        agree(work, meeting=first, agreed=Agreed("Bel de eigenaar", due, owner="Iemand van elders"))
        ((point, task),) = action_points(work, first)
        assert (point.owner, task.what, task.case_uid) == ("Iemand van elders", "Bel de eigenaar", case.uid)
        call_off(work, meeting=second)
        for late in (first, second):
            with pytest.raises(Refused):
                conclude(work, meeting=late, on=TODAY, attended=(), conclusion=None)
        assert len(work.session.scalars(select(Meeting)).all()) == 1
    assert "Verzonnen" not in trail_text(work.session)


def test_the_recovery_stay_from_referral_to_destination(work, as_actor):
    with work.transaction():
        person = add_person(work)
        need = Need("wondzorg", has_care_plan=True, note="Verband om de dag")
        referral = refer(work, person_uid=person.uid, organisation="34022", referrer="hospital", on=MARCH, need=need)
        file = file_of(work, referral)
        assert b"wondzorg" not in file.need_cell
        assert b"Verband" not in file.note_cell
        with pytest.raises(Refused, match="Niet elk criterium"):
            admit_tested(work, referral=referral, first=MARCH, until=None)
        with pytest.raises(Refused, match="elk criterium"):
            judge_criteria(work, referral=referral, met={"zorgnood": True})
        judge_criteria(work, referral=referral, met=dict.fromkeys(CRITERIA, True))
        with pytest.raises(Refused, match="hoogstens tot 31/03/2026"):
            admit_tested(work, referral=referral, first=MARCH, until=date(2026, 4, 1))
        admit_tested(work, referral=referral, first=MARCH, until=None)
        with pytest.raises(Refused, match="bestemming"):
            discharge(work, referral=referral, on=TODAY, destination="")
        discharge(work, referral=referral, on=TODAY, destination="private_rent")
        assert work.session.get_one(Presence, referral.presence_uid).until == TODAY
    worker = as_actor("social_worker", "krachtwonen", "34022")
    with pytest.raises(NotFound):
        file_of(worker, referral)
    assert "wondzorg" not in trail_text(work.session)


def test_people_who_come_very_often_are_seen(work, clock):
    from app.projects.krachtwonen.crisis.labels import guest_rows
    from app.projects.krachtwonen.crisis.queries import guests

    with work.transaction():
        bed, person = str(home(work, "B1", kind="rck_bed").uid), add_person(work).uid
        for day in (2, 6, 10, 14):
            clock.instant = datetime(2026, 3, day, 20, tzinfo=UTC)
            taken = ask(work, Reply(bed, person_uids=(person,)))
            (row,) = guest_rows(work, guests(work, taken.night), taken.night)
            assert bool(row.repeat) == (day == 14)
            clock.instant = datetime(2026, 3, day + 1, 20, tzinfo=UTC)
            uids = set(work.session.scalars(select(CrisisStay.uid).where(CrisisStay.stay_group == taken.stay_group)))
            depart_all(work, group_ref=taken.stay_group, who=uids, on=date(2026, 3, day + 1))
