"""What counts as rounding, what is explained, and what is a real difference."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actionplan.rules import Amount, Nature, Slot, What, findings
from app.actionplan.rules_totals import Line, total_findings
from config import POLICY_FOLDER

TREE = {"SD1": None, "OD1": "SD1", "AP01": "OD1", "A0101": "AP01", "A0102": "AP01"}


def amount(code, receipts, expenses, balance=None, *, kind="exploitatie", year=2021, source="nota"):
    if balance is None and receipts is not None and expenses is not None:
        balance = receipts - expenses
    return Amount(Slot(code, kind, year, "rekening"), source, receipts, expenses, balance)


def found(*amounts, parents=TREE):
    return findings(parents, amounts, investments_in_expenses_from=2022)


def told(*amounts):
    return [(each.what, each.field, each.printed, each.expected, each.nature) for each in found(*amounts)]


def test_a_balance_one_euro_off_is_rounding_and_two_is_not():
    assert told(amount("A0101", 10, 4, 7)) == []
    assert told(amount("A0101", 10, 4, 8)) == [(What.BALANCE, "balance", 8, 6, Nature.REAL)]


def test_an_empty_cell_is_never_compared():
    assert told(amount("A0101", None, 4, 8), amount("AP01", 99, None, None)) == [
        (What.CHILDREN, "receipts", 99, 0, Nature.NOT_PRINTED)
    ]


@given(st.integers(-2, 2))
def test_a_sum_two_euro_off_is_rounding(difference):
    rows = amount("A0101", 50, 0), amount("A0102", 50, 0), amount("AP01", 100 + difference, 0)
    assert [each.what for each in found(*rows) if each.field == "receipts"] == []


@given(st.integers(3, 10**9), st.sampled_from([1, -1]))
def test_any_larger_difference_of_a_sum_is_found_whole(difference, sign):
    rows = amount("A0101", 50, 0), amount("A0102", 50, 0), amount("AP01", 100 + sign * difference, 0)
    receipts = [each for each in found(*rows) if each.field == "receipts"]
    assert [(each.difference, each.nature) for each in receipts] == [(sign * difference, Nature.REAL)]


def test_a_level_without_amounts_is_looked_through():
    assert told(amount("A0101", 30, 0), amount("A0102", 12, 0), amount("OD1", 42, 0)) == []


def test_a_table_left_out_of_the_note_is_zero():
    rows = (
        amount("A0101", 5, 5),
        amount("A0102", 5, 5),
        amount("AP01", 0, 7, kind="investeringen"),
    )
    assert {each.nature for each in found(*rows)} == {Nature.REAL}


def test_what_the_note_never_reached_cannot_be_compared():
    rows = (
        amount("A0101", 5, 5, source="synthese"),
        amount("A0102", 5, 5),
        amount("AP01", 0, 7, kind="investeringen"),
    )
    assert {each.nature for each in found(*rows)} == {Nature.NOT_PRINTED}


def test_investments_among_the_expenses_of_the_synthesis_explain_a_difference():
    rows = [
        amount("A0101", 0, 107, source="synthese", year=2022),
        amount("A0102", 0, 10, year=2022),
        amount("AP01", 0, 110, year=2022),
        amount("AP01", 0, 7, year=2022, kind="investeringen"),
    ]
    operating = [each for each in found(*rows) if each.slot.kind == "exploitatie"]
    assert {(each.field, each.nature) for each in operating} == {("expenses", Nature.SCOPE), ("balance", Nature.SCOPE)}
    rows[0] = amount("A0101", 0, 207, source="synthese", year=2022)
    assert Nature.REAL in {each.nature for each in found(*rows) if each.slot.kind == "exploitatie"}


def test_synthesis_and_note_of_the_same_cell():
    assert told(amount("A0101", 10, 3), amount("A0101", 11, 3, source="synthese")) == []
    assert (What.TABLES, "receipts", 14, 10, Nature.REAL) in told(
        amount("A0101", 10, 3), amount("A0101", 14, 3, source="synthese")
    )


@pytest.fixture(scope="module")
def printed():
    """The real plan: parents, amounts and totals as config/policy carries them."""

    def rows(name):
        with (POLICY_FOLDER / "plan" / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def number(value):
        return int(value) if value else None

    amounts = [
        Amount(
            Slot(row["code"], row["kind"], int(row["year"]), row["basis"]),
            row["source_table"],
            *(number(row[name]) for name in ("receipts", "expenses", "balance_printed")),
        )
        for row in rows("money.csv")
    ]
    parents = {row["code"]: row["parent"] or None for row in rows("nodes.csv")}
    totals = {Line(row["line"], int(row["year"]), row["basis"]): int(row["value"]) for row in rows("totals.csv")}
    return parents, amounts, totals


def test_the_real_plan_has_four_real_differences(printed):
    parents, amounts, _ = printed
    result = findings(parents, amounts, investments_in_expenses_from=2022)
    assert Counter(each.nature for each in result) == {Nature.REAL: 4, Nature.SCOPE: 10, Nature.NOT_PRINTED: 14}
    real = {
        (each.slot.code, each.slot.year, each.field, each.difference) for each in result if each.nature is Nature.REAL
    }
    assert real == {
        ("OD3", 2020, "receipts", -620),
        ("OD3", 2020, "expenses", -620),
        ("A0112", 2022, "receipts", 425),
        ("A0112", 2022, "expenses", 425),
    }


def test_the_real_plan_has_eighty_two_roundings_besides(printed):
    parents, amounts, _ = printed
    strict = findings(parents, amounts, investments_in_expenses_from=2022, row_tolerance=0, sum_tolerance=0)
    small = [each for each in strict if abs(each.difference) <= 2]
    assert (len(strict), len(small)) == (110, 82)
    assert {abs(each.difference) for each in small} == {1}


def test_the_totals_of_the_real_plan_follow_but_for_rounding(printed):
    _, amounts, totals = printed
    assert total_findings(totals, amounts, "SD1", investments_in_expenses_from=2022) == []
    strict = total_findings(totals, amounts, "SD1", investments_in_expenses_from=2022, tolerance=0)
    assert sorted(abs(each.difference) for each in strict) == [1, 1, 1, 1, 1, 1, 1, 2]


def test_a_reserve_that_does_not_follow_is_found(printed):
    _, amounts, totals = printed
    wrong = totals | {Line("reserve_3112", 2021, "rekening"): 900_000}
    result = total_findings(wrong, amounts, "SD1", investments_in_expenses_from=2022)
    assert [(each.what, each.slot.year, each.difference) for each in result] == [
        (What.RESERVE, 2021, 9830),
        (What.RESERVE, 2022, -9831),
    ]
