"""Laying a schema over a header, reading rows by it, and templates that can be filled in and read back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports import numbers, parsers
from app.imports.files import open_table
from app.imports.person import person_columns
from app.imports.schema import Column, Schema, letter, not_before, together
from app.imports.template import csv_template, xlsx_template
from app.imports.unique import UniqueKey
from app.imports.values import ImportRow

SCHEMA = Schema(
    (
        Column("ref", parsers.text(20), True, "eigen nummer", "R-001"),
        Column("registered_on", numbers.day(), True, "dag van inschrijving", "31/12/2024"),
        Column("found_on", numbers.day(), False, "dag waarop een woning gevonden werd"),
        Column("outcome", parsers.code(["private_rent"]), False, "wat het werd"),
    ),
    rules=(not_before("registered_on", "found_on"), together("found_on", "outcome")),
)


def layout(*header, fixed_width=True):
    return SCHEMA.layout(header, fixed_width=fixed_width)


def errors_of(cells, header=("ref", "registered_on", "found_on", "outcome")):
    return [(error.column, error.message) for error in layout(*header)[0].read(7, cells)[1]]


def test_columns_in_any_order_and_case():
    found, errors = layout(" Registered_On ", "REF")
    assert errors == []
    row, _, _ = found.read(2, ["2024-01-02", "R1"])
    assert (row["ref"], row["found_on"], row.given) == ("R1", None, {"ref", "registered_on"})


def test_header_errors_name_what_is_wrong_without_repeating_it():
    _, errors = layout("ref", "ref", "Jansen", "outcom")
    assert [(error.row, error.column) for error in errors] == [(1, "ref"), (1, "C"), (1, "D"), (1, "registered_on")]
    text = " ".join(error.message for error in errors)
    assert "Jansen" not in text
    assert "bedoel je 'outcome'?" in text


def test_every_cell_error_of_a_row_is_listed():
    assert [column for column, _ in errors_of(["", "31/02/2024", "x", "huis"])] == [
        "ref",
        "registered_on",
        "found_on",
        "outcome",
    ]


def test_rules_between_cells():
    assert errors_of(["R1", "2024-05-01", "2024-04-30", "private_rent"]) == [("found_on", "ligt vóór registered_on")]
    assert [column for column, _ in errors_of(["R1", "2024-05-01", "2024-05-01", ""])] == ["outcome"]
    assert errors_of(["R1", "2024-05-01", "2024-05-01", "private_rent"]) == []


def test_rows_that_are_too_long_or_cut_off():
    assert errors_of(["R1", "2024-05-01", "", "", "te veel"])[0][0] == "E"
    assert errors_of(["R1", "2024-05-01"])[0] == ("C", "deze rij houdt te vroeg op")
    assert errors_of(["R1", "2024-05-01", "", "", "", ""]) == []


def test_bytes_that_are_not_utf8_are_named_by_cell(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("ref,registered_on,found_on,outcome\nRené,2024-01-01,,\n".encode("latin-1"))
    lines = list(open_table(path).numbered())
    found, _ = SCHEMA.layout(lines[0][1], fixed_width=True)
    assert [(error.column, "UTF-8" in error.message) for error in found.read(*lines[1])[1]] == [("ref", True)]


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters(position, name):
    assert letter(position) == name


def test_csv_template_explains_each_column_and_reads_as_an_empty_file(tmp_path):
    text = csv_template(SCHEMA)
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["ref", "registered_on", "found_on", "outcome"]
    assert [line[0].split(":")[0] for line in lines[1:]] == [f"# {name}" for name in lines[0]]
    path = tmp_path / "sjabloon.csv"
    path.write_text(text)
    assert len(list(open_table(path).numbered())) == 1
    path.write_text(text + "R1,2024-01-01,,\n")
    assert list(open_table(path).numbered())[1:] == [(6, ["R1", "2024-01-01", "", ""])]


def test_xlsx_template_has_an_empty_first_sheet(tmp_path):
    path = tmp_path / "sjabloon.xlsx"
    path.write_bytes(xlsx_template("woonclub", SCHEMA))
    assert list(open_table(path).numbered()) == [(1, ["ref", "registered_on", "found_on", "outcome"])]


def test_person_columns_may_all_stay_empty():
    assert not any(column.required for column in person_columns())


@given(st.lists(st.text(max_size=5), max_size=40))
def test_a_key_that_comes_back_names_its_first_row(keys):
    check = UniqueKey(("ref",))
    first: dict[str, int] = {}
    for number, key in enumerate(keys, start=2):
        errors = list(check.add(ImportRow(number, {"ref": key})))
        assert [error.message for error in errors] == ([f"staat ook in rij {first[key]}"] if key in first else [])
        first.setdefault(key, number)
    check.close()


def test_a_key_of_several_columns_does_not_run_together():
    check = UniqueKey(("code", "year"))
    assert not list(check.add(ImportRow(2, {"code": "A1", "year": 12})))
    assert not list(check.add(ImportRow(3, {"code": "A11", "year": 2})))
    assert [error.column for error in check.add(ImportRow(4, {"code": "A1", "year": 12}))] == ["code"]
    check.close()
