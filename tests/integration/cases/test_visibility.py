"""Persons are seen through the cases of their household, and their page shows those cases."""

from datetime import date

import pytest

from app.cases.service import open_case, void_case
from app.clients.models_household import Membership
from app.clients.queries import person_for
from app.core.errors import NotFound
from tests.support.cases import KIND, TODAY, add_person, add_snapshot
from tests.support.people import sign_in


@pytest.fixture
def family(work):
    """Two people registered in Menen, with a case in Kortrijk."""
    with work.transaction():
        parent = add_person(work, organisation="34027")
        child = add_person(work, organisation="34027", given_name="Kind", is_protected=True)
        snapshot = add_snapshot(work, parent, child)
        case = open_case(
            work,
            project=KIND.key,
            organisation="34022",
            municipality="34022",
            snapshot=snapshot,
            reference_person=parent,
            opened_on=date(2026, 3, 2),
        )
    return parent, child, case


def sees(actor_work, person):
    try:
        return person_for(actor_work, person.uid).uid == person.uid
    except NotFound:
        return False


def test_the_whole_household_is_seen_where_its_case_is(family, as_actor):
    kortrijk, waregem = as_actor("social_worker", KIND.key, "34022"), as_actor("social_worker", None, "34040")
    elsewhere = as_actor("social_worker", "tweede", "34022")
    assert [sees(kortrijk, person) for person in family[:2]] == [True, True]
    assert [sees(waregem, person) for person in family[:2]] == [False, False]
    assert [sees(elsewhere, person) for person in family[:2]] == [False, False]
    assert not sees(as_actor("analyst"), family[0])


def test_a_protected_person_who_left_is_no_longer_reached(family, as_actor, work):
    with work.transaction():
        stay = work.session.query(Membership).filter_by(person_uid=family[1].uid).one()
        stay.until = TODAY
    assert not sees(as_actor("social_worker", None, "34022"), family[1])


def test_a_voided_case_opens_nobody(family, as_actor, work):
    with work.transaction():
        void_case(work, case=family[2])
    assert not sees(as_actor("social_worker", None, "34022"), family[0])


def test_the_page_of_a_person_shows_the_cases_one_may_see(app, family):
    page = sign_in(app.test_client(), "social_worker", KIND.key, "34022").get(f"/personen/{family[0].uid}")
    assert family[2].number in page.text
    other = sign_in(app.test_client(), "social_worker", None, "34027").get(f"/personen/{family[0].uid}")
    assert other.status_code == 200
    assert family[2].number not in other.text
