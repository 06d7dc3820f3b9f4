"""The audit record and the head of its chain."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import JSON, BigInteger, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base


class AuditRecord(Base):
    """One thing that was done or looked at: who, when, what and for what purpose; never what it said."""

    __tablename__ = "audit_record"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, info=TECHNICAL)
    at: Mapped[datetime] = mapped_column(index=True, info=TECHNICAL)
    actor: Mapped[str] = mapped_column(String(80), index=True, info=TECHNICAL)
    action: Mapped[str] = mapped_column(String(60), index=True, info=TECHNICAL)
    entity: Mapped[str] = mapped_column(String(60), info=TECHNICAL)
    entity_uid: Mapped[UUID | None] = mapped_column(index=True, info=TECHNICAL)
    case_uid: Mapped[UUID | None] = mapped_column(index=True, info=TECHNICAL)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list, info=TECHNICAL)
    purpose: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    detail: Mapped[str | None] = mapped_column(String(200), info=TECHNICAL)
    request_id: Mapped[str] = mapped_column(String(32), info=TECHNICAL)
    generation: Mapped[int] = mapped_column(SmallInteger, info=TECHNICAL)
    """Generation of the audit root whose key made the link."""
    mac: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)


class AuditHead(Base):
    """The last link: one row, made by `init`, locked while the chain grows, sealed by a key of its own."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=TECHNICAL)
    seq: Mapped[int] = mapped_column(BigInteger, info=TECHNICAL)
    generation: Mapped[int] = mapped_column(SmallInteger, info=TECHNICAL)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)
    seal: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)


LENGTHS: Final = {
    column.key: column.type.length
    for column in AuditRecord.__table__.columns
    if isinstance(column.type, String) and column.type.length
}
"""The longest text that each column of a record takes."""
