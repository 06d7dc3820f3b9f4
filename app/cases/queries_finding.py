"""Finding a case by its number, and those that the actor opened last."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select

from app.access.work import Work
from app.audit.models import AuditRecord
from app.cases.loading import visible_cases
from app.cases.models import Case

NUMBER: Final = re.compile(r"[A-Z]{2,6}-\d{4}-\d{1,6}")
_OPENED: Final = "cases.show"
_LOOKED_BACK: Final = 400
_SHOWN: Final = 8


def case_numbered(work: Work, text: str) -> str | None:
    """The number of the case that was typed, in capitals or not, if the actor may see it."""
    number = text.upper()
    if not NUMBER.fullmatch(number):
        return None
    return work.session.scalar(visible_cases(work).where(Case.number == number).with_only_columns(Case.number))


def opened_last(work: Work) -> Sequence[Case]:
    """The cases that the actor opened last, as far as they may still see them; read from the trail."""
    looks = (
        select(AuditRecord.entity_uid, AuditRecord.seq)
        .where(AuditRecord.actor == work.actor.key, AuditRecord.purpose == _OPENED)
        .order_by(AuditRecord.seq.desc())
        .limit(_LOOKED_BACK)
        .subquery()
    )
    last = select(looks.c.entity_uid, func.max(looks.c.seq).label("seq")).group_by(looks.c.entity_uid).subquery()
    query = visible_cases(work).join(last, last.c.entity_uid == Case.uid).order_by(last.c.seq.desc()).limit(_SHOWN)
    return list(work.session.scalars(query))
