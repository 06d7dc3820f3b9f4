"""The life of personal data: basis, consent, shield, restriction, correction, who looked, and the whole file."""

import json
import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest

from app.cases.kinds import install_kinds, kinds
from app.cases.models import Case
from app.cases.models_privacy import CaseBasis, ShieldedCase
from app.cases.service import change_phase
from app.cases.service_documents import add_document
from app.cases.service_log import write_note
from app.cases.views_documents import STORE
from app.clients.models import Person
from app.core.errors import Refused
from app.policy_data import load_policy_data
from app.privacy.rules_request import months_later
from tests.support.cases import KIND, add_case, add_codes, trail_text
from tests.support.people import email_of, post, sign_in

SECRET = "Zwaardvis-7781"


@pytest.fixture
def case(work, clock):
    """A case with a note, of somebody with a telling name."""
    real = kinds()
    install_kinds([*real, KIND])
    with work.transaction():
        load_policy_data(work.session, clock)
        add_codes(work.session)
        made = add_case(work, family_name=SECRET)
        write_note(work, case=made, text=f"{SECRET} wacht op de sleutel")
    yield made
    install_kinds(real)


@pytest.fixture
def worker(app, case):
    return sign_in(app.test_client(), "social_worker", None, "34022")


@pytest.fixture
def coordinator(app, case):
    return sign_in(app.test_client(), "coordinator")


def test_no_case_leaves_its_first_phase_without_a_basis(work, case, worker):
    assert work.session.get(CaseBasis, case.uid).basis == "public_task"
    with work.transaction():
        work.session.delete(work.session.get(CaseBasis, case.uid))
    with pytest.raises(Refused, match="rechtsgrond"), work.transaction():
        change_phase(work, case=case, to="bezig", on=date(2026, 3, 16))
    url = f"/dossiers/{case.number}/gegevens"
    assert "Nog geen rechtsgrond" in worker.get(url).text
    assert post(worker, f"{url}/grond", {"basis": "feeling"}).status_code == 422
    assert post(worker, f"{url}/grond", {"basis": "contract", "special": "care"}).status_code == 303
    assert post(worker, f"{url}/geinformeerd", {"on": "15/03/2026", "how": "spoken"}).status_code == 303
    page = worker.get(url).text
    assert "Overeenkomst" in page
    assert "Geïnformeerd op 15/03/2026: mondeling, met folder." in page
    work.session.rollback()
    with work.transaction():
        change_phase(work, case=work.session.get(Case, case.uid), to="bezig", on=date(2026, 3, 16))


def test_sharing_asks_all_five_conditions_and_an_end(work, case, worker):
    url = f"/dossiers/{case.number}/delen"
    data = {
        "ground": "consent",
        "partner_kind": "caw",
        "partner": "Dienst Zeepaard",
        "scope": "contact",
        "aim": "Een woning zoeken",
        "given_on": "16/03/2026",
    }
    five = dict.fromkeys(("informed", "secrecy", "same_aim", "interest", "needed"), "y")
    four = dict.fromkeys(list(five)[:4], "y")
    for wrong in ({**four, "until": "16/09/2026"}, five, {**five, "until": "16/03/2026"}):
        answer = post(worker, url, {**data, **wrong})
        assert answer.status_code == 422
        assert "Een woning zoeken" in answer.text, "what was typed stays"
    assert post(worker, url, {**data, **five, "until": "16/09/2026"}).status_code == 303
    work.session.rollback()
    page = worker.get(f"/dossiers/{case.number}/gegevens").text
    assert "Dienst Zeepaard" in page
    uid = re.search(r"delen/([0-9a-f-]{36})/intrekken", page)[1]
    assert post(worker, f"{url}/{uid}/intrekken").status_code == 303
    page = worker.get(f"/dossiers/{case.number}/gegevens").text
    assert "ingetrokken op 16/03/2026" in page
    assert "intrekken" not in page
    work.session.rollback()
    law = {**data, "ground": "vital", "partner_kind": "care", "until": "17/03/2026"}
    assert post(worker, url, law).status_code == 303, "another ground asks no conditions"
    work.session.rollback()
    assert "Zeepaard" not in trail_text(work.session)


