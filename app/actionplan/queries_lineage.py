"""Reading how the codes of one plan go on in the next: where a figure stands, and what an action was before."""

from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actionplan.models import PlanNode, PlanPeriod
from app.actionplan.queries_tree import nearest_plan, plan_periods
from app.actionplan.rules_lineage import ancestors, place_in


class Codes:
    """The codes of every plan; reads the trees only when there is more than one plan."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._periods = plan_periods(session)
        self._plans = [period.code for period in self._periods]

    @cached_property
    def _nodes(self) -> dict[tuple[str, str], tuple[str | None, UUID]]:
        query = select(PlanNode.plan, PlanNode.code, PlanNode.continues, PlanNode.uid)
        return {(plan, code): (continues, uid) for plan, code, continues, uid in self._session.execute(query)}

    @property
    def _lineage(self) -> dict[tuple[str, str], str]:
        return {key: continues for key, (continues, _) in self._nodes.items() if continues}

    def plan_of(self, year: int) -> PlanPeriod | None:
        """The plan in which the figures of a year stand."""
        return nearest_plan(self._periods, year)

    def in_year(self, action: str, year: int, declared: int | None = None) -> str:
        """The code of an action in the plan of a year.

        The action is named by the code of the plan of `declared`; without it, of the first plan that has the code.
        """
        plan = self.plan_of(year)
        if plan is None or len(self._plans) == 1:
            return action
        if declared is None:
            first = next((each for each in self._plans if (each, action) in self._nodes), plan.code)
        else:
            named = self.plan_of(declared)
            first = named.code if named else plan.code
        if self._plans.index(first) > self._plans.index(plan.code):
            return action
        return place_in(self._plans, self._lineage, first, action, plan.code)

    def before(self, node: PlanNode) -> list[UUID]:
        """The nodes of earlier plans that a node goes on from."""
        found = ancestors(self._plans, self._lineage, node.plan, node.code) if len(self._plans) > 1 else ()
        return [self._nodes[each][1] for each in found if each in self._nodes]

    def heirs(self, plan: str, code: str) -> list[tuple[str, str]]:
        """The (plan, code) of every later node that goes on from a node."""
        if len(self._plans) == 1:
            return []
        return [node for node in self._lineage if (plan, code) in set(ancestors(self._plans, self._lineage, *node))]
