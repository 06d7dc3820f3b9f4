"""Requests of people about their own data, with the clock of the law."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified


class RightsRequest(Identified, Base):
    """Somebody asks for access, correction, erasure or another right (GDPR art. 12 to 22)."""

    __tablename__ = "rights_request"

    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(30), info=FACT)
    received_on: Mapped[date] = mapped_column(info=FACT)
    due_on: Mapped[date] = mapped_column(info=FACT)
    """The last day for an answer."""
    is_extended: Mapped[bool] = mapped_column(default=False, info=FACT)
    answered_on: Mapped[date | None] = mapped_column(info=FACT)
    is_granted: Mapped[bool | None] = mapped_column(info=FACT)
    noted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    answered_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