def test_a_shielded_case_is_nowhere_until_the_glass_is_broken(app, work, clock, case, worker, coordinator):
    dpo = sign_in(app.test_client(), "dpo")
    partner = sign_in(app.test_client(), "partner_worker", None, "34022")
    own = sign_in(app.test_client(), "social_worker", None, "34022")
    with work.transaction():
        work.session.get(Case, case.uid).worker_uid = own.user_uid
    base = f"/dossiers/{case.number}"
    assert post(worker, f"{base}/afschermen", {"reason": "violence"}).status_code == 403
    assert post(coordinator, f"{base}/afschermen", {"reason": "violence"}).status_code == 303
    for who in (own, coordinator):
        assert case.number in who.get("/dossiers").text
        assert "Afgeschermd dossier" in who.get(base).text
    assert case.number not in worker.get("/dossiers").text
    assert worker.get(base).location == f"{base}/openbreken"
    assert partner.get(base).status_code == 404
    for path in ("gegevens", "notitie", "afsluiten"):
        assert worker.get(f"{base}/{path}").status_code == 404, path
    assert SECRET not in worker.get(f"{base}/openbreken").text
    assert post(worker, f"{base}/openbreken", {"reason": "danger"}).status_code == 422
    why = "Politie aan de deur van Zeekoe"
    assert post(worker, f"{base}/openbreken", {"reason": "danger", "why": why}).status_code == 303
    assert SECRET in worker.get(base).text
    assert post(worker, f"{base}/notitie", {"text": "x"}).status_code == 404, "broken glass is for reading"
    assert "Noteer" not in worker.get(base).text.partition("<main")[2].partition("Gegevensbescherming")[0]
    page = dpo.get("/rechten/").text
    assert why in page
    uid = re.search(r"glas/([0-9a-f-]{36})/gezien", page)[1]
    assert post(dpo, f"/rechten/glas/{uid}/gezien").status_code == 302
    assert "bekeken" in dpo.get("/rechten/").text
    clock.instant += timedelta(hours=4)
    again = sign_in(app.test_client(), "social_worker", None, "34022")
    assert again.get(base).location == f"{base}/openbreken"
    assert "Zeekoe" not in trail_text(work.session)
    fresh = sign_in(app.test_client(), "coordinator")
    assert post(fresh, f"{base}/niet-afschermen").status_code == 303
    assert again.get(base).status_code == 200
    work.session.rollback()
    assert work.session.get(ShieldedCase, case.uid) is None


def test_restricted_data_is_read_and_counted_and_not_changed(work, case, worker, coordinator):
    uid = case.reference_person_uid
    assert post(worker, f"/rechten/persoon/{uid}/beperken", {"ground": "accuracy"}).status_code == 403
    assert post(coordinator, f"/rechten/persoon/{uid}/beperken", {"ground": "accuracy"}).status_code == 302
    assert "Gebruik beperkt" in worker.get(f"/personen/{uid}").text
    assert "Gebruik beperkt" in worker.get(f"/dossiers/{case.number}").text
    assert worker.get(f"/personen/{uid}/verbeteren").status_code == 422
    answer = post(worker, f"/dossiers/{case.number}/notitie", {"text": "iets", "version": "1"})
    assert answer.status_code == 422
    assert "beperkt" in answer.text
    assert case.number in worker.get("/dossiers").text
    assert post(coordinator, f"/rechten/persoon/{uid}/opheffen").status_code == 302
    assert worker.get(f"/personen/{uid}/verbeteren").status_code == 200


def test_a_correction_keeps_what_stood_there_under_seal(work, case, worker, coordinator):
    uid = case.reference_person_uid
    page = worker.get(f"/personen/{uid}/verbeteren").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    data = {"family_name": "Beter", "given_name": "Proef", "version": version, "address_kind": "domicile"}
    assert post(worker, f"/personen/{uid}/verbeteren", data).status_code == 302
    page = coordinator.get(f"/rechten/persoon/{uid}").text
    assert f"Familienaam: {SECRET}" in page
    assert SECRET not in trail_text(work.session)


def test_who_looked_says_when_in_what_function_and_for_what(app, work, case, worker, coordinator):
    worker.get(f"/personen/{case.reference_person_uid}")
    worker.get(f"/dossiers/{case.number}")
    page = coordinator.get(f"/rechten/persoon/{case.reference_person_uid}/wie-keek").text
    assert "Maatschappelijk werker, OCMW Kortrijk" in page
    assert "Persoonsgegevens lezen" in page
    assert "Dossiers lezen" in page
    assert "Collega maatschappelijk werker" not in page


