"""Reading and writing CSV and XLSX: what goes in comes out, whatever the notation of the file."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.imports.csv_file import csv_text, escape, unescape
from app.imports.files import open_table
from app.imports.tables import TableBroken
from app.imports.xlsx_file import cell_text, xlsx_bytes

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8)


def numbered(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(open_table(path).numbered())


@given(CELLS)
def test_escaping_is_undone(cell):
    assert unescape(escape(cell)) == cell
    assert not escape(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=TABLES, semicolon=st.booleans(), bom=st.booleans())
def test_any_table_written_as_csv_reads_back(tmp_path, rows, semicolon, bom):
    header = ["ref", "een_kolom", "nog_een"]
    text = csv_text([header, *rows], ";" if semicolon else ",")
    path = tmp_path / "tabel.csv"
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.encode())
    assert list(open_table(path).rows()) == [header, *rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(st.text("ab =+-@'é\n", max_size=12), min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_table_written_as_xlsx_reads_back(tmp_path, rows):
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(xlsx_bytes([("blad", [["ref", "tekst"], *rows])]))
    read = [row + [""] * (2 - len(row)) for row in open_table(path).rows()]
    assert read[1:] == [[unescape(cell) for cell in row] for row in rows][: len(read) - 1]


def test_empty_rows_count_in_the_numbering_and_quoted_newlines_do_not(tmp_path):
    content = 'ref,tekst\n1,"twee\nregels"\n\n,\n2,x\n'
    assert numbered(tmp_path / "a.csv", content) == [
        (1, ["ref", "tekst"]),
        (2, ["1", "twee\nregels"]),
        (5, ["2", "x"]),
    ]


def test_only_a_lone_first_cell_with_a_hash_is_explanation(tmp_path):
    rows = numbered(tmp_path / "a.csv", "ref,tekst\n# ref: uitleg,\n#12,gewone rij\n")
    assert rows == [(1, ["ref", "tekst"]), (3, ["#12", "gewone rij"])]


@pytest.mark.parametrize("content", ['ref,x\n1,"open\n2,b\n', 'ref,x\n1,"a"b\n'])
def test_broken_quotes_name_the_row(tmp_path, content):
    with pytest.raises(TableBroken) as broken:
        numbered(tmp_path / "a.csv", content)
    assert broken.value.row == 2


def test_typed_cells_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["ref", "dag", "bedrag", "ja", "getal", "leeg", "tijd"])
    book.active.append([34022, date(2024, 2, 29), 1234.5, True, 7.0, None, datetime(2024, 1, 2, 3, 4)])
    book.save(tmp_path / "a.bin")
    assert numbered(tmp_path / "a.bin", (tmp_path / "a.bin").read_bytes())[1] == (
        2,
        ["34022", "2024-02-29", "1234,5", "true", "7", "", "2024-01-02 03:04:00"],
    )


def test_small_numbers_of_a_workbook_are_not_written_with_an_exponent():
    assert cell_text(0.0000125) == "0,0000125"


def test_a_formula_is_written_as_text():
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([("blad", [["=1+1", "http://voorbeeld.be"]])]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert next(csv.reader([csv_text([["=1+1"]])])) == ["'=1+1"]


def test_a_workbook_with_entities_is_refused(tmp_path):
    path = tmp_path / "bom.xlsx"
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
        "<worksheet><sheetData><row><c>&a;</c></row></sheetData></worksheet>"
    )
    good = io.BytesIO(xlsx_bytes([("blad", [["ref"], ["1"]])]))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            content = bomb.encode() if entry.filename.endswith("sheet1.xml") else source.read(entry)
            target.writestr(entry.filename, content)
    with pytest.raises(TableBroken):
        list(open_table(path).rows())


@pytest.mark.parametrize("content", [b"PK\x03\x04 geen werkmap", b"PK\x03\x04"])
def test_a_damaged_workbook_is_refused(tmp_path, content):
    with pytest.raises(TableBroken) as broken:
        numbered(tmp_path / "a.xlsx", content)
    assert broken.value.row == 1
