"""Who reads the open figures with a program: one token for each consumer."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base, Identified


class FigureConsumer(Identified, Base):
    """A dashboard or another program that may read the open figures, until its token is ended."""

    __tablename__ = "figure_consumer"

    name: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    """Of the program or team, not of a person."""
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=TECHNICAL)
    """SHA-256 of the token, which itself is shown once and kept nowhere."""
    created_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    ended_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
