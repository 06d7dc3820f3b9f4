"""The list of cases as a file: the same rows as on the screen, in its order, harmless, bounded and on record."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.cases import list_files
from app.cases.list_files import HEAD
from app.clients.models import Person
from tests.support.cases import add_case
from tests.support.people import sign_in

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def client(app, work):
    with work.transaction():
        dangerous = add_case(work)
        person = work.session.get(Person, dangerous.reference_person_uid)
        person.given_name = FORMULA
        others = [add_case(work) for _ in range(3)] + [add_case(work, organisation="34027")]
    found = sign_in(app.test_client(), "social_worker", None, "34022")
    found.numbers = sorted(case.number for case in (dangerous, *others[:3]))
    return found


def test_csv_and_workbook_hold_the_list_of_the_screen(client, work, monkeypatch):
    monkeypatch.setattr(list_files, "_BATCH", 3)
    assert 'href="/dossiers/uitvoer/csv?volgorde=dossier"' in client.get("/dossiers?volgorde=dossier").text
    answer = client.get("/dossiers/uitvoer/csv?volgorde=dossier")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=dossiers-")
    head, *rows = csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert head == list(HEAD)
    assert [row[0] for row in rows] == client.numbers
    assert sum(f"'{FORMULA}" in row[2] for row in rows) == 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    book = client.get("/dossiers/uitvoer/xlsx?volgorde=dossier-laatste&toon=alle")
    sheet = load_workbook(BytesIO(book.data)).active
    cells = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in cells] == client.numbers[::-1]
    assert {row[2].data_type for row in cells} == {"s"}
    assert all(isinstance(row[7].value, date) for row in cells)
    seen = work.session.execute(
        select(AuditRecord.action, AuditRecord.detail).where(AuditRecord.purpose == "case_export.download")
    ).all()
    assert [detail for action, detail in seen if action == "case.list_export"] == ["csv", "xlsx"]
    assert sum(int(detail) for action, detail in seen if action == "list") == 8
    assert sum(action == "consult" for action, _ in seen) == 8
    assert client.get("/dossiers/uitvoer/pdf").status_code == 404


def test_a_list_that_is_too_long_is_refused(client, monkeypatch):
    monkeypatch.setattr(list_files, "LARGEST", 3)
    assert client.get("/dossiers/uitvoer/csv").status_code == 422
    assert client.get("/dossiers/uitvoer/csv?toon=afgesloten").status_code == 200
