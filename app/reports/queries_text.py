"""Reading the texts of the report."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actionplan.models import PlanNode
from app.actionplan.queries_tree import nearest_plan, plan_periods
from app.core.errors import NotFound
from app.reports.models_text import ReportText


def versions_of(session: Session, node_uid: UUID, year: int) -> list[ReportText]:
    """Every version of one text, newest first."""
    query = select(ReportText).where(ReportText.node_uid == node_uid, ReportText.year == year)
    return list(session.scalars(query.order_by(ReportText.number.desc())))


def approved_texts(session: Session, year: int) -> dict[UUID, ReportText]:
    """The newest approved version of each node of a year."""
    query = select(ReportText).where(ReportText.year == year, ReportText.approved_by.is_not(None))
    return {text.node_uid: text for text in session.scalars(query.order_by(ReportText.number))}


def node_of(session: Session, year: int, code: str) -> PlanNode:
    """A node of the plan of a year; NotFound otherwise."""
    plan = nearest_plan(plan_periods(session), year)
    found = session.scalar(select(PlanNode).where(PlanNode.plan == plan.code, PlanNode.code == code)) if plan else None
    if found is None:
        raise NotFound
    return found
