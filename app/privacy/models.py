"""The proof of a destruction, as the pages show it."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base


class ErasureCertificate(Base):
    """That something was destroyed: when, on what ground and by whose decision. The keystore holds who it was."""

    __tablename__ = "erasure_certificate"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=TECHNICAL)
    at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    ground: Mapped[str] = mapped_column(String(200), info=TECHNICAL)
    decided_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    """Key of the actor who decided."""
    persons: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    """How many persons it erased."""
    cases: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    """In how many cases everything that was written was destroyed."""
    replayed_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    """When an older copy of the data was put back and this destruction was carried out on it again."""
