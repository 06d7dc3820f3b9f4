"""Reading how far a year is: its terms, the state of every action, exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actionplan.catalogue import measures_in
from app.actionplan.kinds import ActionStatus
from app.actionplan.models import Level, PlanNode
from app.actionplan.models_year import ActionStep, YearException, YearTerm
from app.actionplan.queries_tree import nearest_plan, plan_periods
from app.actionplan.rules_year import Gate, Terms
from app.core.errors import NotFound


def terms_of(session: Session, year: int) -> Terms | None:
    """The days of a year; None for the years before there were any."""
    query = select(YearTerm).where(YearTerm.from_year <= year).order_by(YearTerm.from_year.desc()).limit(1)
    row = session.scalar(query)
    if row is None:
        return None
    new, edit, last = (
        date.fromisoformat(f"{year + 1}-{text}") for text in (row.no_new_after, row.no_edit_after, row.deadline)
    )
    return Terms(year, new, edit, last, row.confirmed)


def action_node(session: Session, year: int, code: str) -> PlanNode:
    """An action of the plan of a year; NotFound otherwise."""
    plan = nearest_plan(plan_periods(session), year)
    query = select(PlanNode).where(PlanNode.code == code, PlanNode.level == Level.ACTION)
    found = session.scalar(query.where(PlanNode.plan == plan.code)) if plan else None
    if found is None:
        raise NotFound
    return found


def steps_of(session: Session, node_uid: UUID, year: int) -> list[ActionStep]:
    """The steps of one action, newest first."""
    query = select(ActionStep).where(ActionStep.node_uid == node_uid, ActionStep.year == year)
    return list(session.scalars(query.order_by(ActionStep.number.desc())))


def last_steps(session: Session, year: int, nodes: Iterable[UUID] | None = None) -> dict[UUID, ActionStep]:
    """The last step of every action that has one."""
    turn = func.max(ActionStep.number).over(partition_by=ActionStep.node_uid)
    numbered = select(ActionStep.uid, ActionStep.number, turn.label("last")).where(ActionStep.year == year)
    if nodes is not None:
        numbered = numbered.where(ActionStep.node_uid.in_(list(nodes)))
    inner = numbered.subquery()
    query = select(ActionStep).join(inner, inner.c.uid == ActionStep.uid).where(inner.c.number == inner.c.last)
    return {step.node_uid: step for step in session.scalars(query)}


def exceptions_of(session: Session, year: int) -> list[YearException]:
    """Every exception of a year, newest first."""
    query = select(YearException).where(YearException.year == year)
    return list(session.scalars(query.order_by(YearException.granted_at.desc(), YearException.uid.desc())))


def gates(session: Session, slots: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], Gate]:
    """What decides on writing, for each action and year asked."""
    wanted: dict[int, set[UUID]] = {}
    for node_uid, year in slots:
        wanted.setdefault(year, set()).add(node_uid)
    found = {}
    for year, nodes in wanted.items():
        terms, steps = terms_of(session, year), last_steps(session, year, nodes)
        until: dict[UUID, date] = {}
        for each in exceptions_of(session, year):
            until[each.node_uid] = max(each.until, until.get(each.node_uid, each.until))
        for node_uid in nodes:
            status = steps[node_uid].status if node_uid in steps else ActionStatus.DRAFT
            found[node_uid, year] = Gate(terms, status, until.get(node_uid))
    return found


@dataclass(frozen=True)
class ActionState:
    """One action that has figures in a year, and how far it is."""

    code: str
    title: str
    step: ActionStep | None

    @property
    def status(self) -> ActionStatus:
        """Of its last step."""
        return self.step.status if self.step else ActionStatus.DRAFT


def action_states(session: Session, year: int) -> list[ActionState]:
    """The actions that have figures in a year, or a step, in the order of the plan."""
    plan = nearest_plan(plan_periods(session), year)
    if plan is None:
        return []
    counted = {measure.action for measure in measures_in(session, year)}
    steps = last_steps(session, year)
    nodes = session.scalars(
        select(PlanNode).where(PlanNode.plan == plan.code, PlanNode.level == Level.ACTION).order_by(PlanNode.code)
    )
    return [
        ActionState(node.code, node.title, steps.get(node.uid))
        for node in nodes
        if node.code in counted or node.uid in steps
    ]


def unapproved_actions(session: Session, year: int) -> int:
    """How many actions with figures in a year are not approved."""
    return sum(state.status is not ActionStatus.APPROVED for state in action_states(session, year))


def codes_of(session: Session, nodes: Iterable[UUID]) -> dict[UUID, str]:
    """The code of each of these nodes."""
    query = select(PlanNode.uid, PlanNode.code).where(PlanNode.uid.in_(list(nodes)))
    return {row.uid: row.code for row in session.execute(query)}
