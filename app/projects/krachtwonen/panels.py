"""Care on other pages: a bed, a suspension or a death on that of a person; guidance and meetings on that of a case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.labels_care import TrajectoryBlock, trajectory_blocks
from app.projects.krachtwonen.labels_crisis import tonight
from app.projects.krachtwonen.labels_meetings import MeetingRow, meeting_rows
from app.projects.krachtwonen.queries import DECIDE, MANAGE, MEDICAL
from app.projects.krachtwonen.queries_crisis import suspension_of
from app.projects.krachtwonen.queries_meetings import meetings_of


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


@dataclass(frozen=True)
class CarePanel:
    """Guidance and crisis meetings of a case, for its page."""

    number: str
    running: TrajectoryBlock | None
    meetings: list[MeetingRow]
    may_change: bool


def care_details(work: Work, case: Case) -> dict[str, object]:
    """The variables of the care part of the case page."""
    blocks = trajectory_blocks(work, case)
    return {
        "care": CarePanel(
            number=case.number,
            running=next((block for block in blocks if block.ended_on is None), None),
            meetings=meeting_rows(work, meetings_of(work, case)),
            may_change=case.closed_on is None and work.actor.holds("case.write", case.project, case.organisation),
        )
    }
