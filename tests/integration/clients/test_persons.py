"""Registering and correcting people: sealed, found again, never twice under one number."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.access.actor import system_actor
from app.access.work import Services, working
from app.audit.models import AuditRecord
from app.clients.duplicates import MayBeKnown
from app.clients.kinds import RevealReason
from app.clients.matching import take_apart
from app.clients.models import Person, SearchToken
from app.clients.search import find
from app.clients.service import correct_person, register_person, reveal_national_number
from app.clients.tokens import rewrite_tokens
from app.core.errors import NotFound, Refused, Stale
from app.crypto.roots import Root, RootSet
from app.crypto.vault import Vault
from tests.support.clients import BORN, identity, number, registered
from tests.support.databases import TEST_ROOTS


def test_registers_with_facts_in_step(work):
    person = registered(work, birth_date=None, national_number=number(BORN))
    assert person.birth_date == BORN
    assert person.birth_band == 1985
    assert person.version == 1
    assert find(work, take_apart("Testaerts Fictieve")).persons == [person]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"national_number": "85073000099"}, "national_number"),
        ({"birth_date": date(2031, 1, 1)}, "birth_date"),
        ({"birth_date": date(1985, 7, 31), "national_number": number(BORN)}, "birth_date"),
        ({"family_name": None, "given_name": None}, "family_name"),
    ],
)
def test_refuses_what_cannot_be(work, changes, field):
    with pytest.raises(Refused) as refusal:
        registered(work, **changes)
    assert refusal.value.field == field
    assert work.session.scalar(select(func.count()).select_from(Person)) == 0


def test_one_number_belongs_to_one_person_in_the_whole_region(work, as_actor):
    registered(work, organisation="34022", national_number=number(BORN))
    other = as_actor("social_worker", None, "34027")
    with pytest.raises(Refused) as refusal:
        registered(other, "34027", family_name="Anders", national_number=number(BORN))
    assert refusal.value.field == "national_number"
    assert number(BORN) not in refusal.value.message


def test_two_desks_registering_one_number_at_once(services):
    ready = Barrier(2)

    def desk(place):
        with working(services, system_actor(f"desk{place}"), "test") as work:
            ready.wait()
            try:
                registered(work, family_name=f"Balie{'ab'[place]}", given_name=None, national_number=number(BORN))
            except Refused as refusal:
                return refusal.message
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(desk, range(2)))
    assert outcomes[1] == "registered"
    assert "rijksregisternummer" in outcomes[0]


def test_registering_elsewhere_is_refused(as_actor):
    worker = as_actor("social_worker", "woonclub", "34022")
    registered(worker, "34022")
    with pytest.raises(Refused) as refusal:
        registered(worker, "34027", family_name="Anders")
    assert refusal.value.field == "organisation"


def test_somebody_who_resembles_is_looked_at_first(work):
    first = registered(work)
    with pytest.raises(MayBeKnown) as doubt:
        registered(work, family_name="Testaertz")
    assert [one.person for one in doubt.value.candidates] == [first]
    assert registered(work, family_name="Testaertz", judged={first.uid}).uid != first.uid


def test_correcting_keeps_facts_and_tokens_in_step(work):
    person = registered(work, national_number=number(BORN))
    changed = identity(family_name="Anderaerts", birth_date=date(1992, 1, 5))
    with work.transaction():
        correct_person(work, person_uid=person.uid, version=1, identity=changed, is_protected=False)
    assert (person.birth_band, person.version, person.national_number) == (1990, 2, None)
    assert find(work, take_apart("Testaerts")).persons == []
    assert find(work, take_apart("Anderaerts 05/01/1992")).persons == [person]
    assert find(work, take_apart(number(BORN))).persons == []
    record = work.session.scalars(select(AuditRecord).where(AuditRecord.action == "person.correct")).one()
    assert record.fields == ["birth_date", "family_name", "national_number"]


def test_a_stale_correction_changes_nothing(work):
    person = registered(work)
    with work.transaction():
        correct_person(work, person_uid=person.uid, version=1, identity=identity(phone="056000000"), is_protected=False)
    with pytest.raises(Stale), work.transaction():
        correct_person(work, person_uid=person.uid, version=1, identity=identity(), is_protected=False)
    assert person.phone == "056000000"


def test_correcting_nothing_leaves_the_version(work):
    person = registered(work)
    with work.transaction():
        correct_person(work, person_uid=person.uid, version=1, identity=identity(), is_protected=False)
    assert person.version == 1


def test_an_afgeschermd_address_stays_without_permission(work, as_actor):
    home = {"street": "Verzonnenstraat 1", "kind": "actual"}
    person = registered(work, is_protected=True, address=home)
    worker = as_actor("social_worker", None, "34022")
    with worker.transaction():
        after = correct_person(
            worker, person_uid=person.uid, version=1, identity=identity(phone="1"), is_protected=False
        )
    assert after.is_protected
    assert after.address == home


def test_the_full_number_needs_its_own_permission(work, as_actor):
    person = registered(work, national_number=number(BORN))
    partner = as_actor("partner_worker", None, "34022")
    with pytest.raises(NotFound):
        reveal_national_number(partner, person_uid=person.uid, reason=RevealReason.CORRECTION)
    worker = as_actor("social_worker", None, "34022")
    with worker.transaction():
        shown = reveal_national_number(worker, person_uid=person.uid, reason=RevealReason.APPLICATION)
    assert shown == number(BORN)
    record = work.session.scalars(select(AuditRecord).where(AuditRecord.action == "person.reveal")).one()
    assert (record.entity_uid, record.detail, record.actor) == (person.uid, "application", worker.actor.key)


def _rotated(services: Services) -> Services:
    secrets = {**TEST_ROOTS._secrets, (Root.SEARCH, 2): b"2" * 32}
    return replace(services, vault=Vault(RootSet(secrets), services.vault.keystore))


def test_a_new_search_root_loses_nobody_and_lets_no_number_in_twice(services, work):
    old = registered(work, national_number=number(BORN))
    with working(_rotated(services), system_actor("test"), "test") as later:
        assert [one.uid for one in find(later, take_apart(number(BORN))).persons] == [old.uid]
        with pytest.raises(Refused):
            registered(later, family_name="Nieuw", national_number=number(BORN))
        new = registered(later, family_name="Nieuwaerts", national_number=number(BORN, 999), judged={old.uid})
        assert [one.uid for one in find(later, take_apart("Nieuwaerts Fictieve")).persons] == [new.uid]
        generations = select(SearchToken.generation).where(SearchToken.person_uid == new.uid).distinct()
        assert set(later.session.scalars(generations)) == {1, 2}
        with later.transaction():
            rewrite_tokens(later, old.uid, identity(national_number=number(BORN)))


def test_nothing_personal_reaches_the_trail(work):
    person = registered(work, family_name="Kanarievogel", national_number=number(BORN), phone="056999999")
    find(work, take_apart("Kanarievogel"))
    with work.transaction():
        register_person(work, identity=identity(family_name="Kanariepiet"), organisation="34022", judged={person.uid})
    kept = " ".join(
        f"{one.action} {one.entity} {one.fields} {one.purpose} {one.detail}"
        for one in work.session.scalars(select(AuditRecord))
    )
    for canary in ("Kanarie", "kanarie", number(BORN), "056999999", "1985"):
        assert canary not in kept
