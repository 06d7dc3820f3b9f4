"""Reading the rights of a household, the files of three of them, and what has to be looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, or_, select

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_rights import (
    AcceleratedApplication,
    AcceleratedStep,
    GuaranteeLoan,
    Right,
    RightEvent,
    RightsScan,
    SocialRegistration,
)

CHECK_AHEAD: Final = timedelta(days=14)
MOST_CHECKS: Final = 20


@dataclass(frozen=True)
class Rights:
    """Everything that is known of the rights of one household."""

    by_item: dict[str, Right]
    events: Sequence[RightEvent]
    scans: Sequence[RightsScan]
    loans: Sequence[GuaranteeLoan]
    registrations: Sequence[SocialRegistration]
    applications: Sequence[AcceleratedApplication]
    steps: Sequence[AcceleratedStep]

    @property
    def running_loan(self) -> GuaranteeLoan | None:
        """The loan that is not decided yet."""
        return next((loan for loan in self.loans if loan.decided_on is None), None)

    def steps_of(self, application: AcceleratedApplication) -> list[AcceleratedStep]:
        """The phases that an application went through, in order."""
        return [step for step in self.steps if step.parent_uid == application.uid]


def rights_of(work: Work, case_uid: UUID) -> Rights:
    """The rights of a case that the caller opened within its scope, in seven queries."""
    session = work.session
    loans = select(GuaranteeLoan).where(GuaranteeLoan.case_uid == case_uid)
    lists = select(SocialRegistration).where(SocialRegistration.case_uid == case_uid)
    asked = select(AcceleratedApplication).where(AcceleratedApplication.case_uid == case_uid)
    steps = select(AcceleratedStep).where(AcceleratedStep.case_uid == case_uid)
    events = select(RightEvent).where(RightEvent.case_uid == case_uid)
    scans = select(RightsScan).where(RightsScan.case_uid == case_uid)
    return Rights(
        by_item={row.item: row for row in session.scalars(select(Right).where(Right.case_uid == case_uid))},
        events=list(session.scalars(events.order_by(RightEvent.on, RightEvent.uid))),
        scans=list(session.scalars(scans.order_by(RightsScan.completed_on, RightsScan.uid))),
        loans=list(session.scalars(loans.order_by(GuaranteeLoan.opened_on, GuaranteeLoan.uid))),
        registrations=list(session.scalars(lists.order_by(SocialRegistration.registered_on, SocialRegistration.uid))),
        applications=list(
            session.scalars(asked.order_by(AcceleratedApplication.prepared_on, AcceleratedApplication.uid))
        ),
        steps=list(session.scalars(steps.order_by(AcceleratedStep.on, AcceleratedStep.uid))),
    )


def right_items(work: Work) -> list[Code]:
    """The checklist of today."""
    return codes(work.session, "right_item", work.clock.today())


def right_item(work: Work, key: str) -> Code:
    """One right of the checklist; NotFound for any other."""
    found = next((code for code in right_items(work) if code.key == key), None)
    if found is None:
        raise NotFound
    return found


def right_of(work: Work, case_uid: UUID, item: str) -> Right | None:
    """One right of a household, when somebody looked at it."""
    return work.session.scalars(select(Right).where(Right.case_uid == case_uid, Right.item == item)).one_or_none()


def event_on(work: Work, case_uid: UUID, item: str, on: date) -> RightEvent | None:
    """What was said of a right on a day."""
    query = select(RightEvent).where(RightEvent.case_uid == case_uid, RightEvent.item == item, RightEvent.on == on)
    return work.session.scalars(query).one_or_none()


def checks_due(work: Work) -> list[tuple[Right, Case]]:
    """Rights that have to be looked at again within two weeks, in cases of the actor or of nobody yet."""
    query = (
        select(Right, Case)
        .join(Case, Case.uid == Right.case_uid)
        .where(
            case_scope(work, "case.write"),
            Case.project == PROJECT_KEY,
            Case.closed_on.is_(None),
            Case.voided_on.is_(None),
            or_(Case.worker_uid == work.actor.user_uid, Case.worker_uid.is_(None)),
            Right.next_check_on <= work.clock.today() + CHECK_AHEAD,
        )
    )
    found = work.session.execute(query.order_by(Right.next_check_on, Right.uid).limit(MOST_CHECKS))
    return [(right, case) for right, case in found]


def registration_for_change(work: Work, uid: UUID) -> tuple[SocialRegistration, Case]:
    """One registration of a case that the actor may change, as it is now, locked."""
    query = (
        select(SocialRegistration, Case)
        .join(Case, Case.uid == SocialRegistration.case_uid)
        .where(SocialRegistration.uid == uid, Case.uid.in_(_writable(work)))
    )
    locked = query.with_for_update(of=SocialRegistration).execution_options(populate_existing=True)
    found = work.session.execute(locked).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def application_for_change(work: Work, uid: UUID) -> tuple[AcceleratedApplication, Case]:
    """One application of a case that the actor may change, as it is now, locked."""
    query = (
        select(AcceleratedApplication, Case)
        .join(Case, Case.uid == AcceleratedApplication.case_uid)
        .where(AcceleratedApplication.uid == uid, Case.uid.in_(_writable(work)))
    )
    locked = query.with_for_update(of=AcceleratedApplication).execution_options(populate_existing=True)
    found = work.session.execute(locked).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _writable(work: Work) -> Select[UUID]:
    return visible_cases(work, "case.write").where(Case.voided_on.is_(None)).with_only_columns(Case.uid)
