"""Money of the report: from printed amounts to the tables of the evaluation. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.reports.model import Column, MoneyTable, SynthesisLine

KINDS = ("exploitatie", "investeringen", "financiering")
ACCOUNT, BUDGET = "rekening", "meerjarenplan"
SYNTHESIS, NOTE = "synthese", "nota"


@dataclass(frozen=True)
class Printed:
    """The amounts of one cell group: one node, table, kind, year and basis."""

    code: str
    source: str
    kind: str
    year: int
    basis: str
    receipts: int | None
    expenses: int | None
    balance: int | None


def note_columns(first_year: int, year: int) -> tuple[Column, ...]:
    """Accounts of every year of the plan up to this one, then the budget: the order of the strategic note."""
    accounts = tuple(Column(f"Rek {each}", each, ACCOUNT) for each in range(first_year, year + 1))
    return (*accounts, Column(f"Mjp {year}", year, BUDGET))


def synthesis_columns(first_year: int, year: int) -> tuple[Column, ...]:
    """Accounts of earlier years, then budget before account of this one: the order of the synthesis."""
    earlier = tuple(Column(f"JR {each}", each, ACCOUNT) for each in range(first_year, year))
    return (*earlier, Column(f"AMJP {year}", year, BUDGET), Column(f"JR {year}", year, ACCOUNT))


def money_tables(amounts: Iterable[Printed], columns: Sequence[Column]) -> tuple[MoneyTable, ...]:
    """The tables of one node. The strategic note goes before the synthesis; a kind without amounts is left out."""
    by_source: dict[str, list[Printed]] = {}
    for amount in amounts:
        by_source.setdefault(amount.source, []).append(amount)
    chosen = by_source.get(NOTE) or by_source.get(SYNTHESIS) or []
    tables = (_table(kind, [amount for amount in chosen if amount.kind == kind], columns) for kind in KINDS)
    return tuple(table for table in tables if table is not None)


def synthesis_lines(
    amounts: Iterable[Printed], titles: Mapping[str, str], columns: Sequence[Column]
) -> tuple[SynthesisLine, ...]:
    """One line for each node that the synthesis gives money, in the order of the codes."""
    by_code: dict[str, list[Printed]] = {}
    for amount in amounts:
        if amount.source == SYNTHESIS:
            by_code.setdefault(amount.code, []).append(amount)
    lines = []
    for code in sorted(by_code, key=_reading_order):
        cells = _cells(by_code[code], columns)
        expenses = tuple(None if cell is None or cell.expenses is None else -cell.expenses for cell in cells)
        lines.append(
            SynthesisLine(
                code=code,
                title=titles.get(code, code),
                balance=tuple(None if cell is None else cell.balance for cell in cells),
                receipts=tuple(None if cell is None else cell.receipts for cell in cells),
                expenses=expenses,
            )
        )
    return tuple(lines)


def _table(kind: str, amounts: Sequence[Printed], columns: Sequence[Column]) -> MoneyTable | None:
    cells = _cells(amounts, columns)
    if not any(cells):
        return None
    return MoneyTable(
        kind=kind,
        columns=tuple(columns),
        receipts=tuple(None if cell is None else cell.receipts for cell in cells),
        expenses=tuple(None if cell is None else cell.expenses for cell in cells),
        balance=tuple(None if cell is None else cell.balance for cell in cells),
    )


def _cells(amounts: Sequence[Printed], columns: Sequence[Column]) -> list[Printed | None]:
    found = {(amount.year, amount.basis): amount for amount in amounts}
    return [found.get((column.year, column.basis)) for column in columns]


def _reading_order(code: str) -> tuple[int, str]:
    """Goals before objectives before plans before actions, each by number."""
    ranks = {"SD": 0, "OD": 1, "AP": 2}
    return ranks.get(code[:2], 3), code
