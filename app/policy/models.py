"""Code lists, and the record of which policy file was loaded."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import POLICY, TECHNICAL
from app.core.model import Base


class Code(Base):
    """One key of a code list. A key is never used again for something else; what ends gets `active_to`."""

    __tablename__ = "code"
    __table_args__ = (CheckConstraint("active_to IS NULL OR active_to > active_from", name="dates_in_order"),)

    list: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    key: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    label_nl: Mapped[str] = mapped_column(String(120), info=POLICY)
    label_en: Mapped[str] = mapped_column(String(120), info=POLICY)
    sort: Mapped[int] = mapped_column(Integer, info=POLICY)
    active_from: Mapped[date] = mapped_column(info=POLICY)
    active_to: Mapped[date | None] = mapped_column(info=POLICY)
    """First day on which the key can no longer be chosen."""
    source: Mapped[str] = mapped_column(String(120), info=POLICY)
    attrs: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, info=POLICY)
    """What the list says beyond a label: report group, ETHOS class, whether it counts as found."""

    def active_on(self, day: date) -> bool:
        """Whether the key may be chosen on this day."""
        return self.active_from <= day and (self.active_to is None or day < self.active_to)


class PolicySource(Base):
    """A document from which policy data or published figures were taken."""

    __tablename__ = "policy_source"

    key: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    title: Mapped[str] = mapped_column(String(200), info=POLICY)
    published: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    """Year in which it appeared."""
    confirmed: Mapped[bool] = mapped_column(info=POLICY)
    """Whether the association confirmed what this document is."""


class PolicyFile(Base):
    """A file of config/policy/ as it was last loaded."""

    __tablename__ = "policy_file"

    path: Mapped[str] = mapped_column(String(120), primary_key=True, info=TECHNICAL)
    digest: Mapped[str] = mapped_column(String(64), info=TECHNICAL)
    """SHA-256 of its content, hexadecimal."""
    loaded_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
