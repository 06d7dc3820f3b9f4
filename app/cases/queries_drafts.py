"""Reading the drafts of the colleague who asks; nobody else sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.models_drafts import Draft
from app.cases.policy import drafts_kept
from app.crypto.errors import KeyMissing

MOST_SHOWN = 5


@dataclass(frozen=True)
class Unsaved:
    """A draft and the case it belongs to."""

    number: str
    form: str
    is_correction: bool
    about_uid: UUID
    saved_at: datetime


def draft_of(work: Work, *, form: str, about: UUID) -> Draft | None:
    """The actor's draft of this form about this record, as long as it is kept."""
    return work.session.scalar(select(Draft).where(_mine(work), Draft.form == form, Draft.about_uid == about))


def typed(draft: Draft | None) -> dict[str, str]:
    """What stood in the fields; nothing when there is no draft or its key is gone."""
    try:
        return dict(draft.fields or {}) if draft is not None else {}
    except KeyMissing:
        return {}


def unsaved(work: Work) -> Sequence[Unsaved]:
    """The drafts of the actor in cases that they may still change, the latest first; none of them is opened."""
    open_to = visible_cases(work, "case.write").with_only_columns(Case.uid)
    query = (
        select(Case.number, Draft.form, Draft.about_uid != Draft.case_uid, Draft.about_uid, Draft.saved_at)
        .join(Case, Case.uid == Draft.case_uid)
        .where(_mine(work), Draft.case_uid.in_(open_to))
    )
    rows = work.session.execute(query.order_by(Draft.saved_at.desc(), Draft.uid).limit(MOST_SHOWN))
    return [Unsaved(*row) for row in rows]


def _mine(work: Work) -> ColumnElement[bool]:
    return and_(Draft.user_uid == work.actor.user_uid, Draft.saved_at >= work.clock.now() - drafts_kept())
