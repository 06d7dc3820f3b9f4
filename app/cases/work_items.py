"""What waits in the cases themselves: those that nobody follows yet, and what is new."""

from collections.abc import Iterator

from app.access.work import Work
from app.access.work_items import Urgency, WorkItem
from app.cases.filters import NOBODY
from app.cases.queries import CaseFilter, State, count_cases


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for whoever may take a case on."""
    if not work.actor.holds("case.write"):
        return
    args = {"toon": "open", "werker": NOBODY}
    yield WorkItem(
        "Dossiers die nog niemand opvolgt", count_cases(work, CaseFilter(unassigned=True)), "cases.index", args=args
    )
    fresh = count_cases(work, CaseFilter(State.NEW))
    yield WorkItem("Nieuwe dossiers sinds gisteren", fresh, "cases.index", Urgency.NEWS, {"toon": "nieuw"})
