"""Builds the report of a year: the tree, its money, its figures, its texts."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.actionplan.models import NodeMoney, PlanNode, PlanPeriod, PlanTotal
from app.actionplan.queries_measurement import last_closing
from app.actionplan.queries_tree import (
    money_by_node,
    narratives,
    nearest_plan,
    nodes_in_order,
    plan_periods,
    real_findings,
    totals,
)
from app.core.clock import Clock
from app.core.errors import Refused
from app.core.period import Period
from app.organisations.queries import municipality_names
from app.reports.figures import closed_figures, figures_by_action, in_reading_order, published_by_node
from app.reports.model import WHOLE_PLAN, Closed, Column, Figure, FindingLine, Report, Section
from app.reports.money import Printed, money_tables, note_columns, synthesis_columns, synthesis_lines
from app.reports.queries_text import approved_texts

TOTAL_LABELS = {
    "eindtotaal": "Eindtotaal",
    "investeringen_niet_per_actie": "Investeringen die niet per actie staan",
    "financiering": "Financiering",
    "verschil_jr_amjp": "Verschil tussen rekening en aangepast meerjarenplan",
    "resultaat_na_inv_fin": "Resultaat na investeringen en financiering",
    "reserve_3112": "Reserve op 31 december",
}
FINDING_LABELS = {
    "balance differs": "Het saldo is niet ontvangsten min uitgaven",
    "children sum differs": "De som van de onderdelen is anders",
    "synthesis and note differ": "Synthese en nota verschillen",
    "grand total differs": "Het eindtotaal is anders dan de som",
    "result differs": "Het resultaat is anders dan de som",
    "reserve does not follow": "De reserve volgt niet uit die van het jaar ervoor",
}


def build_report(session: Session, clock: Clock, year: int) -> Report:
    """Everything that the Beleidsevaluatie of this year says. Refused when no plan is loaded."""
    plan = nearest_plan(plan_periods(session), year)
    if plan is None:
        raise Refused("Er is nog geen beleidsplan geladen.")
    nodes = nodes_in_order(session, plan.code)
    first = plan.first_day.year
    shown = min(max(year, first), plan.last_day.year)
    columns = synthesis_columns(first, shown)
    money = {node.code: _printed(node, rows) for node, rows in _with_money(session, plan, nodes)}
    titles = {node.code: node.title for node in nodes}
    return Report(
        year=year,
        plan=plan.code,
        plan_title=plan.title,
        measured_on=Period.of_year(year).last,
        computed_at=clock.now(),
        closed=_closed(session, year),
        synthesis_columns=columns,
        synthesis=synthesis_lines((each for rows in money.values() for each in rows), titles, columns),
        totals=_total_lines(totals(session, plan.code), columns),
        sections=_sections(session, plan, nodes, money, year, note_columns(first, shown)),
        findings=_findings(session, plan),
        last_closed=closed_figures(session, year - 1),
        places=tuple(municipality_names(session).items()),
    )


def _closed(session: Session, year: int) -> Closed | None:
    found = last_closing(session, year)
    if found is None or found.decided_at is None:
        return None
    return Closed(found.decided_at, found.revision, found.reason or "", found.despite or "", found.hard_findings or 0)


def _with_money(
    session: Session, plan: PlanPeriod, nodes: Sequence[PlanNode]
) -> Iterable[tuple[PlanNode, Sequence[NodeMoney]]]:
    money = money_by_node(session, plan.code)
    return ((node, money.get(node.uid, ())) for node in nodes)


def _printed(node: PlanNode, rows: Iterable[NodeMoney]) -> list[Printed]:
    return [
        Printed(
            code=node.code,
            source=row.source_table.value,
            kind=row.kind.value,
            year=row.year,
            basis=row.basis.value,
            receipts=row.receipts,
            expenses=row.expenses,
            balance=row.balance_printed,
        )
        for row in rows
    ]


def _sections(
    session: Session,
    plan: PlanPeriod,
    nodes: Sequence[PlanNode],
    money: dict[str, list[Printed]],
    year: int,
    columns: Sequence[Column],
) -> tuple[Section, ...]:
    counted, published = figures_by_action(session, year), published_by_node(session, year)
    written, approved = narratives(session, plan.code, year), approved_texts(session, year)
    texts = {uid: each.text for uid, each in written.items()} | {uid: each.text for uid, each in approved.items()}
    depth: dict[str | None, int] = {None: -1}
    sections = []
    places = [node.code for node in nodes]
    for node in nodes:
        depth[node.code] = depth[node.parent] + 1
        sections.append(
            Section(
                code=node.code,
                parent=node.parent,
                level=node.level.value,
                depth=depth[node.code],
                title=node.title,
                priority=node.priority,
                statement=node.statement,
                description=node.description,
                indicator=node.indicator_title,
                money=money_tables(money[node.code], columns),
                figures=tuple(in_reading_order([*counted.get(node.code, ()), *published.get(node.uid, ())])),
                narrative=tuple(part.strip() for part in texts.get(node.uid, "").split("\n") if part.strip()),
            )
        )
    apart = [each for code, figures in counted.items() if code not in places for each in figures]
    whole = in_reading_order([*apart, *published.get(None, ())])
    return (*sections, _whole_plan(plan, whole)) if whole else tuple(sections)


def _whole_plan(plan: PlanPeriod, figures: Sequence[Figure]) -> Section:
    """The place of figures that belong to no node of this plan: they stand under the plan itself."""
    return Section(
        code=plan.code,
        parent=None,
        level=WHOLE_PLAN,
        depth=0,
        title="Cijfers van het hele plan",
        priority=None,
        statement="Deze cijfers horen bij de vereniging als geheel, niet bij één actie.",
        description=None,
        indicator=None,
        money=(),
        figures=tuple(figures),
        narrative=(),
    )


def _total_lines(
    lines: Sequence[PlanTotal], columns: Sequence[Column]
) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    values = {(line.line, line.year, line.basis.value): line.value for line in lines}
    present = {line.line for line in lines}
    return tuple(
        (label, tuple(values.get((key, column.year, column.basis)) for column in columns))
        for key, label in TOTAL_LABELS.items()
        if key in present
    )


def _findings(session: Session, plan: PlanPeriod) -> tuple[FindingLine, ...]:
    return tuple(
        FindingLine(
            code=finding.slot.code,
            kind=finding.slot.kind,
            year=finding.slot.year,
            what=FINDING_LABELS[finding.what.value],
            printed=finding.printed,
            expected=finding.expected,
        )
        for finding in real_findings(session, plan)
    )
