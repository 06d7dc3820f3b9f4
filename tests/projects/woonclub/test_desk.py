"""The desk of a service point: search first, register in one go, keep the list of the day."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.clients.models import Person
from app.projects.woonclub.models_desk import Visit
from app.projects.woonclub.models_intake import Wish
from tests.support.cases import trail_text
from tests.support.clients import registered
from tests.support.people import post, sign_in

DESK = "/woonclub/balie/34022"
WALK_IN = {
    "adults": "1",
    "children": "2",
    "situation": "family_forced",
    "main_reason": "relationship",
    "municipality": "34022",
    "max_rent_cents": "650",
    "bedrooms": "2",
    "wanted": ["34022", "34041"],
    "organisation": "34022",
}
NEW = WALK_IN | {"family_name": "Balieproef", "given_name": "Zonnebloem", "phone": "0400 00 00 01"}


def fresh(work):
    """The session, reading what other requests left."""
    work.session.rollback()
    return work.session


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "woonclub", "34022")


def test_the_points_of_today_and_their_hours(worker):
    page = worker.get("/woonclub/balie").text
    # 16/03/2026 is a Monday: Kortrijk is open, Wevelgem opens on Tuesday.
    assert page.index("Woonclubpunt Kortrijk") < page.index("Woonclubpunt Menen")
    assert "Vandaag van 09:00 tot 12:00 uur" in page
    assert "Opnieuw open op dinsdag 17/03/2026, van 09:00 tot 11:30 uur" in page
    assert worker.get("/woonclub/balie/34002").status_code == 404


def test_somebody_new_is_registered_in_one_go(worker, work):
    searched = post(worker, f"{DESK}/zoeken", {"q": "Zonnebloem Balieproef"})
    assert "0 personen gevonden" in searched.text
    form = post(worker, f"{DESK}/nieuw", {"q": "zonnebloem balieproef", "step": "begin"})
    assert form.status_code == 200
    assert re.search(r'name="given_name"[^>]*value="Zonnebloem"', form.text)
    assert re.search(r'name="family_name"[^>]*value="Balieproef"', form.text)
    assert re.search(r'<option selected value="34022"', form.text)
    refused = post(worker, f"{DESK}/nieuw", NEW | {"situation": "", "max_rent_cents": "-1"})
    assert refused.status_code == 422
    assert "Kies een woonsituatie." in refused.text
    assert "Balieproef" in refused.text
    assert fresh(work).scalars(select(Person)).all() == []
    assert post(worker, f"{DESK}/nieuw", NEW | {"bedrooms": "99"}).status_code == 422
    assert post(worker, f"{DESK}/nieuw", NEW).status_code == 303
    case = fresh(work).scalars(select(Case)).one()
    wish, visit = fresh(work).get_one(Wish, case.uid), fresh(work).scalars(select(Visit)).one()
    assert (case.opened_on, case.point, case.snapshot_uid is not None) == (date(2026, 3, 16), "34022", True)
    assert (wish.municipalities, wish.max_rent_cents, wish.bedrooms) == (["34022", "34041"], 65_000, 2)
    assert (visit.point, visit.ended_at) == ("34022", None)
    desk = worker.get(DESK).text
    assert "Zonnebloem Balieproef" in desk
    assert "Nieuw" in desk
    assert "Balieproef" not in trail_text(work.session)
    again = post(worker, f"{DESK}/nieuw", NEW)
    assert "Is dit dezelfde persoon?" in again.text
    assert "zelfde naam" in again.text
    judged = re.search(r'name="judged" value="([^"]+)"', again.text)[1]
    assert 'value="relationship"' in again.text
    same = post(worker, f"{DESK}/aanmelden/{judged}", NEW)
    assert same.status_code == 422
    assert case.number in same.text
    assert post(worker, f"{DESK}/nieuw", NEW | {"judged": judged, "step": "edit"}).status_code == 200
    assert post(worker, f"{DESK}/nieuw", NEW | {"judged": judged}).status_code == 303
    assert len(fresh(work).scalars(select(Case)).all()) == 2


def test_somebody_known_is_registered_and_comes_back(worker, work):
    person = registered(work)
    found = post(worker, f"{DESK}/zoeken", {"q": person_name(work, person)})
    assert 'name="wide"' in found.text
    assert 'name="wide"' not in post(worker, f"{DESK}/zoeken", {"q": person_name(work, person), "wide": "1"}).text
    address = f"{DESK}/aanmelden/{person.uid}"
    assert address in found.text
    assert "2" not in re.search(r'name="children"[^>]*value="(\d*)"', worker.get(address).text)[1]
    assert post(worker, address, WALK_IN).status_code == 303
    visit = fresh(work).scalars(select(Visit)).one()
    number = fresh(work).scalars(select(Case)).one().number
    arrive = f"{DESK}/{number}/aangekomen"
    assert arrive in post(worker, f"{DESK}/zoeken", {"q": person_name(work, person)}).text
    assert "staat al op de lijst" in post(worker, arrive, {}, follow_redirects=True).text
    assert post(worker, f"/woonclub/balie/bezoek/{visit.uid}/weg", {}).status_code == 422
    assert post(worker, f"/woonclub/balie/bezoek/{visit.uid}/helped", {}).status_code == 303
    assert "Geholpen" in worker.get(DESK).text
    assert post(worker, arrive, {}).status_code == 303
    assert [each.end for each in fresh(work).scalars(select(Visit).order_by(Visit.uid))] == ["helped", None]


def test_the_list_holds_what_one_may_see(app, worker, work):
    post(worker, f"{DESK}/nieuw", NEW)
    visit = fresh(work).scalars(select(Visit)).one()
    elsewhere = sign_in(app.test_client(), "social_worker", "woonclub", "34027")
    assert "Er is vandaag nog niemand geweest." in elsewhere.get(DESK).text
    assert post(elsewhere, f"/woonclub/balie/bezoek/{visit.uid}/helped", {}).status_code == 404
    assert sign_in(app.test_client(), "volunteer", "woonclub", "34022").get(DESK).status_code == 403


def person_name(work, person):
    return f"{person.given_name} {person.family_name}"
