"""Reading the policy tree: periods, nodes in reading order, money, published figures, narratives."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import extract, select
from sqlalchemy.orm import Session, joinedload

from app.actionplan.models import (
    Level,
    Narrative,
    NodeMoney,
    PlanNode,
    PlanPeriod,
    PlanTotal,
    PublishedFigure,
)
from app.actionplan.rules import Amount, Finding, Nature, Slot, findings
from app.actionplan.rules_totals import Line, total_findings

_RANK = {level: place for place, level in enumerate(Level)}


def plan_periods(session: Session) -> list[PlanPeriod]:
    """Every plan, oldest first."""
    return list(session.scalars(select(PlanPeriod).order_by(PlanPeriod.first_day)))


def plan_of_year(periods: Sequence[PlanPeriod], year: int) -> PlanPeriod | None:
    """The plan that covers a year."""
    for period in periods:
        if period.first_day.year <= year <= period.last_day.year:
            return period
    return None


def nearest_plan(periods: Sequence[PlanPeriod], year: int) -> PlanPeriod | None:
    """The plan that covers a year, else the first one after it, else the last one.

    Figures from before a plan hang in it, so that they stand beside the later ones of the same indicator.
    """
    later = [period for period in periods if period.last_day.year >= year]
    return later[0] if later else (periods[-1] if periods else None)


def plan_before(periods: Sequence[PlanPeriod], plan: PlanPeriod) -> PlanPeriod | None:
    """The plan that came before this one."""
    at = [period.code for period in periods].index(plan.code)
    return periods[at - 1] if at else None


def nodes_in_order(session: Session, plan: str) -> list[PlanNode]:
    """The nodes of a plan as one reads them: every node followed by all that lies below it."""
    below: dict[str | None, list[PlanNode]] = defaultdict(list)
    for node in session.scalars(select(PlanNode).where(PlanNode.plan == plan)):
        below[node.parent].append(node)

    def walk(parent: str | None) -> Iterator[PlanNode]:
        for node in sorted(below[parent], key=lambda each: (_RANK[each.level], each.code)):
            yield node
            yield from walk(node.code)

    return list(walk(None))


def node_uids(session: Session) -> dict[tuple[str, str], UUID]:
    """The uid of every node under its plan and code."""
    return {(plan, code): uid for plan, code, uid in session.execute(_NODE_KEYS)}


_NODE_KEYS = select(PlanNode.plan, PlanNode.code, PlanNode.uid)


def money_by_node(session: Session, plan: str) -> dict[UUID, list[NodeMoney]]:
    """All money of a plan, per node, in the order of the tables: kind, source, year, account before budget."""
    query = select(NodeMoney).join(PlanNode, PlanNode.uid == NodeMoney.node_uid).where(PlanNode.plan == plan)
    rows: dict[UUID, list[NodeMoney]] = defaultdict(list)
    for money in session.scalars(query):
        rows[money.node_uid].append(money)
    for each in rows.values():
        each.sort(key=_money_order)
    return dict(rows)


def _money_order(money: NodeMoney) -> tuple[int, str, int, str]:
    kinds = ("exploitatie", "investeringen", "financiering")
    return kinds.index(money.kind), money.source_table, money.year, "" if money.basis == "rekening" else "b"


def totals(session: Session, plan: str) -> list[PlanTotal]:
    """The lines at the foot of the synthesis."""
    query = select(PlanTotal).where(PlanTotal.plan == plan)
    return list(session.scalars(query.order_by(PlanTotal.line, PlanTotal.year, PlanTotal.basis.desc())))


def published_figures(session: Session, years: Iterable[int]) -> list[PublishedFigure]:
    """The published figures of these years, each with its indicator, totals before breakdowns."""
    query = (
        select(PublishedFigure)
        .where(PublishedFigure.year.in_(list(years)))
        .options(joinedload(PublishedFigure.indicator))
        .order_by(PublishedFigure.year, PublishedFigure.ref)
    )
    return list(session.scalars(query))


def narratives(session: Session, plan: str, year: int) -> dict[UUID, Narrative]:
    """The latest text of each node in a year."""
    query = (
        select(Narrative)
        .join(PlanNode, PlanNode.uid == Narrative.node_uid)
        .where(PlanNode.plan == plan, extract("year", Narrative.on) == year)
        .order_by(Narrative.on)
    )
    return {narrative.node_uid: narrative for narrative in session.scalars(query)}


def plan_findings(session: Session, period: PlanPeriod) -> list[Finding]:
    """Everything in the money of a plan that does not add up; `nature` tells real from explained."""
    nodes = nodes_in_order(session, period.code)
    codes = {node.uid: node.code for node in nodes}
    amounts = [
        Amount(
            Slot(codes[money.node_uid], money.kind.value, money.year, money.basis.value),
            money.source_table.value,
            money.receipts,
            money.expenses,
            money.balance_printed,
        )
        for rows in money_by_node(session, period.code).values()
        for money in rows
    ]
    lines = {Line(line.line, line.year, line.basis): line.value for line in totals(session, period.code)}
    mixed_from = period.investments_in_expenses_from
    found = findings({node.code: node.parent for node in nodes}, amounts, investments_in_expenses_from=mixed_from)
    roots = [node.code for node in nodes if node.parent is None]
    if len(roots) == 1:
        found += total_findings(lines, amounts, roots[0], investments_in_expenses_from=mixed_from)
    return found


def real_findings(session: Session, period: PlanPeriod) -> list[Finding]:
    """The findings for which the documents give no explanation."""
    return [finding for finding in plan_findings(session, period) if finding.nature is Nature.REAL]
