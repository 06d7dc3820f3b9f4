"""The verbs for several cases at once: give them to a colleague, and take that back for a short while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.access.work import Work
from app.cases.loading import case_for_change
from app.cases.service import assign_worker
from app.cases.service_team import give_case
from app.core.errors import NotFound, Refused, Stale


@dataclass(frozen=True)
class Given:
    """One case that went to somebody: as which version it was left, and who followed it before."""

    number: str
    version: int
    before: UUID | None


def give_together(work: Work, *, numbers: Sequence[str], worker_uid: UUID) -> list[Given]:
    """Make a colleague responsible for all of these cases, or for none: the first that refuses names itself."""
    if not numbers:
        raise Refused("Kies eerst één of meer dossiers in de lijst.")
    given = []
    for number in sorted(set(numbers)):
        case = case_for_change(work, number)
        before = case.worker_uid
        try:
            give_case(work, case=case, worker_uid=worker_uid)
        except Refused as refusal:
            raise Refused(f"{number}: {refusal.message}", refusal.field) from refusal
        given.append(Given(number, case.version, before))
    return given


def take_back(work: Work, *, given: Iterable[Given]) -> int:
    """Give each case back to whom it came from, unless somebody changed it since; how many went back."""
    back = 0
    for each in given:
        try:
            case = case_for_change(work, each.number, each.version)
        except (NotFound, Stale):
            continue
        assign_worker(work, case=case, worker_uid=each.before)
        back += 1
    work.trail.record("case.assign_undo", "case", detail=str(back))
    return back
