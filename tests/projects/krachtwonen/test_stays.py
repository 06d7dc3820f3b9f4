"""The verbs of units and stays: what happens, and what is refused in which words."""

from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import working
from app.core.errors import NotFound, Refused
from app.projects.krachtwonen.homes.service import end_state, set_state, withdraw_unit
from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.service import (
    Stayers,
    arrive,
    arrive_as_planned,
    extend,
    leave,
    move,
    no_show,
    plan_stay,
)
from tests.projects.krachtwonen.people import MARCH, TODAY, home, promise, situation
from tests.support.cases import add_person

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def decided(services, work):
    """A case with a home promised, and its person; reported by somebody else."""
    with working(services, system_actor("reporter"), "test") as own, own.transaction():
        case, person = situation(own)
    with work.transaction():
        case = work.session.merge(case)
        promise(work, case)
    return case, person


def presences(work):
    return {(p.first_night, p.until) for p in work.session.scalars(select(Presence))}


def test_a_household_comes_stays_longer_and_leaves(work, decided):
    case, person = decided
    with work.transaction():
        unit = home(work)
        who = Stayers((person.uid,), persons=3, case=case)
        stay = arrive(work, unit_uid=unit.uid, moved_in=MARCH, until=APRIL, who=who)
        assert (stay.status, stay.place, stay.persons) == (StayStatus.ARRIVED, 1, 3)
        extend(work, stay_uid=stay.uid, until=MAY)
        assert presences(work) == {(MARCH, MAY)}
        with pytest.raises(Refused, match="uit de lijst"):
            leave(work, stay_uid=stay.uid, on=TODAY, destination="kasteel")
        with pytest.raises(Refused, match="niet opgedaagd"):
            leave(work, stay_uid=stay.uid, on=MARCH, destination="social_rent")
        with pytest.raises(Refused, match="nog komen"):
            leave(work, stay_uid=stay.uid, on=MAY, destination="social_rent")
        leave(work, stay_uid=stay.uid, on=TODAY, destination="social_rent")
        assert (stay.status, stay.moved_out) == (StayStatus.LEFT, TODAY)
        assert presences(work) == {(MARCH, TODAY)}
        with pytest.raises(Refused, match="intussen gewijzigd"):
            extend(work, stay_uid=stay.uid, until=None)


def test_who_is_in_the_way_is_named_as_far_as_the_reader_may_see(work, decided, as_actor):
    case, person = decided
    with work.transaction():
        unit = home(work, municipality="34027", organisation="34027")
        arrive(work, unit_uid=unit.uid, moved_in=MARCH, until=MAY, who=Stayers((person.uid,), case=case))
    for organisation, who in (("W13", f"dossier {case.number}"), ("34027", "iemand anders")):
        own = as_actor("coordinator", "krachtwonen", organisation)
        with pytest.raises(Refused) as refusal, own.transaction():
            arrive(own, unit_uid=unit.uid, moved_in=TODAY, who=Stayers(persons=1))
        assert refusal.value.message == f"De woning is al bewoond door {who} tot 01/05/2026."
    foreign = as_actor("coordinator", "krachtwonen", "34040")
    with pytest.raises(NotFound), foreign.transaction():
        arrive(foreign, unit_uid=unit.uid, moved_in=TODAY, who=Stayers(persons=1))


def test_one_who_leaves_and_one_who_comes_on_the_same_day(work):
    with work.transaction():
        unit, one, other = home(work), add_person(work), add_person(work)
        first = arrive(work, unit_uid=unit.uid, moved_in=MARCH, who=Stayers((one.uid,)))
        leave(work, stay_uid=first.uid, on=TODAY, destination="private_rent")
        arrive(work, unit_uid=unit.uid, moved_in=TODAY, who=Stayers((other.uid,)))


def test_a_place_held_for_somebody(work):
    with work.transaction():
        unit, person = home(work), add_person(work)
        now = arrive(work, unit_uid=unit.uid, moved_in=MARCH, until=TODAY, who=Stayers(persons=1))
        planned = plan_stay(work, unit_uid=unit.uid, moved_in=TODAY, until=MAY, who=Stayers((person.uid,)))
        with pytest.raises(Refused, match="al toegewezen aan iemand anders, vanaf 16/03/2026 tot 01/05/2026"):
            extend(work, stay_uid=now.uid, until=APRIL)
        with pytest.raises(Refused, match="vorige bewoning is nog niet beëindigd"), work.session.begin_nested():
            arrive_as_planned(work, stay_uid=planned.uid, on=TODAY)
        work.session.refresh(planned)
        leave(work, stay_uid=now.uid, on=TODAY, destination="unknown")
        assert arrive_as_planned(work, stay_uid=planned.uid, on=TODAY).status is StayStatus.ARRIVED
        with pytest.raises(Refused):
            no_show(work, stay_uid=planned.uid)


