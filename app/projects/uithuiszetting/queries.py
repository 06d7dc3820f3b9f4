"""Reading what the desk keeps of a case, and what is offered to an organisation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.access.wall import through_the_gate
from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.models import Dispatch, Report, StageEvent


@dataclass(frozen=True)
class Eviction:
    """Everything the desk knows of one case; stages and dispatches in order."""

    report: Report
    stages: list[StageEvent]
    dispatches: list[Dispatch]

    @property
    def waiting(self) -> Dispatch | None:
        """The dispatch that nobody has answered yet."""
        return next((each for each in self.dispatches if each.answered_on is None), None)


@dataclass(frozen=True)
class Offer:
    """A dispatch, its case, and how far things stand: what the organisation that is asked gets to see."""

    dispatch: Dispatch
    case: Case
    problems: list[str]
    stage: str | None


def eviction_of(session: Session, case_uid: UUID) -> Eviction:
    """What the desk keeps of a case that the caller already opened within its scope."""
    report = session.scalars(select(Report).where(Report.case_uid == case_uid)).one()
    stages = select(StageEvent).where(StageEvent.case_uid == case_uid).order_by(StageEvent.on, StageEvent.uid)
    dispatches = select(Dispatch).where(Dispatch.case_uid == case_uid).order_by(Dispatch.sent_on, Dispatch.uid)
    return Eviction(report, list(session.scalars(stages)), list(session.scalars(dispatches)))


def report_numbered(work: Work, number: str) -> Report:
    """The report under a case number that the actor may see."""
    query = select(Report).join(Case, Case.uid == Report.case_uid)
    seen = case_scope(work, "case.read")
    found = work.session.scalars(query.where(seen, Case.number == number)).one_or_none()
    if found is None:
        raise NotFound
    return found


def earlier_reports(work: Work, person_uid: UUID) -> list[tuple[str, date]]:
    """(number, day) of the reports on this person that the actor may see, newest first."""
    query = visible_cases(work).where(
        Case.project == PROJECT_KEY, Case.reference_person_uid == person_uid, Case.voided_on.is_(None)
    )
    found = work.session.scalars(query.order_by(Case.opened_on.desc(), Case.uid.desc()).limit(20))
    return [(case.number, case.opened_on) for case in found]


@through_the_gate
def offers(work: Work) -> list[Offer]:
    """The dispatches that wait for an answer of the actor's organisations, oldest first."""
    query = _answerable(work).where(Dispatch.answered_on.is_(None), Case.closed_on.is_(None))
    found = work.session.execute(query.order_by(Dispatch.sent_on, Dispatch.uid).limit(200)).all()
    return [_offer(work.session, dispatch, case) for dispatch, case in found]


@through_the_gate
def offer_for(work: Work, uid: UUID) -> Offer:
    """One dispatch that the actor may answer; NotFound for any other."""
    found = work.session.execute(_answerable(work).where(Dispatch.uid == uid)).one_or_none()
    if found is None:
        raise NotFound
    return _offer(work.session, *found)


def dispatch_for_change(work: Work, uid: UUID) -> tuple[Dispatch, Case]:
    """The same with its case as they are now, locked, for a verb."""
    query = _answerable(work).where(Dispatch.uid == uid).with_for_update().execution_options(populate_existing=True)
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    dispatch, case = found
    return dispatch, case


def _answerable(work: Work) -> Select[Dispatch, Case]:
    """Open to whoever is asked and to whoever asked; a voided case is offered to nobody."""
    return (
        select(Dispatch, Case)
        .join(Case, Case.uid == Dispatch.case_uid)
        .where(
            Case.voided_on.is_(None),
            or_(
                case_scope(work, "case.write", Dispatch.organisation),
                case_scope(work, "case.write"),
            ),
        )
    )


def _offer(session: Session, dispatch: Dispatch, case: Case) -> Offer:
    known = eviction_of(session, case.uid)
    return Offer(dispatch, case, known.report.problems, known.stages[-1].stage if known.stages else None)
