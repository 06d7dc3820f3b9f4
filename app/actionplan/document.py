"""The policy tree of a year as one plain document: nodes, money as printed, published figures, findings."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actionplan.models import NodeMoney, PublishedFigure
from app.actionplan.queries_tree import (
    money_by_node,
    nearest_plan,
    nodes_in_order,
    plan_findings,
    plan_periods,
    published_figures,
)
from app.actionplan.rules import Finding, Nature
from app.core.errors import Refused


def plan_document(session: Session, year: int) -> dict[str, Any]:
    """The plan that covers the year (else the nearest), with the figures published for that year.

    `findings` are the differences beyond rounding that nothing explains; `explained` are those that come
    from what the documents leave out or count otherwise.
    """
    period = nearest_plan(plan_periods(session), year)
    if period is None:
        raise Refused("Er is nog geen beleidsplan geladen.")
    money = money_by_node(session, period.code)
    figures: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    for figure in published_figures(session, [year]):
        figures[figure.node_uid].append(_figure(figure))
    found = plan_findings(session, period)
    return {
        "year": year,
        "plan": period.code,
        "nodes": [
            {
                "code": node.code,
                "parent": node.parent,
                "level": node.level.value,
                "title": node.title,
                "money": [_money(row) for row in money.get(node.uid, [])],
                "published": figures[node.uid],
            }
            for node in nodes_in_order(session, period.code)
        ],
        "published_without_node": figures[None],
        "findings": [_finding(each) for each in found if each.nature is Nature.REAL],
        "explained": [_finding(each) | {"why": each.nature.value} for each in found if each.nature is not Nature.REAL],
    }


def plain_number(value: Decimal) -> int | float:
    """A whole number as such, anything else as the nearest float: for JSON only."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain_figure(value: int | Decimal | None) -> int | float | None:
    """The value of a figure for JSON: nothing stays nothing."""
    return plain_number(value) if isinstance(value, Decimal) else value


def _money(row: NodeMoney) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "basis": row.basis.value,
        "year": row.year,
        "receipts": row.receipts,
        "expenses": row.expenses,
        "source": row.source_table.value,
    }


def _figure(figure: PublishedFigure) -> dict[str, Any]:
    return {
        "indicator_key": figure.indicator.key,
        "year": figure.year,
        "value": plain_number(figure.value),
        "breakdown": figure.breakdown,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.slot.code,
        "kind": finding.slot.kind,
        "year": finding.slot.year,
        "basis": finding.slot.basis,
        "source": finding.source,
        "what": finding.what.value,
        "field": finding.field,
        "printed": finding.printed,
        "expected": finding.expected,
    }
