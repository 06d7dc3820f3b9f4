"""Money tables of the report: the columns of the published evaluation, amounts as printed."""

from app.reports.money import Printed, money_tables, note_columns, synthesis_columns, synthesis_lines


def printed(code="A0901", source="synthese", kind="exploitatie", year=2024, basis="rekening", cells=(10, 4, 6)):
    return Printed(code, source, kind, year, basis, *cells)


def test_the_note_puts_the_accounts_before_the_budget():
    labels = [column.label for column in note_columns(2020, 2022)]
    assert labels == ["Rek 2020", "Rek 2021", "Rek 2022", "Mjp 2022"]


def test_the_synthesis_puts_the_budget_before_the_account():
    labels = [column.label for column in synthesis_columns(2020, 2022)]
    assert labels == ["JR 2020", "JR 2021", "AMJP 2022", "JR 2022"]


def test_expenses_are_printed_negative_in_the_synthesis_and_positive_in_the_note():
    columns = synthesis_columns(2024, 2024)
    (line,) = synthesis_lines([printed()], {"A0901": "Woonclub"}, columns)
    assert (line.title, line.expenses, line.receipts, line.balance) == ("Woonclub", (None, -4), (None, 10), (None, 6))
    (table,) = money_tables([printed(source="nota")], note_columns(2024, 2024))
    assert table.expenses == (4, None)


def test_the_balance_is_as_booked_and_never_recomputed():
    (table,) = money_tables([printed(cells=(10, 4, 5))], note_columns(2024, 2024))
    assert table.balance == (5, None)


def test_the_note_goes_before_the_synthesis_and_a_kind_without_amounts_is_left_out():
    rows = [printed(cells=(1, 1, 0)), printed(source="nota", kind="investeringen", cells=(0, 7, -7))]
    tables = money_tables(rows, note_columns(2024, 2024))
    assert [(table.kind, table.expenses) for table in tables] == [("investeringen", (7, None))]


def test_an_empty_cell_stays_empty():
    (table,) = money_tables([printed(cells=(None, 4, None))], note_columns(2024, 2024))
    assert (table.receipts, table.balance) == ((None, None), (None, None))
