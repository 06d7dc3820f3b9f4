"""The loader of the plan in config/policy/plan/: periods, nodes, money, totals, indicators, published figures."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.actionplan.service_tree import (
    FIGURES,
    INDICATORS,
    MONEY,
    NODES,
    PERIODS,
    TOTALS,
    FigureKey,
    Row,
    with_indicator,
    with_node,
)
from app.policy.files import PolicyRow, policy_rows
from app.policy.loader import PolicyLoader, register


def load_plan(session: Session, folder: Path) -> None:
    """The six files, each after what it refers to. Texts that an import brought stay as they are."""
    plan = folder / "plan"
    PERIODS.apply(session, [_period(row) for row in policy_rows(plan / "periods.csv")])
    NODES.apply(session, [_node(row) for row in policy_rows(plan / "nodes.csv")])
    MONEY.apply(session, with_node(session, [_money(row) for row in policy_rows(plan / "money.csv")]))
    TOTALS.apply(session, [_total(row) for row in policy_rows(plan / "totals.csv")])
    INDICATORS.apply(session, [_indicator(row) for row in policy_rows(plan / "indicators.csv")])
    figures = with_node(session, [_figure(row) for row in policy_rows(plan / "figures.csv")])
    FIGURES.apply(session, with_indicator(session, figures, create=False))


def _period(row: PolicyRow) -> Row:
    return {
        "code": row.text("code"),
        "title": row.text("title"),
        "first_day": row.day("first_day"),
        "last_day": row.day("last_day"),
        "investments_in_expenses_from": row.number("investments_in_expenses_from"),
        "source": row.text("source"),
    }


def _node(row: PolicyRow) -> Row:
    return {
        "plan": row.text("plan"),
        "code": row.text("code"),
        "parent": row.optional_text("parent"),
        "level": row.text("level"),
        "title": row.text("title"),
        "priority": row.flag("priority"),
        "status": row.optional_text("status"),
        "code_status": row.text("code_status"),
        "plan_ref": row.optional_text("plan_ref"),
        "continues": row.optional_text("continues"),
        "source": row.text("source"),
    }


def _money(row: PolicyRow) -> Row:
    return {
        "plan": row.text("plan"),
        "code": row.text("code"),
        "source_table": row.text("source_table"),
        "kind": row.text("kind"),
        "year": row.number("year"),
        "basis": row.text("basis"),
        "receipts": row.number("receipts"),
        "expenses": row.number("expenses"),
        "balance_printed": row.number("balance_printed"),
        "year_mapping": row.text("year_mapping"),
    }


def _total(row: PolicyRow) -> Row:
    return {
        "plan": row.text("plan"),
        "line": row.text("line"),
        "year": row.number("year"),
        "basis": row.text("basis"),
        "value": row.number("value"),
        "source_table": row.text("source_table"),
    }


def _indicator(row: PolicyRow) -> Row:
    return {name: row.text(name) for name in ("key", "label", "unit", "source")}


def _figure(row: PolicyRow) -> Row:
    code, key, breakdown = row.optional_text("code"), row.text("indicator_key"), row.optional_text("breakdown")
    year, day = row.number("year"), row.day("date")
    named = FigureKey(code, year or 0, key, breakdown or "", day.isoformat() if day else "")
    return {
        "ref": named.ref,
        "plan": row.optional_text("plan"),
        "code": code,
        "indicator_key": key,
        "year": year,
        "on": day,
        "breakdown": breakdown or "",
        "value": row.decimal("value"),
        "unit": row.text("unit"),
        "kind": row.text("kind"),
        "period": row.optional_text("period"),
        "project": row.optional_text("project"),
        "source": row.text("source"),
    }


_FILES = ("periods", "nodes", "money", "totals", "indicators", "figures")

register(PolicyLoader("plan", tuple(f"plan/{name}.csv" for name in _FILES), load_plan, order=20))
