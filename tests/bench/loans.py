"""Loans: one table and one rate against a second derivation, a statement matched, the portfolio gone through."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pyxirr
from sqlalchemy import insert, select

from app.access.work import Work
from app.core.model import table_of
from app.core.uid import new_uid
from app.imports.registry import importer_for
from app.imports.run import run_import
from app.projects.energiehuis.arithmetic.amortisation import level_instalment
from app.projects.energiehuis.arithmetic.apr import apr_percent, schedule_flows
from app.projects.energiehuis.arithmetic.rates import monthly_rate
from app.projects.energiehuis.arithmetic.schedule import Kind, Terms, Transfer, make_schedule
from app.projects.energiehuis.arrears.service_ageing import age_portfolio
from app.projects.energiehuis.bank.reading import read_statements
from app.projects.energiehuis.bank.rules_numbers import communication_of
from app.projects.energiehuis.bank.service import import_statements
from app.projects.energiehuis.contract.models import LoanTerms
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.models import LoanContract
from tests.bench.ground import Ground
from tests.bench.row import Row, against, seconds
from tests.oracle.loan import annuity_rows
from tests.oracle.loan_register import APPLICATION, application, write_csv
from tests.support.contracts import Line, camt

LOANS, LINES = 20_000, 10_000
SIGNED, DAY = date(2021, 3, 5), date(2021, 4, 1)
AGED, FALLEN_DUE = date(2026, 5, 31), 62


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    terms = Terms(Decimal("2.25"), 300, DAY)
    drawn = [Transfer(SIGNED, Kind.DRAWDOWN, Decimal(60_000))]
    table, theirs = against(lambda: make_schedule(terms, drawn), lambda: _in_floats(300))
    yield Row("schedule of 300 months, against pyxirr in floats", "s", table, theirs)
    recount = against(lambda: make_schedule(terms, drawn), lambda: annuity_rows(6_000_000, "2.25", 300), rounds=3)
    yield Row("the same, against a plain derivation as exact", "s", *recount, bar=1.5)
    flows = schedule_flows(make_schedule(terms, drawn))
    days = [SIGNED + timedelta(days=round(flow.years * 365)) for flow in flows]
    amounts = [float(flow.amount) for flow in flows]
    rate = against(lambda: apr_percent(flows), lambda: pyxirr.xirr(days, amounts))
    yield Row("annual rate of its flows, against pyxirr (days of 365)", "s", *rate)
    count = ground.scaled(LOANS)
    _build(ground, count)
    # CODA numbers its lines with four digits, so that a statement of this length comes as camt.053.
    lines = min(LINES, count)
    content = camt([Line(26_100, communication_of(f"EH-2021-{n + 1}"), on=date(2026, 6, 3)) for n in range(lines)])
    yield Row(f"statement of {lines} lines read", "s", seconds(lambda: read_statements(content)))

    def matched() -> None:
        with ground.work() as work, work.transaction():
            assert import_statements(work, content=content).booked == lines

    yield Row(f"statement of {lines} lines read, matched and booked", "s", seconds(matched), bar=10)

    def aged() -> None:
        with ground.work() as work, work.transaction():
            done = age_portfolio(work, on=AGED)
            assert (done.loans, done.late) == (count, count // 10)

    yield Row(f"portfolio of {count} loans, five years under way, aged", "s", seconds(aged), bar=60)


def _build(ground: Ground, count: int) -> None:
    """Loans that were drawn whole in the days after signing; one in ten paid nothing of the last instalment."""
    rows = [
        application(
            f"L{n}", "2021-03-01", "ELP", decision="goedgekeurd", decided_on="2021-03-02", months="120",
            amount_approved=f"{10_000 + n}", signed_on=SIGNED.isoformat(), first_due_on=DAY.isoformat(),
        )
        for n in range(count)
    ]  # fmt: skip
    with ground.work() as work:
        path = write_csv(ground.settings.home / "loans.csv", rows, APPLICATION)
        assert not run_import(work, importer_for("loan-applications"), path).errors
        with work.transaction():
            uids = list(work.session.scalars(select(LoanContract.uid).order_by(LoanContract.uid)))
            work.session.execute(insert(table_of(LoanTerms)), [_terms(uid, n) for n, uid in enumerate(uids)])
            work.session.execute(insert(table_of(LoanEntry)), [_drawn(work, uid, n) for n, uid in enumerate(uids)])
            work.session.execute(insert(table_of(LoanEntry)), [_paid(work, uid, n) for n, uid in enumerate(uids)])


def _terms(uid: object, n: int) -> dict[str, object]:
    return {
        "uid": new_uid(), "case_uid": uid, "amount_cents": 1_000_000 + 100 * n, "rate": Decimal("2.75"), "months": 120,
        "repayment": "annuity", "convention": "effective", "communication": communication_of(f"EH-2021-{n + 1}"),
        "sent_on": SIGNED, "first_due_on": DAY, "sent_by": "bench", "version": 1,
    }  # fmt: skip


def _drawn(work: Work, uid: object, n: int) -> dict[str, object]:
    return _entry(work, uid, "opname", SIGNED + timedelta(days=n % 20), 1_000_000 + 100 * n)


def _paid(work: Work, uid: object, n: int) -> dict[str, object]:
    """All that fell due and a little more, but for one in ten."""
    instalment = int(level_instalment(Decimal(1_000_000 + 100 * n), [monthly_rate(Decimal("2.75"))] * 120))
    return _entry(work, uid, "betaling", AGED, instalment * (FALLEN_DUE if n % 10 else FALLEN_DUE - 1) + 2_000)


def _entry(work: Work, uid: object, kind: str, on: date, cents: int) -> dict[str, object]:
    return {
        "uid": new_uid(), "case_uid": uid, "kind": kind, "value_on": on, "amount_cents": cents,
        "booked_at": work.clock.now(), "actor": "bench",
    }  # fmt: skip


def _in_floats(months: int) -> list[tuple[float, float]]:
    """Interest and capital of every month, by a library that neither rounds nor knows days."""
    monthly = 1.0225 ** (1 / 12) - 1
    asked = [(monthly, n, months, -60_000.0) for n in range(1, months + 1)]
    return [(pyxirr.ipmt(*each), pyxirr.ppmt(*each)) for each in asked]
