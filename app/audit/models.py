"""The audit record and the head of its chain."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, LargeBinary, String
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
    mac: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)

    def chained_content(self) -> dict[str, Any]:
        """Everything of the record that its link in the chain covers."""
        return {
            "seq": self.seq,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor,
            "action": self.action,
            "entity": self.entity,
            "entity_uid": self.entity_uid.hex if self.entity_uid else None,
            "case_uid": self.case_uid.hex if self.case_uid else None,
            "fields": self.fields,
            "purpose": self.purpose,
            "detail": self.detail,
            "request_id": self.request_id,
        }


class AuditHead(Base):
    """The last link: one row, locked while the chain grows."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=TECHNICAL)
    seq: Mapped[int] = mapped_column(BigInteger, info=TECHNICAL)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)
