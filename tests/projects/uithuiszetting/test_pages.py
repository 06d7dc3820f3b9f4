"""The pages of the desk, as signed-in colleagues of two organisations use them without script."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.cases.models import Case
from app.cases.service_privacy import add_consent, note_basis
from app.core.errors import NotFound
from app.projects.uithuiszetting.models import Dispatch, Report, StageEvent
from app.projects.uithuiszetting.rules import Answer
from app.projects.uithuiszetting.service_dispatch import answer_dispatch, dispatch_report
from tests.support.people import post, sign_in

FORM = {
    "reported_on": "16/03/2026",
    "reporter": "huurder",
    "municipality": "34022",
    "address": "Verzonnenstraat 9",
    "same_dwelling_as": "",
    "problem_kinds": ["huurachterstand", "overlast"],
    "stage": "served",
    "adults": "2",
    "children": "",
    "organisation": "34022",
}
DISPATCH = {"destination": "ocmw", "organisation": "34027", "sent_on": "04/03/2026"}


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", "uithuiszetting", "34022")


@pytest.fixture
def elsewhere(app):
    return sign_in(app.test_client(), "social_worker", "uithuiszetting", "34027")


def version_on(page):
    return re.search(r'name="version"[^>]*value="([^"]*)"', page.text)[1]


def fresh(work, model):
    work.session.rollback()
    return work.session.scalars(select(model)).one()


def test_from_the_page_of_the_person_to_the_case(worker, work, person):
    assert "Zoek de huurder" in worker.get("/uithuiszetting/melden").text
    address = f"/uithuiszetting/melden/{person.uid}"
    assert address in worker.get(f"/personen/{person.uid}").text
    assert "16/03/2026" in worker.get(address).text
    answer = post(worker, address, FORM)
    assert answer.status_code == 303
    case, report = fresh(work, Case), fresh(work, Report)
    assert case.number == "UH-2026-0001"
    assert (report.reporter, report.problems, report.dwelling_ref) == (
        "huurder",
        ["huurachterstand", "overlast"],
        case.number,
    )
    assert (report.address, report.objects_since) == ("Verzonnenstraat 9", None)
    assert fresh(work, StageEvent).stage == "served"
    shown = worker.get(answer.location).text
    for words in ("Huurachterstand, overlast", "Betekening van het vonnis", "Verzonnenstraat 9", "Verwijs door"):
        assert words in shown
    assert b"Verzonnenstraat" not in report.address_cell
    with work.transaction():
        person.is_protected = True
    hidden = worker.get(answer.location).text
    assert "Afgeschermd" in hidden and "Verzonnenstraat" not in hidden


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"reported_on": "17/03/2026"}, "reported_on", "Deze dag moet nog komen"),
        ({"reporter": ""}, "reporter", "Kies wie meldt."),
        ({"problem_kinds": []}, "problem_kinds", "Kies minstens één probleem."),
        ({"stage": ""}, "stage", "Kies hoe ver het staat."),
        ({"adults": "0"}, "adults", "minstens één persoon"),
        ({"same_dwelling_as": "UH-2026-9999"}, "same_dwelling_as", "Kies een van de mogelijkheden"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed(worker, work, person, change, field, words):
    answer = post(worker, f"/uithuiszetting/melden/{person.uid}", FORM | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'href="#{field}' in answer.text
    assert "Verzonnenstraat 9" in answer.text
    assert work.session.scalars(select(Case)).all() == []


def test_a_second_report_on_the_same_dwelling_shares_its_reference(worker, work, case, person):
    address = f"/uithuiszetting/melden/{person.uid}"
    twice = post(worker, address, FORM)
    assert (twice.status_code, 'href="#same_dwelling_as' in twice.text) == (422, True)
    assert f"loopt al dossier {case.number}. Werk daarin verder" in twice.text
    assert "Verzonnenstraat 9" in twice.text
    assert f"Ja, {case.number} van 02/03/2026" in worker.get(address).text
    assert post(worker, address, FORM | {"same_dwelling_as": case.number}).status_code == 303
    references = work.session.scalars(select(Report.dwelling_ref)).all()
    assert references == [case.number, case.number]


def test_a_stage_with_its_announced_day(worker, work, case):
    address = f"/uithuiszetting/{case.number}/stap"
    wrong = {"stage": "served", "on": "10/03/2026", "planned_on": "20/03/2026"}
    assert "hoort geen aangekondigde dag" in post(worker, address, wrong).text
    early = {"stage": "bailiff_date", "on": "10/03/2026", "planned_on": "09/03/2026"}
    assert "De aankondiging is van 10/03/2026" in post(worker, address, early).text
    assert post(worker, address, early | {"planned_on": "31/03/2026"}).status_code == 303
    assert "Datum van uitdrijving aangekondigd, voor 31/03/2026" in worker.get(f"/dossiers/{case.number}").text
    answered = {"stage": "signal", "on": "10/03/2026", "accepted": "ja"}
    assert "Alleen bij een hulpaanbod" in post(worker, address, answered).text
    before_the_report = {"stage": "ocmw_offer", "on": "10/02/2026", "accepted": "nee"}
    assert post(worker, address, before_the_report).status_code == 303
    assert "niet aanvaard" in worker.get(f"/dossiers/{case.number}").text


def test_a_report_goes_to_another_organisation_only_when_that_accepts(worker, elsewhere, work, case):
    assert case.number not in elsewhere.get("/uithuiszetting/").text
    assert post(worker, f"/uithuiszetting/{case.number}/doorverwijzen", DISPATCH).status_code == 303
    assert "OCMW Menen, 2 dagen na de melding" in worker.get(f"/dossiers/{case.number}").text
    assert elsewhere.get(f"/dossiers/{case.number}").status_code == 404
    offered = elsewhere.get("/uithuiszetting/").text
    assert case.number in offered
    address = f"/uithuiszetting/doorverwijzing/{fresh(work, Dispatch).uid}"
    page = elsewhere.get(address).text
    assert "Ingebrekestelling" in page
    assert "Verzonnenstraat" not in page
    no = {"accepts": "nee", "on": "05/03/2026"}
    assert "Kies waarom" in post(elsewhere, address, no).text
    assert "De vorige stap is van 04/03/2026" in post(elsewhere, address, no | {"on": "03/03/2026"}).text
    assert post(elsewhere, address, {"accepts": "ja", "on": "06/03/2026"}).status_code == 303
    moved = fresh(work, Case)
    assert (moved.organisation, moved.worker_uid, moved.phase) == ("34027", None, "in_opvolging")
    assert elsewhere.get(f"/dossiers/{case.number}").status_code == 200
    passed = worker.get(f"/dossiers/{case.number}")
    assert (passed.status_code, "Sinds 16/03/2026 van OCMW Menen" in passed.text) == (404, True)
    assert worker.get(address).status_code == 404
    assert "al geantwoord" in elsewhere.get(address).text


def test_a_no_leaves_the_report_where_it_is(worker, work, case):
    path = f"/uithuiszetting/{case.number}/doorverwijzen"
    post(worker, path, DISPATCH)
    assert "moet nog antwoorden" in post(worker, path, DISPATCH).text
    answer = {"accepts": "nee", "on": "06/03/2026", "reason": "geen_plaats"}
    assert post(worker, f"/uithuiszetting/doorverwijzing/{fresh(work, Dispatch).uid}", answer).status_code == 303
    assert fresh(work, Case).organisation == "34022"
    assert "Niet opgenomen op 06/03/2026: geen plaats op korte termijn." in worker.get(f"/dossiers/{case.number}").text
    again = DISPATCH | {"destination": "woonloket", "organisation": "", "sent_on": "09/03/2026"}
    assert post(worker, path, again).status_code == 303


def test_the_objection_of_the_tenant_stops_sharing(worker, elsewhere, work, case):
    path = f"/uithuiszetting/{case.number}"
    post(worker, f"{path}/doorverwijzen", DISPATCH)
    assert post(worker, f"{path}/verzet", {"on": "05/03/2026"}).status_code == 303
    assert fresh(work, Dispatch).answer == "withdrawn"
    assert case.number not in elsewhere.get("/uithuiszetting/").text
    refused = post(worker, f"{path}/doorverwijzen", DISPATCH)
    assert refused.status_code == 422
    assert "De huurder verzet zich sinds 05/03/2026" in refused.text
    page = worker.get(f"/dossiers/{case.number}").text
    assert "verzet zich sinds 05/03/2026" in page
    assert "Verwijs door" not in page
    assert post(worker, f"{path}/verzet-vervalt", {}).status_code == 303
    assert post(worker, f"{path}/verzet-vervalt", {}).status_code == 422
    assert post(worker, f"{path}/doorverwijzen", DISPATCH).status_code == 303


def test_another_service_is_asked_with_consent_alone(worker, work, case):
    path = f"/uithuiszetting/{case.number}/doorverwijzen"
    to_caw = DISPATCH | {"destination": "caw", "organisation": ""}
    refused = post(worker, path, to_caw)
    assert (refused.status_code, "enkel weten met toestemming" in refused.text) == (422, True)
    assert 'value="04/03/2026"' in refused.text
    with work.transaction():
        note_basis(work, case=case, basis="consent")
    assert "rust op toestemming" in post(worker, path, DISPATCH).text
    days = {"given_on": date(2026, 3, 2), "until": date(2026, 6, 1)}
    with work.transaction():
        said = {"partner": "CAW Verzonnen", "scope": "situation", "aim": "Begeleiding", "confirmed": 5}
        uid = add_consent(work, case=case, **said, **days).uid
    assert "CAW Verzonnen: Woon- en gezinssituatie, tot 01/06/2026" in worker.get(path).text
    assert post(worker, path, to_caw | {"consent": str(uid)}).status_code == 303
    assert fresh(work, Dispatch).destination == "caw"
    assert work.session.scalar(select(AuditRecord.entity_uid).where(AuditRecord.action == "consent.use")) == uid


def test_only_the_parties_answer(work, case, as_actor):
    with work.transaction():
        uid = dispatch_report(work, case=case, destination="ocmw", organisation="34027", on=date(2026, 3, 4)).uid
    stranger = as_actor("social_worker", "uithuiszetting", "34013")
    with pytest.raises(NotFound), stranger.transaction():
        answer_dispatch(stranger, uid=uid, answer=Answer(True, date(2026, 3, 5)))


@pytest.mark.parametrize("page", ["stap", "doorverwijzen", "verzet", "verzet-vervalt"])
def test_what_is_not_yours_is_as_good_as_missing(elsewhere, case, page):
    missing = elsewhere.get("/uithuiszetting/UH-2026-9999/" + page)
    foreign = elsewhere.get(f"/uithuiszetting/{case.number}/{page}")
    assert (missing.status_code, foreign.status_code) == (404, 404)
    assert post(elsewhere, f"/uithuiszetting/{case.number}/{page}", {}).status_code == 404


def test_closing_asks_for_the_outcome_and_the_trail_names_nobody(worker, work, case):
    address = f"/dossiers/{case.number}/afsluiten"
    closing = {"reason": "vermeden", "on": "12/03/2026", "version": version_on(worker.get(address))}
    assert "Uithuiszetting vermeden" in worker.get(address).text
    assert post(worker, address, closing).status_code == 303
    assert (
        post(worker, f"/uithuiszetting/{case.number}/stap", {"stage": "signal", "on": "12/03/2026"}).status_code == 422
    )
    actions = set(work.session.scalars(select(AuditRecord.action)))
    assert {"eviction.report", "eviction.stage", "case.close"} <= actions
    assert not any("Verzonnen" in (text or "") for text in work.session.scalars(select(AuditRecord.detail)))


def test_every_figure_has_a_page(worker, case):
    for key in ("reports", "households", "prevention_rate"):
        assert worker.get(f"/cijfers/2026/eviction.{key}").status_code == 200
        assert worker.get(f"/cijfers/2026/eviction.{key}/lijst").status_code == 200
