"""The crisis network on the page of a person: a bed, a suspension, a death."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.models import Person
from app.projects.krachtwonen.crisis.labels import tonight
from app.projects.krachtwonen.crisis.queries import suspension_of
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import DECIDE, MANAGE, MEDICAL


@dataclass(frozen=True)
class CrisisPanel:
    """Which steps are open for this person."""

    person_uid: UUID
    suspended_until: date | None
    may_ask: bool
    may_suspend: bool
    may_refer: bool
    may_note_death: bool


def crisis_panel(work: Work, person: Person) -> CrisisPanel:
    """Where this person stands with the crisis network, for whoever gives beds."""
    may_manage = work.actor.holds(MANAGE, PROJECT_KEY)
    banned = suspension_of(work, (person.uid,), tonight(work)) if may_manage else None
    is_alive = person.deceased_on is None and person.erased_on is None
    return CrisisPanel(
        person_uid=person.uid,
        suspended_until=banned.until if banned else None,
        may_ask=may_manage and is_alive,
        may_suspend=is_alive and banned is None and work.actor.holds(DECIDE, PROJECT_KEY, person.organisation),
        may_refer=is_alive and work.actor.holds(MEDICAL, PROJECT_KEY),
        may_note_death=is_alive and work.actor.holds("person.write", None, person.organisation),
    )
