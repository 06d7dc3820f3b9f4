"""Reading the trail for the data-protection officer: by colleague, by case, and how many files were opened a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select

from app.access.work import Work
from app.accounts.models import User
from app.audit.models import AuditRecord
from app.audit.trail import CONSULT
from app.cases.models import Case
from app.core.clock import BRUSSELS

PAGE = 100
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class TrailFilter:
    """What the list is narrowed to; all of it may stand in an address."""

    user_uid: UUID | None = None
    number: str = ""
    first: date | None = None
    last: date | None = None


def trail_page(work: Work, wanted: TrailFilter, *, before: int | None = None, size: int = PAGE) -> list[AuditRecord]:
    """Records, the newest first, before a number; one more than a page when there is more."""
    query = select(AuditRecord).where(*_conditions(work, wanted))
    if before is not None:
        query = query.where(AuditRecord.seq < before)
    return list(work.session.scalars(query.order_by(AuditRecord.seq.desc()).limit(size + 1)))


def colleagues(work: Work) -> list[tuple[str, str]]:
    """Every user for a list of choices, by name; closed accounts too."""
    query = select(User.uid, User.name).order_by(User.name, User.uid)
    return [(str(uid), name) for uid, name in work.session.execute(query)]


def case_numbers_of(work: Work, records: list[AuditRecord]) -> dict[UUID, str]:
    """The number of each case in these records."""
    wanted = {uid for record in records for uid in (record.case_uid, record.entity_uid) if uid is not None}
    return dict(work.session.execute(select(Case.uid, Case.number).where(Case.uid.in_(wanted))).all())


def files_by_day(work: Work, days: int) -> dict[str, dict[date, int]]:
    """How many different files each colleague opened on each of the last days, in one query."""
    today = work.clock.today()
    window = [today - timedelta(days=ago) for ago in range(days)]
    day = case(*((AuditRecord.at >= _start(one), one.toordinal()) for one in window), else_=0)
    query = (
        select(AuditRecord.actor, day, func.count(func.distinct(AuditRecord.entity_uid)))
        .where(
            AuditRecord.action == CONSULT, AuditRecord.at >= _start(window[-1]), AuditRecord.actor.startswith("user:")
        )
        .group_by(AuditRecord.actor, day)
    )
    found: dict[str, dict[date, int]] = {}
    for actor, ordinal, files in work.session.execute(query):
        found.setdefault(actor, {})[date.fromordinal(ordinal)] = files
    return found


def _conditions(work: Work, wanted: TrailFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.user_uid is not None:
        found.append(AuditRecord.actor == f"user:{wanted.user_uid}")
    if wanted.number:
        uid = work.session.scalar(select(Case.uid).where(Case.number == wanted.number)) or _NOBODY
        found.append(or_(AuditRecord.case_uid == uid, AuditRecord.entity_uid == uid))
    if wanted.first is not None:
        found.append(AuditRecord.at >= _start(wanted.first))
    if wanted.last is not None:
        found.append(AuditRecord.at < _start(wanted.last + timedelta(days=1)))
    return found


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), BRUSSELS)
