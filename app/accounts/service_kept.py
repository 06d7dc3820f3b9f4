"""Keeping what somebody sent after their session ran out, until they send it again or throw it away."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Select, delete, or_, select

from app.access.work import Work
from app.accounts.models_kept import KeptForm
from app.accounts.policy import sign_in_policy
from app.core.model import table_of

LARGEST: Final = 200_000
"""Characters; what is longer was not typed."""


def keep_form(work: Work, *, path: str, fields: Sequence[tuple[str, str]]) -> bool:
    """Keep this form for the actor instead of an earlier one; False when there is nothing to keep of it."""
    user = work.actor.user_uid
    if user is None or not any(text.strip() for _, text in fields):
        return False
    if sum(len(name) + len(text) for name, text in fields) > LARGEST:
        return False
    drop_form(work)
    content = {"path": path, "fields": [[name, text] for name, text in fields]}
    row = KeptForm(user_uid=user, saved_at=work.clock.now(), content=content)
    work.session.add(row)
    work.trail.record("kept_form.begin", "kept_form", row.uid)
    work.session.flush()
    return True


def waiting(work: Work) -> Select[KeptForm]:
    """The form that waits for the actor, if there is one."""
    since = work.clock.now() - sign_in_policy().form_kept
    return select(KeptForm).where(KeptForm.user_uid == work.actor.user_uid, KeptForm.saved_at > since)


def kept_form(work: Work) -> KeptForm | None:
    """That form."""
    return work.session.scalar(waiting(work).execution_options(populate_existing=True))


def drop_form(work: Work) -> None:
    """Destroy it, and those of others that nobody came back to in time."""
    table = table_of(KeptForm)
    over = table.c.saved_at <= work.clock.now() - sign_in_policy().form_kept
    work.session.execute(delete(table).where(or_(over, table.c.user_uid == work.actor.user_uid)))
