"""Whether the lines at the foot of the synthesis follow from the amounts above them and from each other. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.actionplan.rules import (
    INVESTMENT,
    NOTE,
    OPERATING,
    SUM_TOLERANCE,
    SYNTHESIS,
    Amount,
    Finding,
    Slot,
    What,
)

TOTAL, INVESTMENTS, FINANCING = "eindtotaal", "investeringen_niet_per_actie", "financiering"
RESULT, RESERVE = "resultaat_na_inv_fin", "reserve_3112"
_ACCOUNT = "rekening"


class Line(NamedTuple):
    """One cell of the totals: which line, year and basis."""

    line: str
    year: int
    basis: str


def total_findings(
    totals: Mapping[Line, int],
    amounts: Iterable[Amount],
    root: str,
    *,
    investments_in_expenses_from: int | None,
    tolerance: int = SUM_TOLERANCE,
) -> list[Finding]:
    """Totals that do not follow: from the actions, from the root of the tree, or from the year before."""
    book = list(amounts)
    compared = [
        *_against_actions(totals, book),
        *_against_root(totals, book, root, investments_in_expenses_from),
        *_results(totals),
        *_reserves(totals),
    ]
    return [
        Finding(Slot(line.line, OPERATING, line.year, line.basis), SYNTHESIS, what, "balance", printed, expected)
        for what, line, printed, expected in compared
        if abs(printed - expected) > tolerance
    ]


_Compared = Iterator[tuple[What, Line, int, int]]


def _against_actions(totals: Mapping[Line, int], amounts: list[Amount]) -> _Compared:
    for line, printed in totals.items():
        if line.line == TOTAL:
            balances = [
                amount.balance or 0
                for amount in amounts
                if amount.source == SYNTHESIS and amount.slot[2:] == (line.year, line.basis)
            ]
            yield What.TOTAL, line, printed, sum(balances)


def _against_root(
    totals: Mapping[Line, int], amounts: list[Amount], root: str, investments_from: int | None
) -> _Compared:
    balances = {
        amount.slot[1:]: amount.balance or 0 for amount in amounts if amount.source == NOTE and amount.slot.code == root
    }
    for line, printed in totals.items():
        expected = balances.get((OPERATING, line.year, line.basis))
        if line.line != TOTAL or expected is None:
            continue
        if investments_from is not None and line.year >= investments_from:
            expected += balances.get((INVESTMENT, line.year, line.basis), 0)
        yield What.TOTAL, line, printed, expected


def _results(totals: Mapping[Line, int]) -> _Compared:
    for line, printed in totals.items():
        if line.line == RESULT:
            parts = (totals.get(line._replace(line=name), 0) for name in (TOTAL, INVESTMENTS, FINANCING))
            yield What.RESULT, line, printed, sum(parts)


def _reserves(totals: Mapping[Line, int]) -> _Compared:
    for line, printed in totals.items():
        before = totals.get(Line(RESERVE, line.year - 1, _ACCOUNT))
        if line.line != RESERVE or before is None:
            continue
        result = totals.get(line._replace(line=RESULT), totals.get(line._replace(line=TOTAL)))
        if result is not None:
            yield What.RESERVE, line, printed, before + result
