"""The text of a node in the report of a year, version by version."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import POLICY, TECHNICAL
from app.core.model import Base, Identified


class ReportText(Identified, Base):
    """One version of a text. Its figures are placeholders (`[[woonclub.new_households]]`), filled when it is printed.

    A version is never changed: who corrects it writes the next one. The newest approved one is printed.
    """

    __tablename__ = "report_text"
    __table_args__ = (
        UniqueConstraint("node_uid", "year", "number"),
        CheckConstraint("approved_by IS NULL OR approved_by <> written_by", name="two_persons"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_whole"),
    )

    node_uid: Mapped[UUID] = mapped_column(ForeignKey("plan_node.uid"), info=TECHNICAL)
    year: Mapped[int] = mapped_column(Integer, index=True, info=POLICY)
    number: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    text: Mapped[str] = mapped_column(Text, info=POLICY)
    written_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    written_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    approved_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    approved_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
