"""The pages of people and households, as a colleague uses them."""

import re
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.clients.household import add_member
from app.clients.kinds import MemberRole
from app.clients.labels import ELSEWHERE
from app.clients.models import Person
from app.clients.models_household import Membership
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries import unseen
from app.clients.service import correct_person
from tests.support.clients import BORN, identity, number, registered
from tests.support.people import post, sign_in

NUMBER = number(BORN)
TYPED = {
    "family_name": "Testaerts",
    "given_name": "Fictieve",
    "birth_date": "30/07/1985",
    "national_number": NUMBER,
    "street": "Verzonnenstraat 1",
    "postal_code": "8500",
    "address_kind": "domicile",
    "organisation": "34022",
}


@pytest.fixture
def client(app, policy):
    return sign_in(app.test_client(), "social_worker", None, "34022")


def hidden(page):
    """The hidden fields of a page, as a browser would send them."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def consulted(work, person):
    rows = select(AuditRecord).where(AuditRecord.action == "consult", AuditRecord.entity_uid == person.uid)
    return {field for row in work.session.scalars(rows) for field in row.fields}


def test_register_find_and_open_somebody(client, work):
    answer = post(client, "/personen/nieuw", TYPED)
    assert answer.status_code == 302
    page = client.get(answer.location)
    assert "Testaerts Fictieve" in page.text
    assert "85.07.30-***.**" in page.text
    assert "Verzonnenstraat 1, 8500" in page.text
    alike = registered(work, family_name="Testaertsen", birth_date=date(1970, 1, 1))
    named = post(client, "/personen/zoeken", {"q": "testaerts fictieve"})
    assert "1 persoon gevonden" in named.text
    assert 'name="wide"' in named.text, "names that resemble are looked through when asked"
    wider = post(client, "/personen/zoeken", {"q": "testaerts fictieve", "wide": "1"}).text
    assert f"/personen/{alike.uid}" in wider
    assert 'name="wide"' not in wider
    for text in ("testaerts 1985-07-30", NUMBER, "30/07/1985"):
        found = post(client, "/personen/zoeken", {"q": text})
        assert "1 persoon gevonden" in found.text
        assert answer.location in found.text
        assert NUMBER not in found.text.replace(f'value="{NUMBER}"', "")


def test_a_mistake_keeps_what_was_typed(client):
    page = post(client, "/personen/nieuw", TYPED | {"national_number": "85073000099", "birth_date": "31/02/1985"})
    assert page.status_code == 422
    assert 'value="Testaerts"' in page.text
    assert 'value="31/02/1985"' in page.text
    page = post(client, "/personen/nieuw", TYPED | {"national_number": "85073000099"})
    assert "controlegetal" in page.text


def test_the_doubt_page_keeps_everything_and_asks_once(client, work):
    known = registered(work, national_number=number(BORN, 999))
    page = post(client, "/personen/nieuw", TYPED)
    assert "Is dit dezelfde persoon?" in page.text
    assert "zelfde naam en geboortedatum" in page.text
    kept = hidden(page)
    assert {name: kept[name] for name in TYPED} == TYPED
    back = post(client, "/personen/nieuw", kept | {"step": "edit"})
    assert 'value="Verzonnenstraat 1"' in back.text
    assert hidden(back).get("judged", "") == ""
    assert work.session.scalars(select(Person)).all() == [known]
    work.session.rollback()
    assert post(client, "/personen/nieuw", kept).status_code == 302
    assert len(work.session.scalars(select(Person)).all()) == 2


def test_known_elsewhere_is_one_constant_message(client, work):
    theirs = registered(work, "34027", national_number=NUMBER)
    page = post(client, "/personen/zoeken", {"q": NUMBER})
    assert ELSEWHERE in page.text
    assert str(theirs.uid) not in page.text
    assert "Testaerts" not in page.text
    for url in ("", "/verbeteren", "/rijksregisternummer"):
        assert client.get(f"/personen/{theirs.uid}{url}").status_code == 404
    assert consulted(work, theirs) == set()


def test_what_was_shown_is_on_record_and_only_that(client, work):
    shown = registered(work)
    other = registered(work, family_name="Verzonnen", birth_date=date(1960, 1, 1))
    post(client, "/personen/zoeken", {"q": "Testaerts"})
    assert consulted(work, shown) == {"person.family_name", "person.given_name", "person.birth_date"}
    assert consulted(work, other) == set()
    search = work.session.scalars(select(AuditRecord).where(AuditRecord.action == "person.search")).one()
    assert search.detail == "words: 1"


def test_the_full_number_asks_a_reason_first(client, work):
    person = registered(work, national_number=NUMBER)
    url = f"/personen/{person.uid}/rijksregisternummer"
    assert "85.07.30-000" not in client.get(url).text
    assert post(client, url).status_code == 422
    assert "85.07.30-000." in post(client, url, {"reason": "application"}).text
    record = work.session.scalars(select(AuditRecord).where(AuditRecord.action == "person.reveal")).one()
    assert record.detail == "application"


def test_a_stale_edit_shows_both_and_loses_nothing(client, work):
    person = registered(work, national_number=NUMBER)
    url = f"/personen/{person.uid}/verbeteren"
    page = client.get(url)
    assert NUMBER not in page.text
    with work.transaction():
        correct_person(
            work, person_uid=person.uid, version=1, identity=identity(phone="056000000"), is_protected=False,
            keep_number=True,
        )  # fmt: skip
    mine = {"family_name": "Testaerts", "given_name": "Fien", "birth_date": "30/07/1985", "version": "1"}
    both = post(client, url, mine)
    assert both.status_code == 409
    assert "056000000" in both.text
    assert 'value="Fien"' in both.text
    kept = mine | {"phone": "056000000", "version": re.search(r'name="version"[^>]*value="(\d+)"', both.text)[1]}
    assert post(client, url, kept).status_code == 302
    work.session.refresh(person)
    assert unseen(person) == identity(given_name="Fien", phone="056000000", national_number=NUMBER)


def test_an_address_behind_the_shield(client, work, app):
    home = {"street": "Schuilstraat 1", "kind": "actual"}
    person = registered(work, address=home, is_protected=True)
    assert "Schuilstraat" not in client.get(f"/personen/{person.uid}").text
    assert "Schuilstraat" not in client.get(f"/personen/{person.uid}/verbeteren").text
    answer = post(
        client, f"/personen/{person.uid}/verbeteren", {"family_name": "Anders", "street": "Elders 2", "version": "1"}
    )
    assert answer.status_code == 302
    work.session.refresh(person)
    assert (unseen(person).address, person.is_protected) == (home, True)
    coordinator = sign_in(app.test_client(), "coordinator", None, "34022")
    assert "Schuilstraat" in coordinator.get(f"/personen/{person.uid}").text


def test_a_household_grows_and_shrinks(client, work):
    parent = registered(work, given_name="Ouder", birth_date=date(1980, 1, 1))
    child = registered(work, given_name="Kind", birth_date=date(2015, 1, 1))
    household = post(client, f"/personen/{parent.uid}/gezin").location
    typed = {"who": "Kind", "role": "child", "since": "16/03/2026"}
    asked = post(client, f"{household}/lid", typed)
    assert asked.status_code == 422
    assert str(child.uid) in asked.text
    assert post(client, f"{household}/lid", typed | {"person_uid": str(child.uid)}).status_code == 302
    page = client.get(household)
    assert "Testaerts Kind" in page.text
    assert "Referentiepersoon" in page.text
    (row,) = work.session.scalars(select(Membership).where(Membership.person_uid == child.uid))
    leave = f"{household}/lid/{row.uid}/vertrek"
    assert post(client, leave, {"until": "17/03/2026"}).status_code == 422
    assert post(client, leave, {"until": "16/03/2026"}).status_code == 302
    assert "Wie er vroeger bij hoorde" in client.get(household).text


def test_members_out_of_sight_have_no_name_here(client, work):
    parent = registered(work, given_name="Ouder")
    partner = registered(work, "34027", given_name="Partner", birth_date=date(1980, 1, 1))
    household = post(client, f"/personen/{parent.uid}/gezin").location
    with work.transaction():
        uid = UUID(household.rsplit("/", 1)[1])
        add_member(work, household_uid=uid, person_uid=partner.uid, role=MemberRole.PARTNER, since=date(2026, 3, 16))
    page = client.get(household)
    assert "Ouder" in page.text
    assert "Testaerts Partner" not in page.text
    assert str(partner.uid) not in page.text
    assert consulted(work, partner) == set()


def test_a_stranger_sees_no_household(app, client, work):
    parent = registered(work)
    household = post(client, f"/personen/{parent.uid}/gezin").location
    stranger = sign_in(app.test_client(), "social_worker", None, "34027")
    for url in (household, f"{household}/lid"):
        assert stranger.get(url).status_code == 404
    assert post(stranger, f"/personen/{parent.uid}/gezin").status_code == 404


@pytest.mark.parametrize("role", ["volunteer", "analyst", "dpo", "administrator"])
def test_no_files_no_people(app, policy, role):
    other = sign_in(app.test_client(), role)
    assert other.get("/personen/zoeken").status_code == 403


def test_a_panel_of_a_higher_package(app, client, work, tmp_path):
    person = registered(work)
    app.jinja_loader.searchpath.append(str(tmp_path))
    (tmp_path / "panel.html").write_text("<p>Paneel {{ panel }}</p>")
    add_person_panel(app, PersonPanel("panel.html", lambda work, one: one.birth_band))
    assert "Paneel 1985" in client.get(f"/personen/{person.uid}").text


def test_nothing_personal_in_addresses_log_or_trail(client, work, caplog):
    caplog.set_level("DEBUG")
    typed = TYPED | {"family_name": "Kanarievogel", "phone": "0470999999"}
    addresses = [post(client, "/personen/nieuw", typed).location]
    for text in ("Kanarievogel", NUMBER, "0470999999", "30/07/1985"):
        page = post(client, "/personen/zoeken", {"q": text})
        title = re.search(r"<title>(.*?)</title>", page.text, re.S)[1]
        addresses += [*re.findall(r'(?:href|action)="([^"]*)"', page.text), title, page.request.url]
    trail = [
        f"{one.action} {one.detail} {one.fields} {one.purpose}" for one in work.session.scalars(select(AuditRecord))
    ]
    kept = " ".join([*addresses, *trail, caplog.text])
    for canary in ("Kanarie", "kanarie", NUMBER, "0470999999", "1985"):
        assert canary not in kept
