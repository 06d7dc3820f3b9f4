"""After the home and beside the search: looking up, resting, silence that a worker decides on, closing and signing."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.cases.models_tasks import Task
from app.core.errors import Refused
from app.projects.woonclub.models_aftercare import Closing, FollowUp, SilenceDecision
from app.projects.woonclub.rules import Home, Intake
from app.projects.woonclub.rules_aftercare import Silence, silence_step
from app.projects.woonclub.service import record_home_found, register, start_trajectory
from app.projects.woonclub.service_closing import close_search, sign_closing
from app.projects.woonclub.terms import terms
from tests.support.cases import TODAY
from tests.support.clients import registered
from tests.support.people import post, sign_in

OPENED = date(2025, 11, 3)


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "woonclub", "34022")


@pytest.fixture
def case(work):
    return searching(work, OPENED)


def searching(work, opened_on, family_name="Zoekgraag"):
    person = registered(work, family_name=family_name, national_number=None)
    intake = Intake(opened_on, "34022", "rent_private", "own_feet", 1, 2)
    with work.transaction():
        return register(work, person_uid=person.uid, intake=intake, organisation="34022")


def version(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]


@pytest.mark.parametrize(
    ("days", "asleep", "step"),
    [
        (59, False, None),
        (60, False, Silence.SLEEPING),
        (60, True, None),
        (90, True, Silence.LOST),
        (90, False, Silence.LOST),
    ],
)
def test_what_silence_proposes(days, asleep, step):
    assert silence_step(TODAY - timedelta(days=days), TODAY, asleep, terms()) is step


def test_a_home_is_followed_by_looking_up(worker, work, case):
    with work.transaction():
        start_trajectory(work, case=case, on=OPENED, subproject="hbdh")
        home = Home(date(2026, 1, 10), "private_rent", lease_start=date(2026, 2, 1), move_in=date(2026, 2, 15))
        record_home_found(work, case=case, home=home)
    planned = work.session.scalars(select(FollowUp).order_by(FollowUp.due_on, FollowUp.subproject)).all()
    assert [(one.subproject, one.months, one.due_on) for one in planned] == [
        ("woonclub", 1, date(2026, 3, 15)),
        ("hbdh", 3, date(2026, 5, 15)),
        ("woonclub", 3, date(2026, 5, 15)),
        ("hbdh", 6, date(2026, 8, 15)),
        ("woonclub", 6, date(2026, 8, 15)),
        ("hbdh", 12, date(2027, 2, 15)),
    ]
    assert len(work.session.scalars(select(Task)).all()) == 5
    listed = worker.get("/woonclub/opvolging").text
    assert ("nazorg na 1 maand" in listed, "Te laat" in listed, "Zoekgraag" in listed) == (True, True, True)
    address = f"/woonclub/nazorg/{planned[0].uid}"
    answer = {"version": "1", "on": "14/02/2026", "result": "lives_there"}
    early = post(worker, address, answer)
    assert (early.status_code, "De woning is van 15/02/2026" in early.text) == (422, True)
    assert post(worker, address, answer | {"on": "16/03/2026"}).status_code == 303
    assert post(worker, address, answer | {"on": "16/03/2026"}).status_code == 409
    work.session.rollback()
    work.session.expire_all()
    assert (work.session.get_one(Case, case.uid).phase, planned[0].result) == ("nazorg", "lives_there")
    assert "Nazorg na 1 maand: Woont er nog" in worker.get(f"/dossiers/{case.number}").text
    assert "Niemand om naar te vragen" in worker.get("/woonclub/opvolging").text


def test_hbdh_that_begins_after_the_home(work, case):
    with work.transaction():
        record_home_found(work, case=case, home=Home(date(2026, 3, 2), "social_rent"))
        start_trajectory(work, case=case, on=date(2026, 3, 9), subproject="hbdh")
        start_trajectory(work, case=case, on=date(2026, 3, 9))
    assert len(work.session.scalars(select(FollowUp)).all()) == 6


def test_resting_and_going_on(worker, work, case):
    page = worker.get(f"/woonclub/{case.number}/pauze")
    wrong = {"version": version(page), "on": "10/03/2026", "reason": "papers", "review_on": "10/03/2026"}
    assert "Kies een dag na het begin" in post(worker, f"/woonclub/{case.number}/pauze", wrong).text
    resting = wrong | {"review_on": "01/04/2026"}
    assert post(worker, f"/woonclub/{case.number}/pauze", resting).status_code == 303
    assert post(worker, f"/woonclub/{case.number}/pauze", resting).status_code == 409
    shown = worker.get(f"/dossiers/{case.number}").text
    assert ("Neem de zoektocht weer op" in shown, "vraag of ze verder gaat" in shown) == (True, True)
    assert "Gepauzeerd" not in worker.get(f"/dossiers/{case.number}/fase").text.split("<form")[-1]
    going_on = {"version": version(worker.get(f"/woonclub/{case.number}/hervat")), "on": "16/03/2026"}
    assert post(worker, f"/woonclub/{case.number}/hervat", going_on).status_code == 303
    assert post(worker, f"/woonclub/{case.number}/hervat", {"version": "9", "on": "16/03/2026"}).status_code == 409


def test_silence_is_decided_by_a_worker(worker, work):
    silent = {"Appelflap": 70, "Boterkoek": 95, "Citroentaart": 65, "Druivensap": 10}
    asleep, lost, kept, spoken = (searching(work, TODAY - timedelta(days), name) for name, days in silent.items())
    listed = worker.get("/woonclub/opvolging").text
    assert [case.number in listed for case in (asleep, lost, kept, spoken)] == [True, True, True, False]
    for case, step, decision in ((asleep, "sleeping", "ja"), (lost, "lost", "ja"), (kept, "sleeping", "nee")):
        answer = post(worker, f"/woonclub/{case.number}/stilte", {"step": step, "decision": decision})
        assert answer.status_code == 303
    work.session.rollback()
    work.session.expire_all()
    stands = {case.number: (case.phase, case.close_reason) for case in work.session.scalars(select(Case))}
    assert stands[asleep.number] == ("gepauzeerd", None)
    assert stands[lost.number] == ("afgesloten", "lost_contact")
    assert stands[kept.number] == ("aangemeld", None)
    assert "Geen stille zoektochten" in worker.get("/woonclub/opvolging").text
    again = post(worker, f"/woonclub/{spoken.number}/stilte", {"step": "lost", "decision": "ja"}, follow_redirects=True)
    assert "Er is intussen contact geweest" in again.text
    with work.transaction():
        for decision in work.session.scalars(select(SilenceDecision)):
            decision.decided_on -= timedelta(days=31)
    assert kept.number in worker.get("/woonclub/opvolging").text


def test_closing_asks_where_to_and_is_signed_by_somebody_else(app, worker, work, case):
    coordinator = sign_in(app.test_client(), "coordinator", "woonclub", "34022")
    assert f"/woonclub/{case.number}/afsluiten" in worker.get(f"/dossiers/{case.number}").text
    ending = {"version": "1", "on": "16/03/2026", "reason": "left_region"}
    refused = post(worker, f"/woonclub/{case.number}/afsluiten", ending)
    assert (refused.status_code, "Kies waar het huishouden naartoe ging." in refused.text) == (422, True)
    assert (
        post(coordinator, f"/woonclub/{case.number}/afsluiten", ending | {"destination": "left_country"}).status_code
        == 303
    )
    closing = work.session.scalars(select(Closing)).one()
    assert (closing.destination, closing.reason, closing.signed_on) == ("left_country", "left_region", None)
    assert case.number not in coordinator.get("/woonclub/opvolging").text
    own = post(coordinator, f"/woonclub/afsluiting/{closing.uid}/nagekeken", follow_redirects=True)
    assert "Je sloot dit dossier zelf af" in own.text
    second = sign_in(app.test_client(), "coordinator", "woonclub", "34022")
    assert case.number in second.get("/woonclub/opvolging").text
    post(second, f"/woonclub/afsluiting/{closing.uid}/nagekeken")
    work.session.rollback()
    work.session.expire_all()
    assert (closing.signed_on, closing.signer) == (TODAY, f"user:{second.user_uid}")


def test_who_signs_is_not_who_closed(work, case):
    with work.transaction():
        closing = close_search(work, case=case, on=TODAY, reason="lost_contact", destination="unknown")
    with pytest.raises(Refused, match="zelf af"), work.transaction():
        sign_closing(work, uid=closing.uid)
