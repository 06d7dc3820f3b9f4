"""Erasing: the names, texts and keys are gone, the pages say so, and no figure of any year changes."""

import pytest
from sqlalchemy import String, cast, func, literal, select

from app.access.actor import Actor, Grant
from app.access.work import working
from app.actionplan import registry
from app.actionplan.measures import Measure
from app.actionplan.registry import register
from app.audit.chain import verify
from app.cases.models import Case
from app.cases.models_log import ContactMoment, Note
from app.cases.service_log import write_note
from app.clients.bulk import PersonRow, register_persons_bulk
from app.clients.household import add_member
from app.clients.identity import Identity
from app.clients.kinds import MemberRole
from app.clients.matching import take_apart
from app.clients.models import Person, SearchToken
from app.clients.search import find
from app.core.errors import Refused
from app.crypto.errors import HolderErased
from app.crypto.keystore import data_key
from app.crypto.tombstones import burials
from app.privacy.figures import Reach, every_figure
from app.privacy.models import ErasureCertificate
from app.privacy.queries import everybody, person_by_ref
from app.privacy.service_erasure import erase_persons, replay
from tests.support.clients import registered
from tests.support.people import post, sign_in

GROUND = "verzoek van de betrokkene"


pytestmark = pytest.mark.households


@pytest.fixture
def demo(work):
    """Work among the households."""
    return work


@pytest.fixture
def singling():
    """A measure that leans on what an erasure takes away."""
    measure = Measure(
        key="test.band",
        action="A0901",
        label="Test",
        unit="persoon",
        definition="Personen met een geboortejaar.",
        select=lambda _period: select(cast(Person.uid, String).label("ref"), literal(1).label("weight")).where(
            Person.birth_band.is_not(None)
        ),
    )
    register([measure])
    yield
    registry._measures.pop(measure.key)


def erase(work, dpo, *persons, ground=GROUND):
    with work.transaction():
        return erase_persons(work, persons=[person.uid for person in persons], ground=ground, decided_by=dpo)


def keys(work):
    with work.vault.keystore.engine.connect() as connection:
        return set(connection.scalars(select(data_key.c.holder_uid)))


def test_erasing_everybody_changes_no_figure_of_any_year(demo, dpo):
    before = every_figure(demo)
    assert len({year for _, year in before}) > 1
    assert any(value for value, *_ in before.values())
    one = demo.session.scalars(select(Case).where(Case.project == "woonclub").order_by(Case.opened_on.desc())).first()
    looked_at = Reach(demo, [], [one.uid]).figures()
    assert {key for key, _ in looked_at} < {key for key, _ in before}
    assert {key for key, _ in before if key.startswith("woonclub.")} <= {key for key, _ in looked_at}
    assert {key: before[key] for key in looked_at if key in before}.items() <= looked_at.items()
    rows = demo.session.scalar(select(func.count()).select_from(ContactMoment))
    with demo.transaction():
        proof = erase_persons(demo, persons=everybody(demo), ground=GROUND, decided_by=dpo)
    assert every_figure(demo) == before
    assert keys(demo) == set()
    assert everybody(demo) == []
    assert (proof.persons, proof.cases) == (
        demo.session.scalar(select(func.count()).select_from(Person)),
        demo.session.scalar(select(func.count()).select_from(Case)),
    )
    assert demo.session.scalar(select(func.count()).select_from(SearchToken)) == 0
    assert demo.session.scalar(select(func.count()).select_from(ContactMoment)) == rows
    assert demo.session.scalars(select(ContactMoment.text_cell).where(ContactMoment.text_cell.is_not(None))).all() == []
    assert verify(demo.session, demo.trail.key).first_bad is None


def test_one_person_and_the_case_that_nobody_else_is_in(demo, dpo):
    case = demo.session.scalars(select(Case).order_by(Case.number)).first()
    person = demo.session.get(Person, case.reference_person_uid)
    with demo.transaction():
        write_note(demo, case=case, text="Een verzonnen notitie.")
    proof = erase(demo, dpo, person)
    demo.session.expire_all()
    assert (proof.number, proof.persons, proof.cases) == (1, 1, 1)
    assert (person.certificate, person.erased_on, case.certificate) == (1, demo.clock.today(), 1)
    assert (person.family_name, person.birth_date, person.birth_band, person.source_ref) == (None,) * 4
    assert demo.session.scalars(select(Note.text_cell)).all() == [None]
    assert {person.uid, case.uid}.isdisjoint(keys(demo))
    assert len(keys(demo)) > 2


def test_a_case_keeps_its_key_as_long_as_somebody_of_it_is_left(demo, dpo):
    case = demo.session.scalars(select(Case).order_by(Case.number)).first()
    other = registered(demo, family_name="Tweedes", given_name="Proef")
    with demo.transaction():
        add_member(
            demo,
            household_uid=case.household_uid,
            person_uid=other.uid,
            role=MemberRole.CHILD,
            since=demo.clock.today(),
        )
        write_note(demo, case=case, text="Een verzonnen notitie.")
    assert erase(demo, dpo, demo.session.get(Person, case.reference_person_uid)).cases == 0
    assert demo.session.scalars(select(Note)).one().text == "Een verzonnen notitie."
    assert erase(demo, dpo, other).cases == 1


