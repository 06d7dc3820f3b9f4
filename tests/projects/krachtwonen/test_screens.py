"""The pages of the desk and the board as signed-in colleagues use them, without script: from report to key and back."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.projects.krachtwonen.homes.service import Terms, set_features, set_terms
from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_papers import Agreement
from app.projects.krachtwonen.waiting.models import Offer, Ranking, RankingLine, WaitingEntry
from tests.projects.krachtwonen.people import home
from tests.support.cases import add_person
from tests.support.people import post, sign_in

REPORT = {
    "reported_on": "10/03/2026",
    "municipality": "34022",
    "adults": "1",
    "children": "1",
    "tried": "Verzonnen: overal gebeld.",
    "organisation": "34022",
}
SCREENING = {
    "on": "11/03/2026",
    "housing": "car_tent_squat",
    "tried": ["network", "shelter"],
    "is_long_homeless": "ja",
    "has_combined_problems": "nee",
    "admits_coach": "y",
    "note": "Belt liefst voor de middag.",
}
WISH = {"tier": "children", "tier_since": "10/03/2026", "persons": "2", "bedrooms": "1", "needs": ["ground_floor"]}
KEY = {
    "on": "16/03/2026",
    "kind": "gebruik",
    "signed_on": "16/03/2026",
    "house_rules_on": "16/03/2026",
    "inventory_in_on": "16/03/2026",
    "keys": "2",
}


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "krachtwonen", "34022")


@pytest.fixture
def coordinator(app):
    return sign_in(app.test_client(), "coordinator", "krachtwonen", "W13")


def sent(client, address, data=None):
    """Send a form that is in order; where it leads."""
    answer = post(client, address, data)
    assert answer.status_code == 303, re.findall(r"field-error.*?</span>([^<]+)|<li>(?:<a[^>]*>)?([^<]+)", answer.text)[
        :5
    ]
    return answer.location


def one(work, model):
    work.session.rollback()
    return work.session.scalars(select(model)).one()


def waits(worker, coordinator, work):
    """A household that was reported, screened, decided on and put on the list; the address of its situation."""
    with work.transaction():
        person = add_person(work, given_name="Wim", family_name="Zandkasteel")
    assert "Meld bij Kracht.Wonen" in worker.get(f"/personen/{person.uid}").text
    situation = sent(worker, f"/krachtwonen/melden/{person.uid}", REPORT)
    sent(worker, f"{situation}/screening", SCREENING)
    sent(coordinator, f"{situation}/besluit", {"outcome": "aanbod_woning", "on": "12/03/2026"})
    sent(coordinator, f"{situation}/wachtlijst", WISH)
    return situation


def offered(coordinator, unit):
    """The address of the answer to an offer of this home to whoever stands first."""
    ranking = sent(coordinator, f"/krachtwonen/woningen/{unit.uid}/rangschikken")
    page = coordinator.get(ranking).text
    offer = re.search(r'href="([^"]+/aanbod/[^"]+)"', page)[1]
    terms = {"move_in_on": "16/03/2026", "until": "01/06/2026", "expires_on": "19/03/2026"}
    situation = sent(coordinator, offer, terms)
    return re.search(r'href="(/krachtwonen/aanbod/[^"]+)"', coordinator.get(situation).text)[1]


def test_from_report_to_key_and_back(worker, coordinator, work):
    with work.transaction():
        unit = home(work, "KW-1", max_persons=4, bedrooms=2)
        terms = Terms(date(2026, 1, 1), "gebruik", 45_000, "month", "Geen open vuur.")
        set_terms(work, unit_uid=unit.uid, terms=terms)
    sent(coordinator, f"/krachtwonen/woningen/{unit.uid}/kenmerken", {"features": ["ground_floor"]})
    situation = waits(worker, coordinator, work)
    shown = worker.get(situation).text
    for words in ("Familie en vrienden gevraagd", "overal gebeld", "Belt liefst", "Wim Zandkasteel"):
        assert words.lower() in shown.lower()
    assert "Hoogste voorrang: kinderen betrokken, sinds 10/03/2026" in coordinator.get("/krachtwonen/wachtlijst").text
    answer = offered(coordinator, unit)
    assert "Aanbod open" in coordinator.get("/krachtwonen/wachtlijst").text
    assert "bar-offer" in worker.get("/krachtwonen/planbord").text
    stay = sent(worker, answer)
    board = worker.get("/krachtwonen/planbord").text
    assert "bar-planned" in board
    assert ">WZ</a>" in board
    late = post(worker, f"{stay}/sleutel", KEY | {"signed_on": "17/03/2026"})
    assert late.status_code == 422
    assert "Dit moet gebeurd zijn op 16/03/2026" in late.text
    assert "Geen open vuur." in late.text
    sent(worker, f"{stay}/sleutel", KEY)
    papers = one(work, Agreement)
    assert (papers.keys, papers.fee_cents, papers.fee_per) == (2, 45_000, "month")
    assert one(work, WaitingEntry).end_reason == "housed"
    assert one(work, Case).phase == "plaatsing"
    assert "450,00" in worker.get(stay).text
    sent(worker, f"{stay}/afwezig", {"away_from": "16/03/2026", "back_on": "18/03/2026", "reason": "hospital"})
    assert "bar-away" in worker.get("/krachtwonen/planbord").text
    assert one(work, Stay).status is StayStatus.ARRIVED
    assert one(work, Ranking).policy_on == date(2026, 3, 16)
    assert one(work, RankingLine).decisive == "first"
    assert one(work, Offer).stay_uid == one(work, Stay).uid


def test_every_page_of_a_coordinator_opens(worker, coordinator, work):
    with work.transaction():
        unit = home(work, "KW-1", max_persons=4, bedrooms=2)
        set_features(work, unit_uid=unit.uid, features=["ground_floor"])
    situation = waits(worker, coordinator, work)
    for address in (
        "",
        "situaties",
        "situaties?stand=wacht",
        "melden",
        "wachtlijst",
        "woningen",
        "woningen?soort=kw_pool",
        "woningen/nieuw",
        f"woningen/{unit.uid}?van=20/03/2026",
        f"woningen/{unit.uid}/toestand",
        f"woningen/{unit.uid}/kenmerken",
        f"woningen/{unit.uid}/voorwaarden",
        f"woningen/{unit.uid}/uit-de-pool",
        "planbord?dagen=92&van=01/01/2026",
        "planbord?dagen=14&personen=2&slaapkamers=1&gemeente=34022",
        "planbord?vrij_van=20/03/2026&vrij_tot=27/03/2026",
    ):
        assert coordinator.get(f"/krachtwonen/{address}").status_code == 200, address
    for address in ("screening", "besluit", "wachtlijst", "van-de-wachtlijst"):
        assert coordinator.get(f"{situation}/{address}").status_code == 200, address
    stay = sent(worker, offered(coordinator, unit))
    for address in ("", "/sleutel", "/verlengen", "/einde", "/vertrek", "/verhuis", "/afwezig", "/niet-opgedaagd"):
        assert worker.get(f"{stay}{address}").status_code == 200, address
    assert "Kracht.Wonen" in coordinator.get(situation.replace("/krachtwonen/situatie", "/dossiers")).text
