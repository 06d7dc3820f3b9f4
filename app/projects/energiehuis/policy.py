"""The loader of loan products, rates, income limits, works and figures of law."""

from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import StartRefused
from app.policy.files import PolicyRow
from app.policy.loader import PolicyLoader, register
from app.policy.tables import PolicyTable, load_tables
from app.projects.energiehuis.arithmetic.rates import Convention
from app.projects.energiehuis.letters import policy as policy_letters  # noqa: F401 - registers its loader
from app.projects.energiehuis.products.models import LoanFigure, LoanIncomeLimit, LoanProduct, LoanRate, LoanWork
from app.projects.energiehuis.products.rates_entered import put_back
from app.projects.energiehuis.products.rules import Repayment, overlaps

_FOLDER = "energiehuis"


def load_products(session: Session, folder: Path) -> None:
    """The five files, each after what it refers to; then the rates that two colleagues entered."""
    loaded = load_tables(session, folder, _TABLES)
    put_back(session)
    for table in _TABLES:
        if table.model is not LoanWork:
            # All but the first day: rows that differ in it alone follow each other.
            names = ("family",) if table.model is LoanProduct else table.key[:-1]
            _refuse_overlaps(loaded[table.file], names)


def _product(row: PolicyRow) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "family": row.text("family"),
        "label": row.text("label"),
        "valid_from": row.required_day("valid_from"),
        "valid_to": row.day("valid_to"),
        "min_cents": _cents(row, "min_euro"),
        "max_cents": _cents(row, "max_euro"),
        "max_cents_apartment": _cents(row, "max_euro_apartment"),
        "max_months": row.number("max_months"),
        "repayment": row.choice("repayment", Repayment),
        "convention": row.choice("convention", Convention),
        "wer_vii": row.flag("wer_vii") is not False,
        "target": row.text("target"),
        "missing": row.optional_text("missing"),
        **_origin(row),
    }


def _rate(row: PolicyRow) -> dict[str, Any]:
    return {
        "product": row.text("product"),
        "income_group": row.text("income_group"),
        "applied_from": row.required_day("applied_from"),
        "applied_to": row.day("applied_to"),
        "rate": row.decimal("rate"),
        "rule": row.text("rule"),
        **_origin(row),
    }


def _limit(row: PolicyRow) -> dict[str, Any]:
    return {
        "scheme": row.text("scheme"),
        "category": row.text("category"),
        "applied_from": row.required_day("applied_from"),
        "applied_to": row.day("applied_to"),
        "single_cents": _cents(row, "single") or 0,
        "several_cents": _cents(row, "several") or 0,
        "per_dependant_cents": _cents(row, "per_dependant") or 0,
        "measured": row.text("measured"),
        **_origin(row),
    }


def _work(row: PolicyRow) -> dict[str, Any]:
    return {
        "key": row.text("key"),
        "scheme": row.text("scheme"),
        "valid_from": row.required_day("valid_from"),
        "valid_to": row.day("valid_to"),
        "label": row.text("label"),
        "cap_cents": _cents(row, "cap_euro"),
        "contractor_required": row.flag("contractor_required") is not False,
        "min_home_years": row.number("min_home_years") or 0,
        **_origin(row),
    }


def _figure(row: PolicyRow) -> dict[str, Any]:
    return {
        "key": row.text("key"),
        "above_euro": row.number("above_euro") or 0,
        "valid_from": row.required_day("valid_from"),
        "valid_to": row.day("valid_to"),
        "value": row.decimal("value"),
        "unit": row.text("unit"),
        "label": row.text("label"),
        **_origin(row),
    }


def _origin(row: PolicyRow) -> dict[str, Any]:
    return {"source": row.text("source"), "confirmed": row.flag("confirmed") is True}


def _cents(row: PolicyRow, name: str) -> int | None:
    amount: Decimal | None = row.decimal(name)
    return None if amount is None else int(amount * 100)


def _refuse_overlaps(rows: list[Any], key: tuple[str, ...]) -> None:
    def name(row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a row of any of the tables
        return tuple(getattr(row, part) for part in key)

    for shared, same in groupby(sorted(rows, key=name), key=name):
        if overlaps(list(same)):
            where = ", ".join(map(str, shared))
            raise StartRefused(f"twee rijen van {where} gelden op dezelfde dag in config/policy/{_FOLDER}")


_TABLES = (
    PolicyTable(f"{_FOLDER}/products.csv", LoanProduct, ("code",), _product),
    PolicyTable(f"{_FOLDER}/rates.csv", LoanRate, ("product", "income_group", "applied_from"), _rate),
    PolicyTable(f"{_FOLDER}/income_limits.csv", LoanIncomeLimit, ("scheme", "category", "applied_from"), _limit),
    PolicyTable(f"{_FOLDER}/works.csv", LoanWork, ("key", "scheme", "valid_from"), _work),
    PolicyTable(f"{_FOLDER}/figures.csv", LoanFigure, ("key", "above_euro", "valid_from"), _figure),
)
register(PolicyLoader("energiehuis", tuple(table.file for table in _TABLES), load_products, order=20))
