"""Persons and households by the thousand are the same as one by one, or nothing at all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.clients.bulk import BulkRefused, PersonRow, register_persons_bulk
from app.clients.bulk_households import HouseholdRow, open_households_bulk
from app.clients.household import current_household
from app.clients.identity import Identity
from app.clients.matching import take_apart
from app.clients.models import Person, SearchToken
from app.clients.models_household import Household, HouseholdSnapshot
from app.clients.queries import unseen
from app.clients.search import find
from app.core.errors import Refused
from tests.support.clients import BORN, identity, number, registered

NUMBER = number(BORN)


def row(ref=None, organisation="34022", **changes):
    return PersonRow(identity(**changes), organisation, ref)


def bulk(work, *rows):
    with work.transaction():
        return register_persons_bulk(work, rows)


def count(work, model):
    return work.session.scalar(select(func.count()).select_from(model))


def test_the_same_cells_facts_and_tokens_as_one_by_one(work):
    (uid,) = bulk(work, row("r1", national_number=NUMBER, phone="0470000000"))
    person = work.session.get(Person, uid)
    assert unseen(person) == identity(national_number=NUMBER, phone="0470000000")
    assert (person.birth_band, person.version, person.organisation, person.source_ref) == (1985, 1, "34022", "r1")
    for text in (NUMBER, "Fictieve Testaerts", "0470 000 000"):
        assert [one.uid for one in find(work, take_apart(text)).persons] == [uid]


def test_more_persons_than_keys_fit_in_a_ring(work, monkeypatch):
    monkeypatch.setattr("app.clients.bulk.KEYS_AT_ONCE", 7)
    rows = [row(f"r{n}", given_name=f"Nummer{n}", birth_date=BORN + timedelta(n)) for n in range(30)]
    uids = bulk(work, *rows)
    assert len(set(uids)) == 30
    assert bulk(work, *rows) == uids
    assert unseen(work.session.get(Person, uids[29])).given_name == "Nummer29"


def test_matching_by_number_then_by_reference_then_new(work):
    known = registered(work, national_number=NUMBER)
    uids = bulk(
        work,
        row("a", given_name="Wat dan ook", national_number=NUMBER),
        row("b"),
        row("b", national_number=number(BORN, 999)),
        row(None, national_number=number(BORN, 999)),
        row(None),
        row(None),
    )
    assert uids[0] == known.uid
    assert uids[1] == uids[2] == uids[3]
    assert len(set(uids)) == 4
    assert bulk(work, row("a"), row("b")) == [uids[0], uids[1]]
    work.session.refresh(known)
    assert (known.given_name, known.source_ref) == ("Fictieve", "a")


def test_a_later_number_completes_somebody_known_by_reference(work):
    (uid,) = bulk(work, row("a"))
    assert bulk(work, row("a", national_number=NUMBER)) == [uid]
    assert [one.uid for one in find(work, take_apart(NUMBER)).persons] == [uid]


def test_nobody_is_named_and_still_counts(work):
    uids = bulk(work, PersonRow(Identity(), "34022"), PersonRow(Identity(), "34022"))
    assert len(set(uids)) == 2
    assert count(work, SearchToken) == 0


def test_a_refused_batch_names_every_row_and_leaves_nothing(work):
    registered(work, national_number=number(BORN, 999), source_ref="known")
    before = (count(work, Person), count(work, SearchToken))
    with pytest.raises(BulkRefused) as refusal:
        bulk(work, row("ok"), row("x", national_number="123"), row("y", birth_date=date(2031, 1, 1)))
    assert [(one.row, one.field) for one in refusal.value.problems] == [(1, "national_number"), (2, "birth_date")]
    with pytest.raises(BulkRefused) as refusal:
        bulk(work, row("q", national_number=NUMBER), row("known", national_number=NUMBER))
    assert [(one.row, one.field) for one in refusal.value.problems] == [(1, "person_ref")]
    with pytest.raises(BulkRefused) as refusal:
        bulk(work, row("known", national_number=NUMBER))
    assert [(one.row, one.field) for one in refusal.value.problems] == [(0, "national_number")]
    assert (count(work, Person), count(work, SearchToken)) == before


def test_a_number_of_somebody_out_of_sight_is_refused(work, as_actor):
    registered(work, "34027", national_number=NUMBER)
    worker = as_actor("social_worker", None, "34022")
    with pytest.raises(BulkRefused):
        bulk(worker, row(None, national_number=NUMBER))
    with pytest.raises(Refused):
        bulk(worker, row(None, organisation="34027"))


def test_households_are_found_again_and_pictured_each_time(work):
    (one, other) = bulk(work, row("a"), row("b", birth_date=date(1990, 1, 1)))
    with work.transaction():
        known = current_household(work, person_uid=one, on=date(2018, 1, 1))
        first, second, third = open_households_bulk(
            work,
            [
                HouseholdRow(one, date(2018, 3, 1), 1, 0, born=BORN),
                HouseholdRow(other, date(2019, 3, 1), 2, 1, seeking=2),
                HouseholdRow(other, date(2018, 3, 1), 1, 1),
            ],
        )
    assert first.household_uid == known.uid
    assert second.household_uid == third.household_uid
    assert count(work, Household) == 2
    picture = work.session.get(HouseholdSnapshot, second.snapshot_uid)
    assert (picture.adults, picture.children, picture.seeking, picture.household_type) == (2, 1, 2, "couple_children")
    assert work.session.get(HouseholdSnapshot, first.snapshot_uid).age_classes == {"25-34": 1}
    with work.transaction():
        assert current_household(work, person_uid=other, on=date(2018, 3, 1)).uid == second.household_uid
