"""The rights of one household: the checklist, the guarantee loan, social housing, accelerated allocation."""

from datetime import date

import pytest
from sqlalchemy import select

from app.cases.models_tasks import Task
from app.projects.woonclub.models_rights import (
    AcceleratedApplication,
    GuaranteeLoan,
    Right,
    RightEvent,
    RightsScan,
    SocialRegistration,
)
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.service import register
from tests.support.clients import registered
from tests.support.people import as_read, post, sign_in, version_on

PAPERS = ["id", "income_proof", "household", "no_property", "bank", "address"]


def fresh(work):
    """The session, reading what other requests left."""
    work.session.rollback()
    return work.session


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "woonclub", "34022")


@pytest.fixture
def home(work):
    intake = Intake(date(2026, 2, 2), "34022", "rent_private", "own_feet", 1, 1)
    person = registered(work)
    with work.transaction():
        case = register(work, person_uid=person.uid, intake=intake, organisation="34022")
    return f"/woonclub/{case.number}"


def states(work):
    return {row.item: row.state.value for row in fresh(work).scalars(select(Right))}


def again(work, row):
    """Read a row as another request left it."""
    fresh(work).refresh(row)


def test_the_checklist_from_possible_to_granted(worker, work, home):
    page = worker.get(f"{home}/rechten/huursubsidie").text
    assert "Hoogste inkomen van een alleenstaande: 25.850 euro per jaar, sinds 01/01/2022" in page
    right = f"{home}/rechten/huursubsidie"
    assert as_read(worker, right, {"state": "possible", "on": "10/02/2026", "yearly_cents": "1.800"}).status_code == 303
    early = as_read(worker, right, {"state": "applied", "on": "09/02/2026"})
    assert early.status_code == 422
    assert "De vorige stap is van 10/02/2026" in early.text
    read = version_on(worker.get(right).text)
    assert as_read(worker, right, {"state": "applied", "on": "12/02/2026"}).status_code == 303
    late = post(worker, right, {"state": "not_applicable", "on": "12/02/2026", "version": read})
    assert late.status_code == 409
    assert "Aangevraagd sinds 12/02/2026" in late.text
    assert as_read(worker, right, {"state": "refused", "on": "01/03/2026"}).status_code == 422
    assert as_read(worker, right, {"state": "granted", "on": "01/03/2026", "yearly_cents": "1.800"}).status_code == 303
    assert as_read(worker, f"{home}/rechten/leefloon", {"state": "granted", "on": "01/03/2026"}).status_code == 303
    kept = {row.item: row for row in fresh(work).scalars(select(Right))}
    assert kept["huursubsidie"].next_check_on == date(2027, 3, 1)
    assert (kept["leefloon"].yearly_cents, kept["leefloon"].yearly_row) == (1_546_152, "leefloon.yearly/0/2024-05-01")
    events = [
        (each.state.value, each.on.day)
        for each in fresh(work).scalars(select(RightEvent).order_by(RightEvent.on, RightEvent.item))
    ]
    assert events == [("possible", 10), ("applied", 12), ("granted", 1), ("granted", 1)]
    shown = worker.get(f"{home}/rechten").text
    assert "raming uit de beleidsgegevens" in shown
    assert "17.261,52" in shown
    left = post(worker, f"{home}/rechten/nagekeken", {"on": "02/03/2026"})
    assert left.status_code == 422
    assert "Nog niet nagekeken: Installatiepremie dakloze" in left.text
    assert post(worker, f"{home}/rechten/nagekeken", {"on": "02/03/2026", "rest": "y"}).status_code == 303
    assert fresh(work).scalars(select(RightsScan)).one().items == len(states(work))
    assert "Alles is nagegaan." in worker.get(f"{home}/rechten").text
    assert worker.get(f"{home}/rechten/luchtkasteel").status_code == 404


