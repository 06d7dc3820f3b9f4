"""A run is all or nothing: a refused file touches nothing, memory does not grow with the file."""

import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.actionplan.importers import IMPORTERS
from app.actionplan.models import NodeMoney, PublishedFigure
from app.audit.chain import verify
from app.audit.models import AuditRecord
from app.core.errors import Refused
from app.core.upsert import Counts
from app.imports.importer import RowsRefused
from app.imports.run import CHUNK, run_import
from tests.support.plan_files import ROWS, write_csv

MEASUREMENTS = next(importer for importer in IMPORTERS if importer.kind == "measurements")
FINANCE = next(importer for importer in IMPORTERS if importer.kind == "finance")


def figures(count):
    row = ROWS["measurements"]()[0]
    return [row | {"uitsplitsing": f"nummer={number}", "value": str(number % 977)} for number in range(count)]


def bytes_of(home: Path):
    return {
        path.name: path.read_bytes() for path in home.rglob("*") if path.is_file() and not path.name.endswith("-shm")
    }


def test_a_refused_file_leaves_every_byte_as_it_was(work, settings, tmp_path):
    rows = figures(2 * CHUNK + 10)
    rows[CHUNK + 3]["value"] = "geen getal"
    path = write_csv(tmp_path / "slecht.csv", rows)
    before, records = bytes_of(settings.home), work.session.scalar(select(func.count()).select_from(AuditRecord))
    result = run_import(work, MEASUREMENTS, path)
    assert [(error.row, error.column) for error in result.errors] == [(CHUNK + 5, "value")]
    assert (result.rows, result.counts) == (len(rows), Counts())
    assert work.session.scalar(select(func.count()).select_from(AuditRecord)) == records
    assert bytes_of(settings.home) == before


def test_every_error_of_a_file_is_listed_in_order(work, tmp_path):
    rows = figures(CHUNK + 20)
    for number in (CHUNK + 7, 3, 12):
        rows[number]["soort"] = "onzin"
    rows[12]["year"] = ""
    rows[15]["uitsplitsing"] = rows[2]["uitsplitsing"]
    result = run_import(work, MEASUREMENTS, write_csv(tmp_path / "slecht.csv", rows))
    assert [(error.row, error.column) for error in result.errors] == [
        (5, "soort"),
        (14, "year"),
        (14, "soort"),
        (17, "code"),
        (CHUNK + 9, "soort"),
    ]


def test_a_write_is_one_transaction_with_a_record_of_the_file(work, tmp_path):
    path = write_csv(tmp_path / "goed.csv", figures(CHUNK + 5))
    assert run_import(work, MEASUREMENTS, path).counts == Counts(created=CHUNK + 5)
    record = work.session.scalars(select(AuditRecord).where(AuditRecord.action == "import")).one()
    assert (record.entity, record.detail) == ("measurements", f"{CHUNK + 5} nieuw, 0 gewijzigd, 0 gelijk")
    assert verify(work.session, work.trail.key).first_bad is None


def test_a_file_that_changes_between_the_passes_writes_nothing(work, tmp_path):
    path = write_csv(tmp_path / "goed.csv", figures(CHUNK + 5))

    def spoil(phase, done, _total):
        if (phase, done) == ("nakijken", CHUNK + 5):
            write_csv(path, figures(3))

    with pytest.raises(Refused):
        run_import(work, MEASUREMENTS, path, progress=spoil)
    assert work.session.scalar(select(func.count()).select_from(AuditRecord).where(AuditRecord.action == "import")) == 0


def test_a_dry_run_compares_and_writes_nothing(work, settings, tmp_path):
    rows = ROWS["finance"]()
    rows[0]["ontvangsten"] = "1"
    before = bytes_of(settings.home)
    result = run_import(work, FINANCE, write_csv(tmp_path / "geld.csv", rows), dry_run=True)
    assert (result.counts, result.as_json()["dry_run"]) == (Counts(updated=1, unchanged=425), True)
    assert bytes_of(settings.home) == before


@pytest.mark.parametrize("content", ["", "\n\n", "code;kind\n"])
def test_a_file_without_what_it_needs(work, tmp_path, content):
    path = tmp_path / "leeg.csv"
    path.write_text(content)
    assert {error.row for error in run_import(work, FINANCE, path).errors} == {1}


def test_a_header_alone_is_an_empty_register(work, tmp_path):
    path = tmp_path / "kop.csv"
    path.write_text("code;kind;year;basis;source_table\n")
    assert run_import(work, FINANCE, path).as_json() == {
        "kind": "finance", "rows": 0, "created": 0, "updated": 0, "unchanged": 0, "errors": [],
    }  # fmt: skip


def test_a_broken_file_names_the_row(work, tmp_path):
    path = tmp_path / "stuk.csv"
    path.write_text('code,kind,year,basis,source_table,ontvangsten\nA0901,exploitatie,2024,rekening,nota,"1\n')
    assert [(error.row, error.column) for error in run_import(work, FINANCE, path).errors] == [(2, "")]


def test_semicolons_and_dutch_notation_read_the_same(work, tmp_path):
    rows = ROWS["finance"]()
    for row in rows:
        for name in ("ontvangsten", "uitgaven", "saldo_printed"):
            row[name] = f"{int(row[name]):,}".replace(",", ".") if row[name] else ""
    path = write_csv(tmp_path / "geld.csv", rows, delimiter=";")
    assert run_import(work, FINANCE, path).counts == Counts(unchanged=426)
    assert work.session.scalar(select(func.count()).select_from(NodeMoney)) == 426


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_memory_is_flat_in_the_length_of_the_file(work, tmp_path):
    peaks = []
    for count in (4 * CHUNK, 16 * CHUNK):
        path = write_csv(tmp_path / f"{count}.csv", figures(count))
        tracemalloc.start()
        try:
            assert not run_import(work, MEASUREMENTS, path, dry_run=True).refused
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_rows_refused_while_writing_undo_the_whole_file(work, tmp_path):
    class Contradicted(type(MEASUREMENTS)):
        def write(self, work, rows):
            counts = super().write(work, rows)
            if rows[0].number > CHUNK:
                raise RowsRefused([rows[0].error("value", "spreekt tegen wat er al is")])
            return counts

    stored = work.session.scalar(select(func.count()).select_from(PublishedFigure))
    result = run_import(work, Contradicted(), write_csv(tmp_path / "goed.csv", figures(CHUNK + 5)))
    assert [(error.row, error.column) for error in result.errors] == [(CHUNK + 2, "value")]
    assert result.counts == Counts()
    assert work.session.scalar(select(func.count()).select_from(PublishedFigure)) == stored
