"""What waits in the year that was: actions that somebody submitted, or got back."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from app.access.work import Work
from app.access.work_items import WorkItem
from app.actionplan.kinds import ActionStatus
from app.actionplan.queries_year import action_states
from app.core.counting import Count

_WORDS: Final = {
    ActionStatus.SUBMITTED: "Acties die ingediend zijn om goed te keuren",
    ActionStatus.RETURNED: "Acties die teruggestuurd zijn",
}


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for whoever closes the year before this one."""
    if work.actor.holds("year.close"):
        year = work.clock.today().year - 1
        found = Counter(state.status for state in action_states(work.session, year))
        for status, words in _WORDS.items():
            yield WorkItem(f"{words}, {year}", Count(found[status]), "closing.show", args={"year": year})
