"""Up to which amount an actor may approve: dated policy, by how far their role reaches."""

from app.access.actor import REGION
from app.access.work import Work
from app.cases.models import Case
from app.projects.energiehuis.products.queries import figures
from app.projects.energiehuis.products.rules import figure_on

_DECIDE = "energiehuis.decide"


def limit_of(work: Work, case: Case) -> int | None:
    """The most, in cents, that the actor may approve in a case; None: nothing."""
    grants = [each for each in work.actor.granting(_DECIDE) if each.covers(case.project, case.organisation)]
    if not grants:
        return None
    is_region = any(each.organisation in (None, REGION) for each in grants)
    key = "approval_limit_region" if is_region else "approval_limit"
    row = figure_on(figures(work.session, key), key, work.clock.today())
    return int(row.value * 100) if row is not None and row.value is not None else None
