"""What the page of one action in one year shows."""

from dataclasses import dataclass

from app.access.actor import REGION
from app.access.work import Work
from app.actionplan.beside import Beside, beside_each_other
from app.actionplan.catalogue import measures_in
from app.actionplan.close_page import names_of
from app.actionplan.kinds import ActionStatus
from app.actionplan.measures import COUNTER
from app.actionplan.models import PlanNode
from app.actionplan.models_year import ActionStep
from app.actionplan.queries_year import action_node, steps_of
from app.core.period import Period


@dataclass(frozen=True)
class ActionPage:
    """The variables of the page."""

    node: PlanNode
    year: int
    status: ActionStatus
    steps: list[tuple[ActionStep, str]]
    """Every step with who took it, newest first."""
    figures: list[Beside]
    """What is handed in: the figures of the action, as far as this reader may see them, beside last year."""
    may_read: bool
    """Whether each of them leads to its own page."""
    may_submit: bool
    may_decide: bool


def action_page(work: Work, year: int, code: str) -> ActionPage:
    """Where one action stands, and what this reader can do about it."""
    node = action_node(work.session, year, code)
    steps = steps_of(work.session, node.uid, year)
    names = names_of(work, {step.by for step in steps})
    status = steps[0].status if steps else ActionStatus.DRAFT
    submitter = next((step.by for step in steps if step.status is ActionStatus.SUBMITTED), "")
    is_in = status in (ActionStatus.SUBMITTED, ActionStatus.APPROVED)
    return ActionPage(
        node=node,
        year=year,
        status=status,
        steps=[(step, names[step.by]) for step in steps],
        figures=_figures(work, year, code),
        may_read=work.actor.holds("figure.read"),
        may_submit=not is_in and work.actor.holds("count.write", None, REGION),
        may_decide=is_in and submitter != work.actor.key and work.actor.holds("year.close"),
    )


def _figures(work: Work, year: int, code: str) -> list[Beside]:
    """Who only counts for the whole region sees what was counted, who counts for one place not even its sum."""
    reads, counts = work.actor.holds("figure.read"), work.actor.holds("count.write", None, REGION)
    found = [
        measure
        for measure in measures_in(work.session, year)
        if measure.action == code and (reads or (counts and measure.source == COUNTER))
    ]
    return beside_each_other(work.session, found, Period.of_year(year), Period.of_year(year - 1))
