"""Woonclub's pages and the pages of figures, as a signed-in colleague uses them without script."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.cases.models import Case
from app.projects.woonclub.models import Outcome, Registration, Trajectory
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.service import register
from tests.support.clients import registered
from tests.support.people import post, sign_in

INTAKE = Intake(date(2026, 2, 2), "34022", "rent_private", "own_feet", 1, 2, point="34022")
FORM = {
    "registered_on": "16/03/2026",
    "municipality": "34022",
    "situation": "family_forced",
    "main_reason": "relationship",
    "secondary_reasons": ["quality"],
    "adults": "2",
    "children": "1",
    "seeking": "",
    "point": "34022",
    "organisation": "34022",
}


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "woonclub", "34022")


@pytest.fixture
def person(work):
    return registered(work)


@pytest.fixture
def case(work, person):
    with work.transaction():
        return register(work, person_uid=person.uid, intake=INTAKE, organisation="34022")


def test_a_walk_in_from_the_page_of_the_person_to_the_case(worker, work, person):
    assert "Zoek de persoon" in worker.get("/woonclub/aanmelden").text
    page = worker.get(f"/personen/{person.uid}")
    address = f"/woonclub/aanmelden/{person.uid}"
    assert address in page.text
    form = worker.get(address)
    assert "16/03/2026" in form.text
    answer = post(worker, address, FORM)
    assert answer.status_code == 303
    case = work.session.scalars(select(Case)).one()
    assert answer.location.endswith(case.number)
    about = work.session.get_one(Registration, case.uid)
    assert (case.municipality, case.point, case.opened_on) == ("34022", "34022", date(2026, 3, 16))
    assert (about.situation, about.main_reason, about.secondary_reasons) == (
        "family_forced",
        "relationship",
        ["quality"],
    )
    shown = worker.get(answer.location).text
    assert "Relatieproblemen of scheiding" in shown
    assert "2 volwassenen, 1 kind" in shown
    assert case.number in worker.get(f"/personen/{person.uid}").text


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"registered_on": "17/03/2026"}, "registered_on", "Deze dag moet nog komen"),
        ({"registered_on": "31/02/2026"}, "registered_on", "bestaat niet"),
        ({"situation": ""}, "situation", "Kies een woonsituatie."),
        ({"adults": "0", "children": "0"}, "adults", "minstens één persoon"),
        ({"seeking": "9"}, "seeking", "Er zijn 3 leden"),
        ({"main_reason": "quality"}, "secondary_reasons", "De hoofdreden staat ook bij de andere redenen"),
        ({"point": "34002"}, "point", "Kies een van de mogelijkheden"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed(worker, work, person, change, field, words):
    answer = post(worker, f"/woonclub/aanmelden/{person.uid}", FORM | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'href="#{field}' in answer.text
    assert change.get("registered_on", "16/03/2026") in answer.text
    assert work.session.scalars(select(Case)).all() == []


def test_a_second_case_of_a_household_is_refused(worker, case, person):
    answer = post(worker, f"/woonclub/aanmelden/{person.uid}", FORM)
    assert answer.status_code == 422
    assert f"loopt al dossier {case.number}. Werk daarin verder, of sluit het eerst af." in answer.text
    assert 'href="#registered_on"' in answer.text
    assert all(f'value="{FORM[name]}"' in answer.text for name in ("adults", "children"))


def test_a_trajectory_and_a_home(worker, work, case):
    started = post(worker, f"/woonclub/{case.number}/traject", {"subproject": "hbdh", "on": "10/02/2026"})
    assert started.status_code == 303
    again = post(worker, f"/woonclub/{case.number}/traject", {"subproject": "hbdh", "on": "11/02/2026"})
    assert again.status_code == 422
    home = {"found_on": "01/02/2026", "outcome": "private_rent", "rent_cents": "750,50", "found_by": "client"}
    early = post(worker, f"/woonclub/{case.number}/woning", home)
    assert early.status_code == 422
    assert "Het huishouden is aangemeld op 02/02/2026" in early.text
    assert 'href="#found_on"' in early.text
    assert "750,50" in early.text
    assert post(worker, f"/woonclub/{case.number}/woning", home | {"found_on": "01/03/2026"}).status_code == 303
    trajectory, outcome = work.session.scalars(select(Trajectory)).one(), work.session.scalars(select(Outcome)).one()
    assert (trajectory.subproject, trajectory.started_on) == ("hbdh", date(2026, 2, 10))
    assert (outcome.found_on, outcome.rent_cents, outcome.counts_as_found) == (date(2026, 3, 1), 75050, True)
    page = worker.get(f"/dossiers/{case.number}").text
    assert "Woning gevonden" in page
    assert "Noteer een gevonden woning" not in page
    assert post(worker, f"/woonclub/{case.number}/woning", home | {"found_on": "02/03/2026"}).status_code == 422


def test_closing_ends_the_search(worker, work, case):
    post(worker, f"/woonclub/{case.number}/traject", {"subproject": "woonclub", "on": "10/02/2026"})
    version = re.search(r'name="version"[^>]*value="(\d+)"', worker.get(f"/dossiers/{case.number}/afsluiten").text)[1]
    closing = {"reason": "lost_contact", "on": "12/03/2026", "version": version}
    assert post(worker, f"/dossiers/{case.number}/afsluiten", closing).status_code == 303
    assert work.session.scalars(select(Trajectory)).one().ended_on == date(2026, 3, 12)
    outcome = work.session.scalars(select(Outcome)).one()
    assert (outcome.outcome, outcome.counts_as_found, outcome.found_on) == ("lost_contact", False, None)
    assert (
        post(worker, f"/woonclub/{case.number}/traject", {"subproject": "hbdh", "on": "13/03/2026"}).status_code == 422
    )


@pytest.mark.parametrize("page", ["traject", "woning"])
def test_what_is_not_yours_is_as_good_as_missing(app, case, page):
    elsewhere = sign_in(app.test_client(), "social_worker", "woonclub", "34027")
    missing = elsewhere.get("/woonclub/WC-2026-9999/" + page)
    foreign = elsewhere.get(f"/woonclub/{case.number}/{page}")
    assert (missing.status_code, foreign.status_code) == (404, 404)
    assert post(elsewhere, f"/woonclub/{case.number}/{page}", {}).status_code == 404
    reader = sign_in(app.test_client(), "partner_worker", "woonclub", "34022")
    assert reader.get(f"/woonclub/{case.number}/{page}").status_code == 403


def test_the_trail_says_what_was_done_and_nothing_of_whom(worker, work, person):
    post(worker, f"/woonclub/aanmelden/{person.uid}", FORM)
    actions = set(work.session.scalars(select(AuditRecord.action)))
    assert {"woonclub.register", "case.open"} <= actions


KEY = "woonclub.new_households"


def test_the_page_of_a_figure(worker, case, work):
    page = worker.get(f"/cijfers/2026/{KEY}")
    assert page.status_code == 200
    for words in (
        "Nieuwe huishoudens in 2026",
        "hoogstens één keer per jaar",
        "Huurder",
        "Kortrijk",
        "Toon de lijst (1)",
    ):
        assert words in page.text
    for name in ("Elders", "Verderop"):
        other = registered(work, "34027", family_name=name, national_number=None)
        with work.transaction():
            register(work, person_uid=other.uid, intake=INTAKE, organisation="34027")
    listed = worker.get(f"/cijfers/2026/{KEY}/lijst")
    assert "3 dossiers in deze lijst" in listed.text
    assert "zijn er 2 van een andere organisatie" in listed.text
    assert listed.text.count("/dossiers/WC-") == 1
    narrowed = worker.get(f"/cijfers/2026/{KEY}/lijst?per=situation_group&groep=homeless")
    assert "Woonsituatie: Dakloos" in narrowed.text
    assert "0 dossiers" in narrowed.text


def test_who_may_see_the_list_of_a_figure(app, case):
    analyst = sign_in(app.test_client(), "analyst")
    listed = analyst.get(f"/cijfers/2026/{KEY}/lijst").text
    assert case.number in listed
    assert f"/dossiers/{case.number}" not in listed
    keeper = sign_in(app.test_client(), "dpo")
    assert "Toon de lijst" not in keeper.get(f"/cijfers/2026/{KEY}").text
    assert keeper.get(f"/cijfers/2026/{KEY}/lijst").status_code == 403


@pytest.mark.parametrize("address", ["2026/woonclub.luchtkasteel", "1600/" + KEY, f"2026/{KEY}/lijst?per=kleur"])
def test_a_figure_that_is_not_there(worker, address):
    assert worker.get(f"/cijfers/{address}").status_code == 404


def test_every_figure_has_a_page(worker, case):
    from app.actionplan.registry import all_measures

    for measure in all_measures():
        assert worker.get(f"/cijfers/2026/{measure.key}").status_code == 200
        assert worker.get(f"/cijfers/2026/{measure.key}/lijst").status_code == 200
