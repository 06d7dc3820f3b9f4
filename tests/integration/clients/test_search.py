"""Searching finds within scope, opens nothing outside it, and tells nothing about others."""

import time
from datetime import date
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from app.clients import search
from app.clients.duplicates import Reason, possible_duplicates
from app.clients.kept_names import KeptNames, kept_names
from app.clients.matching import take_apart
from app.clients.models import Person, SearchToken
from app.clients.queries import masked_number, person_for
from app.clients.scan import Scan
from app.clients.scope import _extra, visible_through
from app.clients.search import find
from app.core.errors import NotFound
from app.crypto.sealed import Sealed
from tests.support.clients import BORN, identity, number, registered


@pytest.fixture
def opened(monkeypatch):
    """The rows of which something was opened."""
    seen = set()
    original = Sealed.open_unseen

    def spy(self, row_uid, holder, stored):
        seen.add(row_uid)
        return original(self, row_uid, holder, stored)

    monkeypatch.setattr(Sealed, "open_unseen", spy)
    return seen


def found(work, text, **how):
    return [person.uid for person in find(work, take_apart(text), **how).persons]


@pytest.mark.parametrize(
    "text",
    [
        "Testaerts Fictieve",
        "fictieve testaerts",
        "TESTAERTS",
        "test",
        "Testaarts",
        "Testaerts 30/07/1985",
        "30/07/1985",
        "0470 00 00 00",
        "+32 470 00 00 00",
        "Fictieve@Voorbeeld.test",
        number(BORN),
    ],
)
def test_every_way_to_find_somebody(work, text):
    person = registered(work, phone="0470/00.00.00", email="fictieve@voorbeeld.test", national_number=number(BORN))
    registered(work, family_name="Verzonnen", given_name="Ander", birth_date=date(1960, 1, 1))
    assert found(work, text) == [person.uid]


def test_exact_names_come_first_and_the_others_when_asked(work, opened):
    longer = registered(work, family_name="Testaertsen", birth_date=date(1970, 1, 1))
    exact = registered(work)
    opened.clear()
    for text in ("Testaerts Fictieve", "fictieve testaerts", "Testaerts 30/07/1985", "Testaarts 30/07/1985"):
        answer = find(work, take_apart(text))
        assert ([person.uid for person in answer.persons], answer.is_narrow, answer.scanned) == ([exact.uid], True, 0)
    assert opened == {exact.uid}, "a token answered: nobody else is looked at"
    assert found(work, "Testaerts Fictieve", wide=True) == [exact.uid, longer.uid]


def test_names_looked_through_are_not_opened_again_and_never_stale(work, as_actor, opened):
    person, other = registered(work), registered(work, "34027", family_name="Elders", birth_date=None)
    worker = as_actor("social_worker", None, "34022")
    assert found(work, "Testaers") == [person.uid]
    assert found(worker, "Eldars") == [], "kept for one colleague is not found by another"
    opened.clear()
    assert found(worker, "Testaers") == [person.uid]
    assert opened == set()
    with work.transaction():
        person.family_name = "Verbeterd"
    assert found(work, "Testaers") == []
    assert found(work, "Verbeterdt") == [person.uid]
    assert opened == {person.uid}
    with work.transaction():
        other.erased_on = date(2025, 1, 1)
    assert found(work, "Eldars") == []
    kept_names(work.vault).forget()
    opened.clear()
    assert found(work, "Verbeterdt") == [person.uid]
    assert opened == {person.uid}


def test_nothing_outside_the_scope_is_opened(work, as_actor, opened):
    theirs = registered(work, "34027", national_number=number(BORN))
    ours = registered(work, "34022", birth_date=date(1985, 7, 31), judged={theirs.uid})
    worker = as_actor("social_worker", "woonclub", "34022")
    opened.clear()
    for text in ("Testaerts Fictieve", "Testaerts", "30/07/1985", "Testaerts 30/07/1985", number(BORN)):
        assert theirs.uid not in found(worker, text)
    possible_duplicates(worker, identity(national_number=number(BORN)))
    assert opened == {ours.uid}
    with pytest.raises(NotFound):
        person_for(worker, theirs.uid)


def test_a_number_known_elsewhere_says_only_that(work, as_actor):
    registered(work, "34027", national_number=number(BORN))
    worker = as_actor("social_worker", None, "34022")
    answer = find(worker, take_apart(number(BORN)))
    assert (answer.persons, answer.is_elsewhere) == ([], True)
    assert not find(worker, take_apart(number(BORN, 999))).is_elsewhere
    assert not find(worker, take_apart("Testaerts Fictieve")).is_elsewhere


