"""The team: how much each follows, giving and offering cases, and nobody gets a case while they are away."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.cases.models_team import HandOver
from app.cases.rules_team import Away, away_on, check_absence
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from tests.support.cases import KIND, TODAY, add_case
from tests.support.people import add_person, post, sign_in, sign_in_as


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", KIND.key, "34022")


@pytest.fixture
def case(work, worker):
    with work.transaction():
        return add_case(work, opened_on=date(2026, 1, 5), worker_uid=worker.user_uid, family_name="Zeldzaam")


def now(work, case):
    work.session.rollback()
    return work.session.get_one(Case, case.uid, populate_existing=True)


def away(client, since="10/03/2026", until="20/03/2026", deputy=""):
    return post(client, "/afwezig", {"since": since, "until": until, "deputy": deputy})


def test_away_from_a_day_to_and_with_a_day():
    absences = [Away(date(2026, 3, 10), date(2026, 3, 16))]
    found = [away_on(absences, date(2026, 3, day)) is not None for day in (9, 10, 16, 17)]
    assert found == [False, True, True, False]
    for since, until in ((date(2026, 3, 18), date(2026, 3, 17)), (date(2026, 3, 1), date(2026, 3, 15))):
        with pytest.raises(Refused):
            check_absence(since, until, TODAY)


def test_giving_a_case_to_a_colleague(app, worker, case, work):
    colleague = sign_in(app.test_client(), "social_worker", KIND.key, "34022")
    elsewhere = add_person(app, "social_worker", KIND.key, "34027")
    volunteer = add_person(app, "volunteer", KIND.key, "34022")
    url, given = f"/dossiers/{case.number}/toewijzen", {"version": "1", "worker": str(colleague.user_uid)}
    for stranger in (elsewhere, volunteer):
        assert str(stranger) not in worker.get(url).text
        assert post(worker, url, given | {"worker": str(stranger)}).status_code == 422
    assert away(colleague, deputy=str(worker.user_uid)).status_code == 303
    refused = post(worker, url, given)
    assert refused.status_code == 422
    assert "is afwezig tot en met 20/03/2026. Kies Collega social worker, die vervangt" in refused.text
    planned = re.search(r"/afwezig/([0-9a-f-]{36})/weg", colleague.get("/afwezig").text)[1]
    assert post(worker, f"/afwezig/{planned}/weg").status_code == 404
    assert post(colleague, f"/afwezig/{planned}/weg").status_code == 303
    assert post(worker, url, given).status_code == 303
    assert now(work, case).worker_uid == colleague.user_uid
    assert post(worker, url, given | {"worker": str(worker.user_uid)}).status_code == 409


def test_offering_a_case_until_it_is_accepted(app, worker, case, work):
    partner = sign_in(app.test_client(), "social_worker", KIND.key, "34027")
    url = f"/dossiers/{case.number}/overdragen"
    offer = {"version": "1", "to": f"{partner.user_uid}@34027", "why": "Verhuisd naar jullie gemeente"}
    away(partner)
    refused = post(worker, url, offer)
    assert (refused.status_code, "is afwezig tot en met 20/03/2026" in refused.text) == (422, True)
    assert "Verhuisd naar jullie gemeente" in refused.text
    planned = re.search(r"/afwezig/([0-9a-f-]{36})/weg", partner.get("/afwezig").text)[1]
    post(partner, f"/afwezig/{planned}/weg")
    assert post(worker, url, offer | {"to": f"{worker.user_uid}@34022"}).status_code == 422
    helper = sign_in(app.test_client(), "social_worker", KIND.key, "CAW")
    unasked = post(worker, url, offer | {"to": f"{helper.user_uid}@CAW"})
    assert (unasked.status_code, "enkel weten met toestemming" in unasked.text) == (422, True)
    assert "Verhuisd naar jullie gemeente" in unasked.text
    assert post(worker, url, offer).status_code == 303
    assert "Trek het aanbod in" in worker.get(f"/dossiers/{case.number}").text
    assert (
        post(worker, f"/dossiers/{case.number}/toewijzen", {"version": "1", "worker": str(worker.user_uid)}).status_code
        == 422
    )
    uid = work.session.scalars(select(HandOver.uid)).one()
    assert f"/overdracht/{uid}" in partner.get("/").text
    page = partner.get(f"/overdracht/{uid}").text
    assert ("Verhuisd naar jullie gemeente" in page, "Zeldzaam" in page) == (True, False)
    assert partner.get(f"/dossiers/{case.number}").status_code == 404
    assert worker.get(f"/overdracht/{uid}").status_code == 404
    assert post(partner, f"/overdracht/{uid}", {"antwoord": "nee"}).status_code == 422
    assert post(partner, f"/overdracht/{uid}", {"antwoord": "nee", "answer": "Geen plaats"}).status_code == 303
    assert now(work, case).organisation == "34022"
    post(worker, url, offer)
    work.session.rollback()
    second = next(row.uid for row in work.session.scalars(select(HandOver)) if row.uid != uid)
    assert post(partner, f"/overdracht/{second}", {"antwoord": "ja"}).status_code == 303
    stands = now(work, case)
    assert (stands.organisation, stands.worker_uid) == ("34027", partner.user_uid)
    assert worker.get(f"/dossiers/{case.number}").status_code == 404
    assert post(partner, f"/overdracht/{second}", {"antwoord": "ja"}).status_code == 422


def test_taking_an_offer_back(app, worker, case, work):
    partner = sign_in(app.test_client(), "social_worker", KIND.key, "34027")
    offer = {"version": "1", "to": f"{partner.user_uid}@34027", "why": "Vergissing"}
    post(worker, f"/dossiers/{case.number}/overdragen", offer)
    post(worker, f"/dossiers/{case.number}/overdragen/intrekken")
    uid = work.session.scalars(select(HandOver.uid)).one()
    assert post(partner, f"/overdracht/{uid}", {"antwoord": "ja"}).status_code == 422
    again = post(worker, f"/dossiers/{case.number}/overdragen/intrekken", follow_redirects=True)
    assert "Er is intussen geantwoord" in again.text
    assert now(work, case).organisation == "34022"


def test_the_caseload(app, worker, case, work):
    other = add_person(app, "social_worker", KIND.key, "34022")
    with work.transaction():
        add_case(work, family_name="Twee", worker_uid=other)
        add_case(work, family_name="Drie")
        add_case(work, family_name="Vier", organisation="34027")
        task = add_task(work, case=case, what="Proef", due_on=TODAY)
        task.due_on = date(2026, 3, 1)
    rows = re.findall(
        r"<tr><th[^>]*>([^<]+)</th>" + r"<td[^>]*>(\d+)</td>" * 3,
        worker.get("/team").text,
    )
    assert rows[0] == ("Nog niemand", "1", "0", "0")
    assert sorted(row[1:] for row in rows[1:]) == [("1", "0", "0"), ("1", "1", "1")]
    assert sign_in_as(app.test_client(), other).get("/team").status_code == 200
