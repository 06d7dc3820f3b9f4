"""Two persons who turned out to be one: proposed by one colleague, looked at again by another, and then final."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base, Identified


class PersonMerge(Identified, Base):
    """A proposal to put two persons together: who stays, and which of their details come from the other."""

    __tablename__ = "person_merge"
    __table_args__ = (CheckConstraint("kept_uid <> other_uid", name="two_persons"),)

    kept_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    other_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    taken: Mapped[str] = mapped_column(String(200), info=TECHNICAL)
    """Names of the details that come from the other person, with commas; never what they say."""
    proposed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    proposed_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    decided_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    decided_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    is_merged: Mapped[bool | None] = mapped_column(info=TECHNICAL)
    """Carried out or turned down; nothing as long as it waits."""
