"""The registers: the 72 hours of a breach, contracts with processors, impact assessments."""

from datetime import UTC, datetime, timedelta

import pytest

from app.policy_data import load_policy_data
from app.privacy.rules_registers import Clock, clock_of, step_problem
from tests.support.cases import trail_text
from tests.support.people import post, sign_in

SECRET = "Zaagvis-7781"
FOUND = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
TERM = timedelta(hours=72)


@pytest.fixture
def officer(app, work, clock):
    with work.transaction():
        load_policy_data(work.session, clock)
    return sign_in(app.test_client(), "dpo")


def test_the_clock_of_a_breach_ends_when_the_authority_knows():
    end = FOUND + TERM
    assert clock_of(FOUND, TERM, {}, end) is Clock.RUNNING
    assert clock_of(FOUND, TERM, {}, end + timedelta(seconds=1)) is Clock.LATE
    assert clock_of(FOUND, TERM, {"authority_told": end}, end + TERM) is Clock.TOLD
    assert clock_of(FOUND, TERM, {"authority_told": end + timedelta(minutes=1)}, end + TERM) is Clock.TOLD_LATE
    assert clock_of(FOUND, TERM, {"authority_not": FOUND}, end + TERM) is Clock.NOT_NEEDED
    assert step_problem("authority_not", "risk", ()) is not None
    assert step_problem("authority_not", "none", ()) is None
    assert step_problem("authority_told", "none", {"authority_not"}) is not None
    assert step_problem("closed", "none", {"authority_not"}) is not None
    assert step_problem("closed", "none", {"authority_not", "people_not"}) is None
    assert step_problem("measure", "none", {"closed"}) is not None


def test_a_breach_is_followed_to_its_end(app, work, clock, officer, settings):
    noted = {"found_on": "14/03/2026", "hour": "09:00", "kind": "sent", "risk": "high", "people": "3", "what": SECRET}
    assert post(officer, "/registers/lek", noted | {"hour": "laat"}).status_code == 422
    assert post(officer, "/registers/lek", noted | {"found_on": "20/03/2026"}).status_code == 422
    assert post(officer, "/registers/lek", noted).status_code == 303
    page = officer.get("/registers/").text
    assert "Nog 21 uur" in page
    assert SECRET not in page, "the list opens nothing"
    url = "/registers/lek/1"
    assert SECRET in officer.get(url).text
    step = {"on": "16/03/2026", "hour": "10:00", "why": ""}
    assert "moet de autoriteit het weten" in post(officer, url, step | {"kind": "authority_not", "why": "x"}).text
    assert "Schrijf waarom" in post(officer, url, step | {"kind": "people_not"}).text
    assert "vaststelling en nu" in post(officer, url, step | {"kind": "stopped", "on": "13/03/2026"}).text
    clock.instant = FOUND + timedelta(hours=73)
    officer = sign_in(app.test_client(), "dpo")
    assert "1 uur te laat" in officer.get(url).text
    late = {"kind": "authority_told", "on": "17/03/2026", "hour": "09:30", "why": ""}
    assert "Schrijf waarom" in post(officer, url, late).text
    for kind in ("authority_told", "people_told", "closed"):
        assert post(officer, url, late | {"kind": kind, "why": f"{SECRET} {kind}"}).status_code == 303, kind
    page = officer.get(url).text
    assert "Te laat gemeld" in page
    assert "Afgesloten" in page
    assert "Noteer een stap" not in page
    assert SECRET not in trail_text(work.session)
    for path in settings.home.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


def test_processors_and_assessments_show_what_is_due(app, work, officer):
    assert post(officer, "/registers/verwerker", {"name": "Hostbedrijf", "service": "Servers"}).status_code == 422
    good = {"name": "Hostbedrijf", "service": "Servers", "transfer": "none"}
    wrong = {"contract_on": "01/03/2026", "contract_until": "01/02/2026"}
    assert post(officer, "/registers/verwerker", good | wrong).status_code == 422
    assert post(officer, "/registers/verwerker", good).status_code == 303
    page = officer.get("/registers/").text
    assert "Geen geldige overeenkomst" in page
    uid = page.partition("/registers/verwerker/")[2][:36]
    assert post(officer, f"/registers/verwerker/{uid}/gestopt").status_code == 303
    assert "Gestopt" in officer.get("/registers/").text
    assessed = {"project": "uithuiszetting", "done_on": "01/03/2025", "review_on": "01/03/2026", "outcome": "measures"}
    assert post(officer, "/registers/effectbeoordeling", assessed | {"review_on": "01/03/2025"}).status_code == 422
    assert post(officer, "/registers/effectbeoordeling", assessed).status_code == 303
    assert "Te herzien" in officer.get("/registers/").text
    assert post(
        officer, "/registers/effectbeoordeling", assessed | {"done_on": "10/03/2026", "review_on": "10/03/2028"}
    )
    assert "Te herzien" not in officer.get("/registers/").text, "a newer one took its place"
    for role in ("coordinator", "administrator"):
        assert sign_in(app.test_client(), role).get("/registers/").status_code == 403
