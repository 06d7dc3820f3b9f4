"""The work lists of Woonclub: whom to look up, which searches are silent, which closings wait for a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_aftercare import Closing, FollowUp, Pause, SilenceDecision
from app.projects.woonclub.queries_matching import LOOKING
from app.projects.woonclub.rules_aftercare import ASLEEP, PAUSED, Silence, silence_step
from app.projects.woonclub.terms import terms

MOST_SHOWN: Final = 50


@dataclass(frozen=True)
class Silent:
    """A search without contact, and what is proposed for it."""

    case: Case
    step: Silence


@dataclass(frozen=True)
class Due:
    """A household to look up."""

    follow_up: FollowUp
    case: Case


@dataclass(frozen=True)
class Unsigned:
    """A closing that somebody else reads over."""

    closing: Closing
    case: Case


def silent_searches(work: Work) -> Sequence[Silent]:
    """Searches that ask for a decision, the longest silent first; what was put aside comes back after its term."""
    today, limits = work.clock.today(), terms()
    asleep = _asleep()
    looking = and_(Case.phase.in_(LOOKING), Case.last_contact_on <= today - limits.sleeping_after)
    gone = and_(Case.phase == PAUSED, asleep, Case.last_contact_on <= today - limits.lost_after)
    query = (
        visible_cases(work, "case.write")
        .where(
            Case.project == PROJECT_KEY,
            Case.closed_on.is_(None),
            Case.voided_on.is_(None),
            or_(looking, gone),
            ~_put_aside(today - limits.asked_again_after),
        )
        .options(joinedload(Case.reference_person))
        .order_by(Case.last_contact_on, Case.uid)
        .limit(MOST_SHOWN)
    )
    found = list(work.session.scalars(query))
    load_keys(case.reference_person for case in found)
    steps = ((case, silence_step(case.last_contact_on, today, case.phase == PAUSED, limits)) for case in found)
    return [Silent(case, step) for case, step in steps if step is not None]


def _asleep() -> ColumnElement[bool]:
    return (
        select(Pause.uid)
        .where(Pause.case_uid == Case.uid, Pause.ended_on.is_(None), Pause.reason == ASLEEP)
        .correlate(Case)
        .exists()
    )


def _put_aside(since: date) -> ColumnElement[bool]:
    return (
        select(SilenceDecision.uid)
        .where(
            SilenceDecision.case_uid == Case.uid,
            SilenceDecision.is_confirmed.is_(False),
            SilenceDecision.decided_on > since,
        )
        .correlate(Case)
        .exists()
    )


def follow_ups_due(work: Work) -> Sequence[Due]:
    """Whom to look up by today, the oldest day first."""
    query = _follow_ups(work).where(FollowUp.done_on.is_(None), FollowUp.due_on <= work.clock.today())
    rows = work.session.execute(query.order_by(FollowUp.due_on, FollowUp.uid).limit(MOST_SHOWN)).all()
    load_keys(row[1].reference_person for row in rows)
    return [Due(*row) for row in rows]


def follow_ups_of(work: Work, case: Case) -> Sequence[FollowUp]:
    """The follow-ups of a case that the caller opened within its scope, in the order of their days."""
    query = select(FollowUp).where(FollowUp.case_uid == case.uid)
    return list(work.session.scalars(query.order_by(FollowUp.due_on, FollowUp.subproject)))


def get_follow_up(work: Work, uid: UUID) -> Due:
    """One follow-up of a case that the actor may change; NotFound otherwise."""
    row = work.session.execute(_follow_ups(work).where(FollowUp.uid == uid)).one_or_none()
    if row is None:
        raise NotFound
    return Due(*row)


def _follow_ups(work: Work) -> Select[Any]:
    columns: list[Any] = [FollowUp, Case]
    return (
        select(*columns)
        .join(Case, Case.uid == FollowUp.case_uid)
        .where(
            case_scope(work, "case.write"),
            Case.closed_on.is_(None),
            Case.voided_on.is_(None),
        )
        .options(joinedload(Case.reference_person))
        .execution_options(populate_existing=True)
    )


def closings_to_sign(work: Work) -> Sequence[Unsigned]:
    """Closings of others that the actor may sign, the oldest first."""
    rows = work.session.execute(unsigned(work).order_by(Closing.closed_on, Closing.uid).limit(MOST_SHOWN))
    return [Unsigned(*row) for row in rows]


def unsigned(work: Work) -> Select[Any]:
    """Closings of others that the actor may sign, with their cases; what was reopened asks for nothing."""
    columns: list[Any] = [Closing, Case]
    later = aliased(Closing)
    newer = select(later.uid).where(later.case_uid == Closing.case_uid, later.uid > Closing.uid).correlate(Closing)
    return (
        select(*columns)
        .join(Case, Case.uid == Closing.case_uid)
        .where(
            case_scope(work, "approve"),
            Closing.signed_on.is_(None),
            Closing.actor != work.actor.key,
            ~newer.exists(),
            Case.closed_on.is_not(None),
            Case.erased_on.is_(None),
        )
    )