def test_the_whole_file_holds_everything_of_the_person_and_nobody_else(app, work, case, coordinator):
    store, content = app.extensions[STORE], b"%PDF-1.7 " + bytes(range(256)) * 1500
    with work.transaction():
        other = add_case(work, family_name="Iemandanders")
        for _ in range(2):
            add_document(work, store, case=case, file=BytesIO(content), name="loon.pdf")
        lost = add_document(work, store, case=case, file=BytesIO(content), name="weg.pdf")
    store.remove(lost.uid)
    answer = post(coordinator, f"/rechten/persoon/{case.reference_person_uid}/uitvoer")
    assert answer.status_code == 200
    assert "filename=dossier.zip" in answer.headers["Content-Disposition"]
    archive = zipfile.ZipFile(BytesIO(answer.data))
    assert archive.testzip() is None
    document = json.loads(archive.read("dossier.json"))
    folder = f"documenten/{case.number}"
    assert archive.read(f"{folder}/loon.pdf") == archive.read(f"{folder}/loon (2).pdf") == content
    assert "ontbreekt" in archive.read(f"{folder}/weg.pdf.ontbreekt.txt").decode()
    told = document["information"]
    assert told["cases"][0]["ground"] == "Taak van algemeen belang"
    assert told["rights"] and told["origin"] and told["transfers"] and told["decisions"]
    assert {one["title"] for one in told["processings"]} >= {
        "Dossiers en trajecten",
        "Personen en gezinnen die hulp vragen",
    }
    assert document["cases"][0]["note"][0]["may_be_about_others"]
    assert "may_be_about_others" not in document["person"]["person"][0]
    assert {"file_key"}.isdisjoint(document["cases"][0]["document"][0])
    assert document["person"]["person"][0]["family_name"] == SECRET
    assert [one["number"] for one in document["cases"]] == [case.number]
    assert document["cases"][0]["note"][0]["text"] == f"{SECRET} wacht op de sleutel"
    whole = archive.read("dossier.json").decode() + archive.read("dossier.html").decode()
    assert "Iemandanders" not in whole
    assert other.number not in whole
    assert str(case.uid) not in whole


def test_the_whole_file_by_command_is_for_its_owner_alone(app, work, case, tmp_path):
    runner = app.test_cli_runner()
    boss = sign_in(app.test_client(), "coordinator")
    path = tmp_path / "uit.zip"
    arguments = ["person", "export", case.number, "--output", str(path), "--by", email_of(app, boss.user_uid)]
    assert runner.invoke(args=arguments).exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(zipfile.ZipFile(path).read("dossier.json"))["cases"][0]["number"] == case.number
    assert runner.invoke(args=arguments).exit_code == 1, "nothing is written over"
    actions = [line for line in trail_text(work.session).split() if line == "person.export"]
    assert len(actions) == 1


def test_a_request_has_a_month_and_once_two_more(work, clock, case, coordinator):
    answer = post(coordinator, "/rechten/verzoek", {"ref": case.number, "kind": "access", "received_on": "01/03/2026"})
    assert answer.status_code == 302
    page = coordinator.get("/rechten/").text
    assert "01/04/2026" in page
    assert "nog 16 dagen" in page
    uid = re.search(r"verzoek/([0-9a-f-]{36})/verlengen", page)[1]
    assert post(coordinator, f"/rechten/verzoek/{uid}/verlengen").status_code == 302
    assert "01/06/2026" in coordinator.get("/rechten/").text
    assert post(coordinator, f"/rechten/verzoek/{uid}/verlengen").status_code == 422
    assert post(coordinator, f"/rechten/verzoek/{uid}/ingewilligd").status_code == 302
    assert post(coordinator, f"/rechten/verzoek/{uid}/geweigerd").status_code == 422
    assert "ingewilligd op 16/03/2026" in coordinator.get("/rechten/").text
    wrong = post(coordinator, "/rechten/verzoek", {"ref": "WC-1", "kind": "access", "received_on": "01/03/2026"})
    assert wrong.status_code == 422
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert work.session.get(Person, case.reference_person_uid) is not None
