"""Which cases an actor may see: those in scope, without what is shielded from them."""

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from app.access.actor import Actor
from app.access.scope import Column, scope
from app.access.work import Work
from app.cases.models import Case
from app.cases.models_privacy import BrokenGlass, ShieldedCase

MAY_OPEN_SHIELDED: Final = "file.shielded"
_READING: Final = ".read"


def case_scope(work: Work, permission: str, organisation: Column = Case.organisation) -> ColumnElement[bool]:
    """Cases that the actor reaches with a permission; broken glass opens a shielded one for reading, some hours."""
    reached = scope(work.actor, permission, Case.project, organisation)
    if work.actor.is_system:
        return reached
    open_to = unshielded(work.actor)
    if permission.endswith(_READING):
        open_to = or_(open_to, Case.uid.in_(_behind_glass(work)))
    return and_(reached, open_to)


def unshielded(actor: Actor) -> ColumnElement[bool]:
    """Cases that are not shielded, or not from this actor."""
    return or_(
        Case.uid.not_in(_shielded()),
        # Nobody yet is not this actor: a comparison with nothing would be neither true nor false.
        and_(Case.worker_uid.is_not(None), Case.worker_uid == actor.user_uid) if actor.user_uid else false(),
        scope(actor, MAY_OPEN_SHIELDED, Case.project, Case.organisation),
    )


# Neither leans on the query around it, wherever the condition is used there.
def _shielded() -> Select[UUID]:
    return select(ShieldedCase.case_uid).correlate(None)


def _behind_glass(work: Work) -> Select[UUID]:
    mine = select(BrokenGlass.case_uid).correlate(None)
    return mine.where(BrokenGlass.user_uid == work.actor.user_uid, BrokenGlass.until > work.clock.now())