def test_a_guarantee_loan_from_file_to_decision(worker, work, home):
    asked = {"asked_cents": "2.400", "dependants": "1", "lease_signed_on": "01/03/2026", "papers": PAPERS}
    for change, words in (
        ({"asked_cents": "2.500"}, "hoogstens 2.452,50 euro"),
        ({"lease_signed_on": "01/12/2025"}, "ouder dan 3 maanden"),
        ({"dependants": "0"}, "hoogstens 2.180 euro"),
    ):
        refused = post(worker, f"{home}/waarborg", asked | change)
        assert refused.status_code == 422
        assert words in refused.text
    assert post(worker, f"{home}/waarborg", asked).status_code == 303
    assert post(worker, f"{home}/waarborg", asked).status_code == 422
    assert "nog niet gekend: noteer het bij de intake" in worker.get(f"{home}/rechten").text
    talk = {"on": "05/03/2026", "night": "rent_private", "source_0": "work_ft", "amount_0": "4.500"}
    assert as_read(worker, f"{home}/intake", talk).status_code == 303
    assert "Te hoog:" in worker.get(f"{home}/rechten").text
    incomplete = post(worker, f"{home}/waarborg/aanvragen", {"on": "16/03/2026"})
    assert "Nog niet volledig: ondertekend huurcontract" in incomplete.text
    undecided = {"decision": "granted", "on": "16/03/2026", "granted_cents": "2.400"}
    assert "nog niet aangevraagd" in post(worker, f"{home}/waarborg/beslissing", undecided).text
    papers = {"papers": [*PAPERS, "lease"], "lease_signed_on": "01/03/2026"}
    assert post(worker, f"{home}/waarborg/papieren", papers | {"version": "1", "papers": []}).status_code == 303
    assert "nog geen" in post(worker, f"{home}/waarborg/papieren", papers | {"version": "1"}).text
    assert as_read(worker, f"{home}/waarborg/papieren", papers).status_code == 303
    assert post(worker, f"{home}/waarborg/aanvragen", {"on": "16/03/2026"}).status_code == 303
    task = fresh(work).scalars(select(Task)).one()
    assert (task.due_on, task.what) == (date(2026, 4, 1), "Navragen of de huurwaarborglening beslist is")
    assert "01/04/2026" in worker.get(f"{home}/rechten").text
    assert states(work)["hwl"] == "applied"
    assert post(worker, f"{home}/waarborg/beslissing", undecided).status_code == 303
    loan = fresh(work).scalars(select(GuaranteeLoan)).one()
    assert (loan.decision, loan.granted_cents, loan.figure_row) == ("granted", 240_000, "hwl.max/1/2023-01-01")
    assert states(work)["hwl"] == "granted"
    in_principle = {"asked_cents": "1.000", "papers": PAPERS}
    assert post(worker, f"{home}/waarborg", in_principle).status_code == 303
    assert post(worker, f"{home}/waarborg/aanvragen", {"on": "16/03/2026"}).status_code == 303
    withdrawn = {"decision": "withdrawn", "on": "16/03/2026"}
    assert post(worker, f"{home}/waarborg/beslissing", withdrawn).status_code == 303
    assert "Ingetrokken op 16/03/2026" in worker.get(f"{home}/rechten").text


def test_a_registration_is_renewed_every_year(worker, work, home):
    entry = {"company": "sw_plus", "on": "01/03/2026"}
    assert post(worker, f"{home}/inschrijving", entry | {"on": "17/03/2026"}).status_code == 422
    assert post(worker, f"{home}/inschrijving", entry).status_code == 303
    assert post(worker, f"{home}/inschrijving", entry).status_code == 422
    row = fresh(work).scalars(select(SocialRegistration)).one()
    assert row.renew_by == date(2027, 3, 1)
    renewal = f"{home}/inschrijving/{row.uid}"
    assert post(worker, renewal, {"on": "28/02/2026"}).status_code == 422
    assert post(worker, renewal, {"on": "15/03/2026"}).status_code == 303
    again(work, row)
    assert (row.renewed_on, row.renew_by) == (date(2026, 3, 15), date(2027, 3, 15))
    assert {task.due_on for task in fresh(work).scalars(select(Task))} == {date(2027, 3, 1), date(2027, 3, 15)}
    assert states(work)["soc_inschrijving"] == "granted"


def test_accelerated_allocation_goes_through_its_phases(worker, work, home):
    old = {"company": "vivus", "target_group": "homeless_2018", "on": "10/02/2026"}
    assert post(worker, f"{home}/versnelde-toewijzing", old).status_code == 422
    assert post(worker, f"{home}/versnelde-toewijzing", old | {"target_group": "homeless"}).status_code == 303
    application = fresh(work).scalars(select(AcceleratedApplication)).one()
    step = f"{home}/versnelde-toewijzing/{application.uid}"
    assert post(worker, step, {"phase": "allocated", "on": "11/02/2026"}).status_code == 422
    assert post(worker, step, {"phase": "submitted", "on": "09/02/2026"}).status_code == 422
    for day, phase in enumerate(["submitted", "admissible", "listed", "offered", "listed", "offered", "allocated"], 11):
        assert post(worker, step, {"phase": phase, "on": f"{day}/02/2026"}).status_code == 303, phase
    again(work, application)
    assert (application.submitted_on, application.ended_on) == (date(2026, 2, 11), date(2026, 2, 17))
    assert states(work)["versnelde_toewijs"] == "granted"
    assert post(worker, step, {"phase": "listed", "on": "18/02/2026"}).status_code == 422
    assert "17/02/2026" in worker.get(f"{home}/rechten").text


def test_rights_to_look_at_again_stand_at_the_desk(worker, work, home):
    right = f"{home}/rechten/uitpas"
    as_read(worker, right, {"state": "granted", "on": "10/02/2026", "next_check_on": "20/03/2026"})
    assert "UiTPAS met kansentarief" in worker.get("/woonclub/balie").text
