"""What waits: a form that was sent too late, and for whoever manages the accounts roles that end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from app.access.work import Work
from app.access.work_items import WorkItem
from app.accounts.models import RoleGrant
from app.accounts.service_kept import waiting
from app.core.counting import capped

_SOON: Final = timedelta(days=30)


def work_items(work: Work) -> Iterator[WorkItem]:
    """Roles that end soon, so that nobody stands before a closed door."""
    if work.actor.holds("users.write"):
        today = work.clock.today()
        ending = select(RoleGrant).where(RoleGrant.valid_until > today, RoleGrant.valid_until <= today + _SOON)
        yield WorkItem("Rollen die binnen een maand eindigen", capped(work.session, ending), "users.index")


def own_items(work: Work) -> Iterator[WorkItem]:
    """A form that was sent too late and waits to be sent again."""
    yield WorkItem("Een formulier dat je nog moet versturen", capped(work.session, waiting(work)), "kept_form.show")
