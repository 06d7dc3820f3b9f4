"""The plan on one page: every action with its state, its money, and its figures against last year and the target."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.actionplan.kinds import ActionStatus
from app.actionplan.models import Basis, FigureKind, Level, MoneyKind, NodeMoney, PlanNode, SourceTable
from app.actionplan.queries_tree import money_by_node, nearest_plan, nodes_in_order, plan_periods
from app.actionplan.queries_year import last_steps
from app.core.errors import Refused
from app.reports.figures import PUBLISHED, published_by_node, totals_by_action
from app.reports.model import Figure, Number
from app.reports.queries_marks import change_mark

RESULT: Final = FigureKind.RESULT.value
_kept: dict[tuple[str, int], tuple[bytes, "Overview"]] = {}
"""Overviews by database and year, under the mark of the last change: many look at it, and its figures take seconds."""


@dataclass(frozen=True)
class OverviewLine:
    """One node of the plan."""

    code: str
    title: str
    level: str
    depth: int
    state: str
    """Of the action in this year; empty for what is no action."""
    receipts: int | None
    expenses: int | None
    basis: str
    figures: tuple[Figure, ...]

    @property
    def is_bare(self) -> bool:
        """Whether an action has nothing to show in this year: no figure and no money."""
        return self.level == Level.ACTION and not self.figures and self.balance is None

    @property
    def balance(self) -> int | None:
        """Receipts less expenses, as far as either is known."""
        if self.receipts is None and self.expenses is None:
            return None
        return (self.receipts or 0) - (self.expenses or 0)


@dataclass(frozen=True)
class Overview:
    """The page, with when its figures were counted."""

    year: int
    plan: str
    lines: tuple[OverviewLine, ...]
    computed_at: datetime

    @property
    def rows(self) -> Iterator[tuple[OverviewLine, list[OverviewLine]]]:
        """Every line that has something to show, with the bare actions that follow it."""
        shown: OverviewLine | None = None
        bare: list[OverviewLine] = []
        for line in self.lines:
            if line.is_bare and shown is not None:
                bare.append(line)
                continue
            if shown is not None:
                yield shown, bare
            shown, bare = line, []
        if shown is not None:
            yield shown, bare


def overview_of(work: Work, year: int) -> Overview:
    """The overview of a year; counted again whenever anything changed since, in whatever process."""
    key = (str(work.session.get_bind().engine.url), year)
    # Before the figures: what changes in between is at worst counted under an older mark, and then again.
    mark = change_mark(work.session)
    known, found = _kept.get(key, (None, None))
    if found is None or known != mark:
        found = _overview(work, year)
        _kept[key] = (mark, found)
    return found


def trend(figure: Figure) -> Number | None:
    """The difference with last year of a count; None where there is nothing to compare."""
    value = figure.value if figure.frozen is None else figure.frozen
    if not figure.is_count or value is None or figure.last_year is None:
        return None
    return value - figure.last_year


def _overview(work: Work, year: int) -> Overview:
    session = work.session
    plan = nearest_plan(plan_periods(session), year)
    if plan is None:
        raise Refused("Er is nog geen beleidsplan geladen.")
    figures, money = totals_by_action(session, year), money_by_node(session, plan.code)
    printed = published_by_node(session, year)
    steps = last_steps(session, year)
    states = {uid: step.status for uid, step in steps.items()}
    depth: dict[str | None, int] = {None: -1}
    lines = []
    for node in nodes_in_order(session, plan.code):
        depth[node.code] = depth[node.parent] + 1
        own = [*figures.get(node.code, []), *(each for each in printed.get(node.uid, ()) if each.kind == RESULT)]
        lines.append(_line(node, depth[node.code], states, money.get(node.uid, []), own, year))
    return Overview(year, plan.code, tuple(lines), work.clock.now())


def _line(
    node: PlanNode,
    depth: int,
    states: Mapping[UUID, ActionStatus],
    money: list[NodeMoney],
    figures: list[Figure],
    year: int,
) -> OverviewLine:
    chosen = _chosen(money, year)
    is_action = node.level is Level.ACTION
    return OverviewLine(
        code=node.code,
        title=node.title,
        level=node.level.value,
        depth=depth,
        state=states.get(node.uid, ActionStatus.DRAFT).value
        if is_action and any(each.source != PUBLISHED for each in figures)
        else "",
        receipts=_sum([row.receipts for row in chosen]),
        expenses=_sum([row.expenses for row in chosen]),
        basis=chosen[0].basis.value if chosen else "",
        figures=tuple(figures),
    )


def _chosen(money: list[NodeMoney], year: int) -> list[NodeMoney]:
    """Operating money of the year: the account before the budget, the note before the synthesis."""
    for basis in (Basis.ACCOUNT, Basis.BUDGET):
        for source in (SourceTable.NOTE, SourceTable.SYNTHESIS):
            rows = [
                row
                for row in money
                if (row.year, row.basis, row.source_table, row.kind) == (year, basis, source, MoneyKind.OPERATING)
            ]
            if rows:
                return rows
    return []


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
