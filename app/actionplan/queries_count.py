"""Reading what was counted by hand: the counters of a year, their series, the counts of one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, literal, select, union
from sqlalchemy.orm import Session

from app.access.scope import scope
from app.access.work import Work
from app.actionplan.models import FigureKind, Indicator, Level, PlanNode, PublishedFigure
from app.actionplan.models_count import Count, CountCorrection
from app.actionplan.queries_lineage import Codes
from app.actionplan.queries_tree import nearest_plan, plan_periods
from app.core.period import Period

PERMISSION = "count.write"
_FIRST, _LAST = date(1850, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Counter:
    """An indicator that is counted by hand, and the action that its last count was for."""

    indicator_uid: UUID
    key: str
    label: str
    unit: str
    action: str
    since: int
    """Year of that last count: its plan gives the code its meaning."""


def counters(session: Session, period: Period | None = None) -> list[Counter]:
    """The indicators with counts in a period, or ever, in the order of the plan."""
    span = period or Period(_FIRST, _LAST)
    query = (
        select(Indicator.uid, Indicator.key, Indicator.label, Indicator.unit, PlanNode.code, func.max(Count.on))
        .join(Count, Count.indicator_uid == Indicator.uid)
        .join(PlanNode, PlanNode.uid == Count.node_uid)
        .where(Count.on.between(span.first, span.last))
        .group_by(Indicator.uid, Indicator.key, Indicator.label, Indicator.unit, PlanNode.code)
        .order_by(func.max(Count.on), PlanNode.code)
    )
    rows = session.execute(query)
    found = {uid: Counter(uid, key, label, unit, code, last.year) for uid, key, label, unit, code, last in rows}
    return sorted(found.values(), key=lambda each: (each.action, each.key))


def breakdowns(session: Session, indicator_uid: UUID) -> list[str]:
    """Every breakdown under which an indicator was ever counted."""
    query = select(Count.breakdown).where(Count.indicator_uid == indicator_uid, Count.breakdown != "").distinct()
    return sorted(session.scalars(query))


def places(session: Session, indicator_uid: UUID) -> bool:
    """Whether an indicator was ever counted for a municipality."""
    query = select(Count.uid).where(Count.indicator_uid == indicator_uid, Count.municipality != "").limit(1)
    return session.scalar(query) is not None


def actions_of(session: Session, year: int) -> list[PlanNode]:
    """The actions of the plan that a year falls in, in the order of their codes."""
    plan = nearest_plan(plan_periods(session), year)
    query = select(PlanNode).where(PlanNode.level == Level.ACTION, PlanNode.plan == (plan.code if plan else ""))
    return list(session.scalars(query.order_by(PlanNode.code)))


def tallies_of(work: Work, year: int) -> dict[UUID, tuple[int, date]]:
    """How many counts each action has in a year, as far as the actor may write them, and the day of the last."""
    period = Period.of_year(year)
    reached = scope(work.actor, PERMISSION, None, Count.municipality)
    query = select(Count.node_uid, func.count(), func.max(Count.on)).group_by(Count.node_uid)
    rows = work.session.execute(query.where(Count.on.between(period.first, period.last), reached))
    return {node: (number, last) for node, number, last in rows}


def indicators(session: Session) -> dict[str, UUID]:
    """The uid of every indicator under its key."""
    rows = session.execute(select(Indicator.key, Indicator.uid))
    return {row.key: row.uid for row in rows}


def indicators_at(session: Session, node: PlanNode) -> list[tuple[str, UUID, str, str]]:
    """(key, uid, label, unit) of what was counted, or printed as a result, at an action or at what it goes on from."""
    nodes = [node.uid, *Codes(session).before(node)]
    homes = [
        select(Count.indicator_uid).where(Count.node_uid.in_(nodes)),
        select(PublishedFigure.indicator_uid).where(
            PublishedFigure.node_uid.in_(nodes), PublishedFigure.kind == FigureKind.RESULT
        ),
    ]
    query = select(Indicator.key, Indicator.uid, Indicator.label, Indicator.unit)
    rows = session.execute(query.where(Indicator.uid.in_(union(*homes))).order_by(Indicator.label, Indicator.key))
    return [(row.key, row.uid, row.label, row.unit) for row in rows]


def known_homes(session: Session) -> dict[tuple[str, str], set[str]]:
    """(indicator key, plan) -> the actions where it was counted or printed: where its next count belongs."""
    found: dict[tuple[str, str], set[str]] = {}
    codes = Codes(session)
    for model in (Count, PublishedFigure):
        query = (
            select(Indicator.key, PlanNode.plan, PlanNode.code)
            .select_from(model)
            .join(Indicator, Indicator.uid == model.indicator_uid)
            .join(PlanNode, PlanNode.uid == model.node_uid)
            .distinct()
        )
        for key, plan, code in session.execute(query):
            for its_plan, at in ((plan, code), *codes.heirs(plan, code)):
                found.setdefault((key, its_plan), set()).add(at)
    return found


def known_series(session: Session, node: PlanNode, year: int) -> list[tuple[str, str, str]]:
    """(indicator key, place, series) of what was counted here last year, else of the parts that were printed."""
    nodes = [node.uid, *Codes(session).before(node)]
    last = Period.of_year(year - 1)
    counted = (
        select(Indicator.key, Count.municipality, Count.breakdown)
        .join(Count, Count.indicator_uid == Indicator.uid)
        .where(Count.node_uid.in_(nodes), Count.on.between(last.first, last.last))
    )
    printed = (
        select(Indicator.key, literal(""), PublishedFigure.breakdown)
        .join(PublishedFigure, PublishedFigure.indicator_uid == Indicator.uid)
        .where(PublishedFigure.node_uid.in_(nodes), PublishedFigure.kind == FigureKind.RESULT)
    )
    found = [(key, place, series) for key, place, series in session.execute(counted.distinct())]
    known = {key for key, _, _ in found}
    rest = [(key, place, series) for key, place, series in session.execute(printed.distinct()) if key not in known]
    split = {key for key, _, series in rest if series}
    return [*found, *((key, place, series) for key, place, series in rest if series or key not in split)]


def counts_by_ref(session: Session, refs: Sequence[str]) -> dict[str, Count]:
    """The counts with these refs."""
    return {count.ref: count for count in session.scalars(select(Count).where(Count.ref.in_(refs)))}


def counts_of(work: Work, node_uid: UUID, year: int) -> list[Count]:
    """The counts of an action in a year that the actor may write, by day."""
    period = Period.of_year(year)
    reached = scope(work.actor, PERMISSION, None, Count.municipality)
    query = select(Count).where(Count.node_uid == node_uid, Count.on.between(period.first, period.last), reached)
    return list(work.session.scalars(query.order_by(Count.on, Count.ref)))


def corrections_of(session: Session, count_uids: Sequence[UUID]) -> list[CountCorrection]:
    """What was corrected in these counts, newest first."""
    query = select(CountCorrection).where(CountCorrection.count_uid.in_(count_uids))
    return list(session.scalars(query.order_by(CountCorrection.corrected_at.desc(), CountCorrection.uid.desc())))


def last_count_at(session: Session, key: str) -> datetime | None:
    """When the last count, or correction, of an indicator was written."""
    of_key = select(Count.uid).join(Indicator, Indicator.uid == Count.indicator_uid).where(Indicator.key == key)
    noted = session.scalar(select(func.max(Count.recorded_at)).where(Count.uid.in_(of_key)))
    corrected = session.scalar(
        select(func.max(CountCorrection.corrected_at)).where(CountCorrection.count_uid.in_(of_key))
    )
    return max((moment for moment in (noted, corrected) if moment is not None), default=None)
