"""Intake, wishes, goals and self-reliance of one household, through the pages."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.projects.woonclub.models_intake import Goal, Income, IntakeFile, ScoreSet
from app.projects.woonclub.queries_policy import domains
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.service import register
from tests.support.cases import trail_text
from tests.support.clients import registered
from tests.support.people import as_read, post, sign_in, version_on

TALK = {
    "on": "10/03/2026",
    "night": "family_forced",
    "threat_of_eviction": "y",
    "language_0": "uk",
    "language_1": "uk",
    "interpreter": "y",
    "source_0": "work_pt",
    "amount_0": "1.210,55",
    "source_1": "child_benefit",
    "amount_1": "360",
}


def fresh(work):
    """The session, reading what other requests left."""
    work.session.rollback()
    return work.session


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "woonclub", "34022")


@pytest.fixture
def case(work):
    intake = Intake(date(2026, 3, 2), "34022", "rent_private", "own_feet", 1, 2)
    person = registered(work)
    with work.transaction():
        return register(work, person_uid=person.uid, intake=intake, organisation="34022")


def again(work, row):
    """Read a row as another request left it."""
    fresh(work).refresh(row)


def test_an_intake_seals_amounts_and_shows_the_rule(worker, work, case):
    address = f"/woonclub/{case.number}/intake"
    for change, words in (
        ({"on": "01/03/2026"}, "Het huishouden is aangemeld op 02/03/2026"),
        ({"night": ""}, "Kies een woonsituatie."),
        ({"source_1": ""}, "Kies waar dit inkomen vandaan komt."),
        ({"amount_0": "-5"}, "nul of meer"),
    ):
        refused = as_read(worker, address, TALK | change)
        assert refused.status_code == 422, change
        assert words in refused.text
    assert as_read(worker, address, TALK).status_code == 303
    intake = fresh(work).get_one(IntakeFile, case.uid)
    assert (intake.ethos, intake.languages, intake.interpreter) == (["6", "7"], ["uk"], True)
    assert (intake.income_band, intake.main_source, intake.bedrooms_needed) == ("to_1500", "work_pt", 2)
    incomes = list(fresh(work).scalars(select(Income).order_by(Income.place)))
    assert [each.amount for each in incomes] == [Decimal("1210.55"), Decimal("360")]
    assert all(b"1210" not in each.amount_cell for each in incomes)
    plan = worker.get(f"/woonclub/{case.number}/plan").text
    assert "€&nbsp;399" in plan.replace("\N{NO-BREAK SPACE}", "&nbsp;")
    assert "Huur hoogstens een derde van het inkomen" in plan
    assert "nog niet bevestigd" in plan
    assert fresh(work).get_one(Case, case.uid).phase == "intake"
    assert "1.210,55" in worker.get(address).text
    read, other = worker.get(address).text, {"amount_0": "1.300"}
    assert as_read(worker, address, TALK | other).status_code == 303
    late = post(worker, address, TALK | {"amount_0": "1.400", "version": version_on(read)})
    assert late.status_code == 409
    assert "Een collega was je voor" in late.text
    assert "1.300,00" in late.text
    assert 'value="1.400"' in late.text
    mine = TALK | {"source_1": "", "amount_1": "", "version": version_on(late.text)}
    assert post(worker, address, mine).status_code == 303
    assert len(fresh(work).scalars(select(Income)).all()) == 1
    assert "1210" not in trail_text(work.session)


def test_wishes_and_goals(worker, work, case):
    plan = f"/woonclub/{case.number}/plan"
    wishes = {"max_rent_cents": "700", "wanted": ["34022"], "accessible": "y"}
    address = f"/woonclub/{case.number}/wensen"
    assert post(worker, address, wishes).status_code == 409
    assert as_read(worker, address, wishes | {"max_rent_cents": "0"}).status_code == 422
    read = worker.get(address).text
    assert as_read(worker, address, wishes).status_code == 303
    late = post(worker, address, wishes | {"max_rent_cents": "800", "version": version_on(read)})
    assert late.status_code == 409
    assert "€ 700" in late.text.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    assert 'value="800"' in late.text
    assert "zonder trappen" in worker.get(f"/dossiers/{case.number}").text
    assert post(worker, plan, {"kind": "", "words": ""}).status_code == 422
    assert post(worker, plan, {"kind": "papers", "words": "Voor de kleine een eigen kamer"}).status_code == 303
    goal = fresh(work).scalars(select(Goal)).one()
    assert "Voor de kleine een eigen kamer" in worker.get(plan).text
    step = f"/woonclub/{case.number}/doel/{goal.uid}"
    post(worker, step, {"state": "luchtkasteel"})
    post(worker, step, {"state": "reached"})
    again(work, goal)
    assert (goal.state, goal.settled_on) == ("reached", date(2026, 3, 16))
    assert "Bereikt op 16/03/2026" in worker.get(plan).text


def test_scores_are_compared_per_domain(worker, work, case):
    address = f"/woonclub/{case.number}/zelfredzaamheid"
    asked = [each.domain for each in domains(work.session, date(2026, 3, 16))]
    entry = {"moment": "entry", "on": "03/03/2026"} | dict.fromkeys(asked, "2")
    refused = post(worker, address, entry | {"huisvesting": ""})
    assert refused.status_code == 422
    assert "Kies een score van 1 tot 5." in refused.text
    assert post(worker, address, entry).status_code == 303
    leaving = entry | {"moment": "exit", "on": "15/03/2026", "huisvesting": "5", "financien": "1"}
    assert post(worker, address, leaving).status_code == 303
    plan = worker.get(f"/woonclub/{case.number}/plan").text
    assert "+3" in plan
    assert "-1" in plan
    kept = fresh(work).scalars(select(ScoreSet).where(ScoreSet.moment == "exit")).one()
    assert kept.scores["huisvesting"] == 5
    assert b"huisvesting" not in kept.scores_cell
