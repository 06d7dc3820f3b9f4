"""Rental lists and matches: a volunteer's list, a home for a household, and what came of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.errors import Refused
from app.projects.woonclub.models_listings import Listing, Proposal, Sighting
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.rules_listings import Line
from app.projects.woonclub.service import register
from app.projects.woonclub.service_listings import let_go, mark_gone, note_homes
from app.projects.woonclub.service_matching import propose
from tests.support.clients import registered
from tests.support.people import post, sign_in

MONDAY = date(2026, 3, 16)
WEEK = "/woonclub/aanbod/34022/2026-12"
INTAKE = Intake(date(2026, 2, 2), "34022", "rent_private", "own_feet", 1, 2, point="34022")


@pytest.fixture
def volunteer(app):
    return sign_in(app.test_client(), "volunteer", None, "34022")


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "woonclub", "34022")


@pytest.fixture
def case(work):
    person = registered(work, family_name="Zoekgraag")
    with work.transaction():
        return register(work, person_uid=person.uid, intake=INTAKE, organisation="34022")


def home(place, address, rent, rooms, **more):
    fields = {"address": address, "rent_cents": rent, "bedrooms": rooms} | more
    return {f"homes-{place}-{name}": value for name, value in fields.items()}


def noted(work, *lines, week_on=MONDAY):
    with work.transaction():
        note_homes(work, municipality="34022", week_on=week_on, lines=lines)
        return list(work.session.scalars(select(Listing).order_by(Listing.uid)))


def test_a_volunteers_list_from_the_overview_to_complete(volunteer, work):
    assert "0 ontbreekt" in volunteer.get("/woonclub/aanbod").text
    pasted = "Plakstraat 5\t€ 815\t2\tB\nwww.zoekertje.test/7;990;3"
    filled = post(volunteer, WEEK, {"stap": "plak", "pasted": pasted} | home(0, "Weg 1", "700", "3"))
    assert filled.status_code == 200
    for words in ("Plakstraat 5", "815", "www.zoekertje.test/7", 'value="Weg 1"'):
        assert words in filled.text
    assert work.session.scalars(select(Listing)).all() == []
    grid = home(0, "Weg 1", "700", "3") | home(4, "Plakstraat 5", "815", "2", epc="b")
    assert post(volunteer, WEEK, grid).status_code == 303
    page = volunteer.get(WEEK).text
    assert all(words in page for words in ("Weg 1", "Plakstraat 5", "700,00", "Nog niet volledig"))
    post(volunteer, f"{WEEK}/volledig", {"volledig": "ja"})
    assert "2 volledig" in volunteer.get("/woonclub/aanbod").text
    post(volunteer, f"{WEEK}/volledig", {"volledig": "nee"})
    assert "2 bezig" in volunteer.get("/woonclub/aanbod").text


def test_a_list_that_is_refused_says_so_at_its_line_and_keeps_everything(volunteer, work):
    post(volunteer, WEEK, home(0, "Weg 1", "700", "3"))
    grid = (
        home(0, "weg 1", "700", "3")
        | home(2, "Nieuwe weg 2", "veel", "3")
        | home(3, "Derde weg 3", "650", "")
        | home(5, "Vierde weg 4", "650", "2")
    )
    answer = post(volunteer, WEEK, grid)
    assert answer.status_code == 422
    assert 'value="Nieuwe weg 2"' in answer.text
    assert "Vul het aantal slaapkamers in." in answer.text
    sound = home(0, "weg 1", "700", "3") | home(1, "Derde weg 3", "650", "1") | home(5, "derde weg 3", "650", "1")
    twice = post(volunteer, WEEK, sound)
    assert twice.status_code == 422
    assert "staat al op de lijst van deze week" in twice.text
    assert "Deze woning staat hierboven al." in twice.text
    assert "Noteer geen naam" in post(volunteer, WEEK, home(0, "Weg 8 bij meneer X", "650", "1")).text
    assert len(work.session.scalars(select(Listing)).all()) == 1
    assert post(volunteer, WEEK, {}).status_code == 422
    assert post(volunteer, "/woonclub/aanbod/34027/2026-12", home(0, "Weg 9", "650", "1")).status_code == 404
    assert volunteer.get("/woonclub/aanbod/34022/2025-53").status_code == 404
    assert post(volunteer, "/woonclub/aanbod/34022/2025-10", home(0, "Weg 9", "650", "1")).status_code == 422


def test_a_home_seen_again_is_the_same_one_and_goes_after_eight_weeks(work):
    last = MONDAY - timedelta(weeks=7)
    [old] = noted(work, Line("Weg 1", None, 70_000, 2), week_on=last)
    [again] = noted(
        work, Line("weg 1", "https://zoekertje.test/1", 72_000, 2, "d"), week_on=MONDAY - timedelta(weeks=1)
    )
    assert (again.uid, again.rent_cents, again.first_seen_on) == (old.uid, 72_000, last)
    assert len(work.session.scalars(select(Sighting)).all()) == 2
    [_, silent] = noted(work, Line("Weg 2", None, 80_000, 2), week_on=last)
    with work.transaction():
        silent.last_seen_on = silent.first_seen_on = MONDAY - timedelta(weeks=8)
        work.session.flush()
        assert let_go(work) == 1
        assert let_go(work) == 0
    work.session.expire_all()
    assert (silent.address, silent.link, silent.address_key, silent.rent_cents) == (None, None, None, 80_000)


def test_a_match_both_ways_and_what_came_of_it(worker, volunteer, work, case):
    fits, small = noted(work, Line("Weg 1", None, 70_000, 2, "c"), Line("Weg 2", None, 60_000, 1))
    page = worker.get(f"/woonclub/{case.number}/aanbod").text
    assert ("Weg 1" in page, "Weg 2" in page) == (True, False)
    assert "2 slaapkamers, 2 nodig" in page
    other_way = worker.get(f"/woonclub/aanbod/{fits.uid}").text
    assert ("Zoekgraag" in other_way, case.number in other_way) == (True, True)
    assert case.number not in worker.get(f"/woonclub/aanbod/{small.uid}").text
    for_volunteer = volunteer.get(f"/woonclub/aanbod/{fits.uid}").text
    assert ("Zoekgraag" in for_volunteer, case.number in for_volunteer) == (False, False)
    assert post(worker, f"/woonclub/{case.number}/voorstel", {"listing": str(fits.uid)}).status_code == 303
    assert "Voorgesteld op 16/03/2026" in worker.get(f"/woonclub/{case.number}/aanbod").text
    uid = work.session.scalars(select(Proposal.uid)).one()
    address = f"/woonclub/voorstel/{uid}"
    early = post(worker, address, {"version": "1", "applied_on": "15/03/2026"})
    assert (early.status_code, "De woning is voorgesteld op 16/03/2026" in early.text) == (422, True)
    assert post(worker, address, {"version": "1", "outcome": "got_it"}).status_code == 422
    assert post(worker, address, {"version": "1", "viewing_on": "20/03/2026"}).status_code == 303
    stale = post(worker, address, {"version": "1", "outcome": "unfit", "outcome_on": "16/03/2026"})
    assert (stale.status_code, "Bezichtiging op 20/03/2026" in stale.text) == (409, True)
    got = post(worker, address, {"version": "2", "outcome": "got_it", "outcome_on": "16/03/2026"})
    assert got.location == f"/woonclub/{case.number}/woning?voorstel={uid}"
    form = worker.get(got.location).text
    assert all(words in form for words in ('value="16/03/2026"', 'value="700,00"', 'selected value="volunteer"'))
    assert "Verhuurd op 16/03/2026" in worker.get(f"/woonclub/aanbod/{fits.uid}").text


def test_an_expired_or_let_home_is_refused(work, worker, case):
    over, let, fine = noted(
        work, Line("Weg 1", None, 70_000, 2), Line("Weg 2", None, 70_000, 2), Line("Weg 3", None, 70_000, 2)
    )
    with work.transaction():
        over.first_seen_on = over.last_seen_on = MONDAY - timedelta(weeks=8)
        mark_gone(work, uid=let.uid)
    for listing, words in ((over, "vervallen op 16/03/2026"), (let, "verhuurd sinds 16/03/2026")):
        with pytest.raises(Refused, match=words), work.transaction():
            propose(work, case=case, listing_uid=listing.uid)
    for listing in (str(over.uid), "", "geen"):
        answer = post(worker, f"/woonclub/{case.number}/voorstel", {"listing": listing})
        told = "Dit zoekertje is vervallen" if listing == str(over.uid) else "Kies een woning uit het aanbod"
        assert (answer.status_code, told in answer.text, "Weg 3" in answer.text) == (422, True, True)
    post(worker, f"/woonclub/{case.number}/voorstel", {"listing": str(fine.uid)})
    again = post(worker, f"/woonclub/{case.number}/voorstel", {"listing": str(fine.uid)})
    assert (again.status_code, "al voorgesteld" in again.text) == (422, True)