def test_nothing_is_added_to_whom_was_erased(demo, dpo):
    person = registered(demo, family_name="Tijdelijks", given_name="Proef", birth_date=None)
    erase(demo, dpo, person)
    with pytest.raises(HolderErased):
        demo.vault.ring().prepare([person.uid])
    with pytest.raises(Refused, match="al vernietigd, certificaat 1"):
        erase(demo, dpo, person)
    assert find(demo, take_apart("Tijdelijks Proef")).persons == []


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        ("  ", "Geef de grond"),
        ("vraag van Tijdelijks zelf", "naam van de persoon"),
        ("nummer 91.05.17-000.12", "Zet geen nummer"),
        ("x" * 201, "langer dan"),
    ],
)
def test_a_ground_says_nothing_about_the_person(work, dpo, ground, says):
    person = registered(work, family_name="Tijdelijks", given_name="Proef")
    with pytest.raises(Refused, match=says):
        erase(work, dpo, person, ground=ground)
    assert person.uid in keys(work)


def test_who_may_not_decide_is_refused(work):
    person = registered(work)
    with pytest.raises(Refused, match="mag niet beslissen"):
        erase(work, Actor("user:x", (Grant("social_worker"),)), person)


def test_a_figure_that_would_change_stops_the_erasure(demo, dpo, singling):
    before = keys(demo)
    with pytest.raises(Refused, match=r"het cijfer test\.band van 20\d\d zou veranderen"):
        erase(demo, dpo, demo.session.scalars(select(Person).where(Person.birth_band.is_not(None))).first())
    assert keys(demo) == before
    assert burials(demo.vault.keystore) == []


def test_stopped_between_the_keys_and_the_commit_it_is_finished_later(demo, services, dpo):
    person = demo.session.scalars(select(Person).order_by(Person.uid)).first()
    with pytest.raises(KeyboardInterrupt), demo.transaction():
        erase_persons(demo, persons=[person.uid], ground=GROUND, decided_by=dpo)
        raise KeyboardInterrupt
    with working(services, dpo, "test") as theirs:
        there = theirs.session.get(Person, person.uid)
        assert (there.erased_on, there.family_name) == (None, None)  # not marked yet, and unreadable already
    with demo.transaction():
        assert replay(demo) == [1]
    with demo.transaction():
        assert replay(demo) == []
    demo.session.expire_all()
    assert person.certificate == 1
    assert demo.session.scalars(select(ErasureCertificate.ground)).all() == [GROUND]


def test_references(demo):
    case = demo.session.scalars(select(Case).order_by(Case.number)).first()
    other = registered(demo, family_name="Verwezens", given_name="Proef", source_ref="P-77")
    assert person_by_ref(demo, case.number).uid == case.reference_person_uid
    assert person_by_ref(demo, "P-77").uid == other.uid == person_by_ref(demo, str(other.uid)).uid
    with pytest.raises(Refused, match="niemand"):
        person_by_ref(demo, "bestaat niet")


def test_a_register_may_name_them_again_as_somebody_new(demo, dpo):
    with demo.transaction():
        (first,) = register_persons_bulk(demo, [PersonRow(Identity(family_name="Nieuwes"), "34022", "P-1")])
    erase(demo, dpo, demo.session.get(Person, first))
    with demo.transaction():
        (second,) = register_persons_bulk(demo, [PersonRow(Identity(family_name="Nieuwes"), "34022", "P-1")])
    assert second != first


def test_the_pages_say_so_and_none_fails(app, demo, dpo):
    case = demo.session.scalars(select(Case).order_by(Case.number)).first()
    number, person = case.number, case.reference_person_uid
    with demo.transaction():
        erase_persons(demo, persons=everybody(demo), ground=GROUND, decided_by=dpo)
    demo.session.rollback()
    client = sign_in(app.test_client(), "coordinator")
    words = "Vernietigd op 16/03/2026, certificaat 1"
    for url in (f"/dossiers/{number}", "/dossiers", f"/personen/{person}", f"/personen/{person}/verbeteren"):
        page = client.get(url, follow_redirects=True)
        assert page.status_code in {200, 422}, url
        assert words in page.text or page.status_code == 422, url
    assert post(client, f"/personen/{person}/verbeteren", {"family_name": "Terug"}).status_code == 422
    assert post(client, f"/dossiers/{number}", {"kind": "gesprek", "on": "16/03/2026", "text": "x"}).status_code in {
        404,
        422,
    }
    assert post(client, "/personen/zoeken", {"q": "Droomhuis"}).status_code == 200


def test_the_actor_who_looks_sees_no_more(services, demo, dpo):
    person = registered(demo, family_name="Voorbijs", given_name="Proef")
    erase(demo, dpo, person)
    with working(services, dpo, "test") as theirs:
        assert theirs.session.get(Person, person.uid).given_name is None
        assert theirs.context.opened == {}
