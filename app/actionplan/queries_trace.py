"""Reading from the trail through whom records changed."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.audit.models import AuditRecord
from app.audit.trail import CONSULT

_BATCH = 400


def changes_of(session: Session, uids: Collection[UUID], since: datetime) -> Iterator[tuple[UUID, datetime, str, str]]:
    """(record, moment, actor, what was done) of every change from a moment on, in the order of the trail."""
    found: list[AuditRecord] = []
    ordered = sorted(uids)
    for start in range(0, len(ordered), _BATCH):
        some = ordered[start : start + _BATCH]
        query = (
            select(AuditRecord)
            .where(AuditRecord.at >= since, AuditRecord.action != CONSULT)
            .where(or_(AuditRecord.case_uid.in_(some), AuditRecord.entity_uid.in_(some)))
        )
        found += session.scalars(query)
    for record in sorted(found, key=lambda each: each.seq):
        uid = record.case_uid if record.case_uid in uids else record.entity_uid
        if uid is not None:
            yield uid, record.at, record.actor, record.action