def test_a_higher_package_can_open_persons(work, as_actor, monkeypatch):
    person = registered(work, "34027")
    worker = as_actor("social_worker", None, "34022")
    monkeypatch.setattr("app.clients.scope._extra", list(_extra))
    assert found(worker, "Testaerts") == []
    monkeypatch.setattr("app.clients.scope._extra", [])
    visible_through(lambda actor, permission: Person.uid == person.uid)
    assert found(worker, "Testaerts") == [person.uid]


def test_a_token_that_points_at_the_wrong_person_finds_nobody(work):
    person = registered(work, national_number=number(BORN))
    other = registered(work, family_name="Verzonnen", birth_date=date(1960, 1, 1))
    with work.transaction():
        for token in work.session.scalars(select(SearchToken).where(SearchToken.person_uid == person.uid)):
            token.person_uid = other.uid
    assert found(work, number(BORN)) == []
    assert found(work, "Testaerts Fictieve 30/07/1985") == [person.uid]


def test_the_deceased_are_found_by_number_only(work):
    person = registered(work, national_number=number(BORN))
    with work.transaction():
        person.deceased_on = date(2025, 1, 1)
    assert found(work, "Testaerts Fictieve") == []
    assert found(work, number(BORN)) == [person.uid]


def test_looking_through_names_has_a_limit_that_is_told(work, monkeypatch):
    monkeypatch.setattr(search, "Scan", partial(Scan, most=2))
    for letter in "abc":
        registered(work, given_name=None, family_name=f"Verzonnen{letter}", birth_date=None)
    answer = find(work, take_apart("Verzonnen"))
    assert (len(answer.persons), answer.scanned, answer.is_capped) == (2, 2, True)


def test_names_are_kept_within_bounds_and_for_some_minutes():
    kept, uids = KeptNames(most=3, seconds=0.05), [UUID(int=number) for number in range(5)]
    kept.keep(dict.fromkeys(uids, (1, ("een",))))
    assert [kept.of(uid, 1) is not None for uid in uids] == [False, False, True, True, True]
    assert kept.of(uids[4], 2) is None
    assert repr(kept) == "<kept names>"
    for _ in range(200):
        if kept.of(uids[4], 1) is None:
            break
        time.sleep(0.02)
    assert kept.of(uids[4], 1) is None


def test_what_is_shown_is_recorded_and_nothing_else(work, as_actor):
    shown = registered(work, national_number=number(BORN))
    registered(work, family_name="Testaertsen", birth_date=date(1970, 1, 1))
    worker = as_actor("social_worker", None, "34022")
    answer = find(worker, take_apart(number(BORN)))
    assert not worker.context.opened
    assert (answer.persons[0].family_name, masked_number(worker, answer.persons[0])) == ("Testaerts", "85.07.30-***.**")
    assert worker.context.opened == {shown.uid: {"person.family_name", "person.national_number_masked"}}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"national_number": number(BORN), "family_name": "Heel Anders", "birth_date": None}, Reason.NATIONAL_NUMBER),
        ({}, Reason.NAME_AND_BIRTH_DATE),
        ({"family_name": "Fictieve", "given_name": "Testaerts"}, Reason.NAME_AND_BIRTH_DATE),
        ({"given_name": "Fictieve Anna"}, Reason.NAME_AND_BIRTH_DATE),
        ({"birth_date": None}, Reason.NAME),
        ({"birth_date": date(1985, 3, 7)}, Reason.NAME_AND_NEAR_BIRTH_DATE),
        ({"given_name": "Fien"}, Reason.FAMILY_NAME_AND_BIRTH_DATE),
        ({"family_name": "Testaartz", "birth_date": date(1985, 1, 1)}, Reason.SOUND_AND_BIRTH_YEAR),
        ({"family_name": "Heel Anders", "birth_date": None, "phone": "0470 000 000"}, Reason.PHONE),
        ({"family_name": "Heel Anders", "birth_date": None, "email": "X@voorbeeld.test"}, Reason.EMAIL),
    ],
)
def test_why_somebody_may_be_known(work, changes, reason):
    person = registered(work, national_number=number(BORN), phone="+32470000000", email="x@voorbeeld.test")
    (candidate,) = possible_duplicates(work, identity(**changes))
    assert (candidate.person.uid, candidate.reasons[0]) == (person.uid, reason)


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_date": date(1990, 1, 1)},
        {"family_name": "Heel Anders"},
        {"family_name": "Testaartz", "given_name": "Koen", "birth_date": date(1985, 1, 1)},
    ],
)
def test_namesakes_are_left_in_peace(work, changes):
    registered(work)
    assert possible_duplicates(work, identity(**changes)) == []
