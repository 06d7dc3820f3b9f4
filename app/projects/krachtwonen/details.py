"""What Kracht.Wonen shows on the page of a case."""

from dataclasses import dataclass

from app.access.work import Work
from app.cases.models import Case
from app.projects.krachtwonen.desk.labels import situation_page
from app.projects.krachtwonen.guidance.labels import TrajectoryBlock, trajectory_blocks
from app.projects.krachtwonen.meetings.labels import MeetingRow, meeting_rows
from app.projects.krachtwonen.meetings.queries import meetings_of


def case_details(work: Work, case: Case) -> dict[str, object]:
    """The situation, guidance and meetings on the page of their case."""
    return {"situation": situation_page(work, case), **care_details(work, case)}


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