def test_who_does_not_come_frees_the_place(work):
    with work.transaction():
        unit, person = home(work), add_person(work)
        planned = plan_stay(work, unit_uid=unit.uid, moved_in=APRIL, until=MAY, who=Stayers((person.uid,)))
        no_show(work, stay_uid=planned.uid)
        assert presences(work) == set()
        plan_stay(work, unit_uid=unit.uid, moved_in=APRIL, until=MAY, who=Stayers((person.uid,)))


def test_moving_is_leaving_and_arriving(work, decided):
    case, person = decided
    with work.transaction():
        unit, other = home(work), home(work, "W2")
        stay = arrive(work, unit_uid=unit.uid, moved_in=MARCH, who=Stayers((person.uid,), case=case))
        there = move(work, stay_uid=stay.uid, to_unit_uid=other.uid, on=TODAY)
        assert (stay.destination, stay.moved_out) == ("other_kw_unit", TODAY)
        assert (there.unit_uid, there.case_uid, there.moved_in) == (other.uid, case.uid, TODAY)
        assert presences(work) == {(MARCH, TODAY), (TODAY, None)}


def test_a_move_that_cannot_be_leaves_everything_as_it_was(work):
    with work.transaction():
        unit, taken, person = home(work), home(work, "W2"), add_person(work)
        stay = arrive(work, unit_uid=unit.uid, moved_in=MARCH, who=Stayers((person.uid,)))
        arrive(work, unit_uid=taken.uid, moved_in=MARCH, who=Stayers(persons=1))
    with pytest.raises(Refused, match="al bewoond"), work.transaction():
        move(work, stay_uid=stay.uid, to_unit_uid=taken.uid, on=TODAY)
    work.session.expire_all()
    assert work.session.get_one(Stay, stay.uid).moved_out is None


def test_one_person_has_one_home_and_may_be_in_a_bed_besides(work):
    with work.transaction():
        person = add_person(work)
        unit, other, bed = home(work), home(work, "W2"), home(work, "B1", kind="rck_bed")
        arrive(work, unit_uid=unit.uid, moved_in=MARCH, who=Stayers((person.uid,)))
        with pytest.raises(Refused) as refusal:
            arrive(work, unit_uid=other.uid, moved_in=TODAY, who=Stayers((person.uid,)))
        assert refusal.value.message.startswith("Een van deze personen verblijft al in W1, van 01/03/2026")
        arrive(work, unit_uid=bed.uid, moved_in=TODAY, until=APRIL, who=Stayers((person.uid,)))


def test_a_shared_house_takes_as_many_as_it_has_places(work):
    with work.transaction():
        house = home(work, is_shared=True, max_persons=2)
        assert {arrive(work, unit_uid=house.uid, moved_in=MARCH, who=Stayers(persons=1)).place for _ in "ab"} == {1, 2}
        with pytest.raises(Refused, match="al bewoond"):
            arrive(work, unit_uid=house.uid, moved_in=MARCH, who=Stayers(persons=1))
        with pytest.raises(Refused, match="plaats voor 2 personen"):
            arrive(work, unit_uid=house.uid, moved_in=MARCH, who=Stayers(persons=3))


def test_a_home_out_of_use_or_out_of_the_pool_is_not_given(work):
    with work.transaction():
        unit = home(work)
        broken = set_state(work, unit_uid=unit.uid, state="repair", since=MARCH)
        with pytest.raises(Refused, match="buiten gebruik van 01/03/2026 zonder einddatum"):
            arrive(work, unit_uid=unit.uid, moved_in=TODAY, who=Stayers(persons=1))
        end_state(work, state_uid=broken.uid, on=TODAY)
        stay = arrive(work, unit_uid=unit.uid, moved_in=TODAY, until=APRIL, who=Stayers(persons=1))
        with pytest.raises(Refused, match="al bewoond"):
            set_state(work, unit_uid=unit.uid, state="blocked", since=TODAY)
        set_state(work, unit_uid=unit.uid, state="cleaning", since=APRIL, until=MAY)
        with pytest.raises(Refused, match="al bewoond"):
            withdraw_unit(work, unit_uid=unit.uid, on=TODAY)
        withdraw_unit(work, unit_uid=unit.uid, on=APRIL)
        with pytest.raises(Refused, match="maar tot 01/04/2026"):
            extend(work, stay_uid=stay.uid, until=MAY)
        with pytest.raises(Refused, match="pas vanaf"):
            plan_stay(work, unit_uid=unit.uid, moved_in=date(2019, 1, 1), until=MARCH, who=Stayers(persons=1))


def test_a_home_needs_a_decision(work, services):
    with work.transaction():
        case, person = situation(work)
        unit = home(work)
        with pytest.raises(Refused, match="nog geen woning toegezegd"):
            arrive(work, unit_uid=unit.uid, moved_in=MARCH, who=Stayers((person.uid,), case=case))
