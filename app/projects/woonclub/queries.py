"""Reading what Woonclub keeps of a case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.policy.queries import codes
from app.projects.woonclub.models import Outcome, Registration, Trajectory


def found_outcomes(session: Session, on: date | None = None) -> frozenset[str]:
    """The outcomes of a search that count as a home found, on a day or ever."""
    return frozenset(code.key for code in codes(session, "search_outcome", on) if code.attrs.get("counts_as_found"))


@dataclass(frozen=True)
class Search:
    """Everything Woonclub knows of one case."""

    registration: Registration
    outcome: Outcome | None
    trajectories: list[Trajectory]

    @property
    def running(self) -> Trajectory | None:
        """The trajectory that has not ended, if there is one."""
        return next((each for each in self.trajectories if each.ended_on is None), None)


def search_of(session: Session, case_uid: UUID) -> Search:
    """What Woonclub keeps of a case that the caller already opened within its scope."""
    registration = session.get_one(Registration, case_uid)
    started = select(Trajectory).where(Trajectory.case_uid == case_uid).order_by(Trajectory.started_on, Trajectory.uid)
    return Search(registration, session.get(Outcome, case_uid), list(session.scalars(started)))
