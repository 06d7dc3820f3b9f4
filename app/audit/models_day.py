"""Seals over the chain, each under a key that is destroyed once it was used."""

from datetime import datetime

from sqlalchemy import BigInteger, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base


class AuditSeal(Base):
    """Where the chain ended when a day was closed, under the key of that day."""

    __tablename__ = "audit_seal"

    epoch: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=TECHNICAL)
    """How often a first key was made: its paper carries the same number."""
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=TECHNICAL)
    """Which key of the epoch, from 0."""
    at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    seq: Mapped[int] = mapped_column(BigInteger, info=TECHNICAL)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)
    seal: Mapped[bytes] = mapped_column(LargeBinary(32), info=TECHNICAL)
