"""The verbs of drafts: keep what was typed, drop it, and clear away what nobody came back to."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.models_drafts import Draft
from app.cases.policy import drafts_kept
from app.cases.rules import TEXT_LIMIT
from app.core.errors import NotFound
from app.core.model import table_of

CONTACT: Final = "contact"
NOTE: Final = "note"
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    CONTACT: (
        "kind",
        "on",
        "text",
        "channel",
        "minutes",
        "interpreter",
        "with_volunteer",
        "with_follow_up",
        "version",
    ),
    NOTE: ("text", "version"),
}
"""The forms of which drafts are kept, and what is kept of them."""


def keep_draft(work: Work, *, case: Case, form: str, about: UUID, given: Mapping[str, str]) -> bool:
    """Keep what stands in a form, instead of what was kept of it before; without any text there is nothing to keep.

    Only the colleague who typed it gets to see it again. The trail says once that a draft was begun.
    """
    require_writable(work, case)
    if work.actor.user_uid is None or form not in FIELDS:
        raise NotFound
    clear_old_drafts(work)
    if not given.get("text", "").strip():
        drop_draft(work, form=form, about=about)
        return False
    fields = {name: given[name][:TEXT_LIMIT] for name in FIELDS[form] if given.get(name)}
    mine = select(Draft).where(Draft.user_uid == work.actor.user_uid, Draft.form == form, Draft.about_uid == about)
    draft = work.session.scalar(mine.with_for_update())
    if draft is None:
        draft = Draft(case_uid=case.uid, user_uid=work.actor.user_uid, form=form, about_uid=about)
        work.session.add(draft)
        work.trail.record("draft.begin", "draft", draft.uid, case_uid=case.uid, detail=form)
    draft.fields, draft.saved_at = fields, work.clock.now()
    work.session.flush()
    return True


def drop_draft(work: Work, *, form: str, about: UUID) -> None:
    """Forget the actor's draft of this form: it was saved, or they begin anew."""
    table = table_of(Draft)
    work.session.execute(
        delete(table).where(table.c.user_uid == work.actor.user_uid, table.c.form == form, table.c.about_uid == about)
    )


def clear_old_drafts(work: Work) -> int:
    """Destroy every draft that nobody came back to within its term; how many there were."""
    table = table_of(Draft)
    over = table.c.saved_at < work.clock.now() - drafts_kept()
    count = work.session.scalar(select(func.count()).select_from(table).where(over)) or 0
    if count:
        work.session.execute(delete(table).where(over))
        work.trail.record("draft.clear", "draft", detail=str(count))
    return count
