"""The registers of the data-protection officer: breaches with their clock, processors, and impact assessments."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import NOTE, Sealed, SealedRow


class Breach(SealedRow, Base):
    """A breach of personal data (GDPR art. 33.5), noted whether or not the authority has to know."""

    __tablename__ = "breach"

    number: Mapped[int] = mapped_column(Integer, unique=True, info=TECHNICAL)
    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    found_at: Mapped[datetime] = mapped_column(info=FACT)
    """When it became known: the 72 hours of article 33 count from here."""
    kind: Mapped[str] = mapped_column(String(30), info=FACT)
    risk: Mapped[str] = mapped_column(String(30), info=FACT)
    people: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """About how many people, as far as is known."""
    what_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    what = Sealed("what_cell", NOTE)

    @property
    def keyholder_uid(self) -> UUID:
        return self.user_uid


class BreachStep(SealedRow, Base):
    """What was done about a breach: stopped, the authority or the people told or not and why, closed."""

    __tablename__ = "breach_step"

    breach_uid: Mapped[UUID] = mapped_column(ForeignKey("breach.uid"), index=True, info=TECHNICAL)
    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(30), info=FACT)
    at: Mapped[datetime] = mapped_column(info=FACT)
    why_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    why = Sealed("why_cell", NOTE)

    @property
    def keyholder_uid(self) -> UUID:
        return self.user_uid


class Processor(Identified, Base):
    """Somebody who handles personal data for the association (GDPR art. 28), with the contract and transfers."""

    __tablename__ = "processor"

    name: Mapped[str] = mapped_column(String(120), info=TECHNICAL)
    service: Mapped[str] = mapped_column(String(200), info=TECHNICAL)
    contract_on: Mapped[date | None] = mapped_column(info=FACT)
    contract_until: Mapped[date | None] = mapped_column(info=FACT)
    transfer: Mapped[str] = mapped_column(String(30), info=FACT)
    """Whether data leaves the European Economic Area, and on what ground (GDPR art. 44 to 49)."""
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    noted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class ImpactAssessment(Identified, Base):
    """A data-protection impact assessment of a project (GDPR art. 35), and when it has to be looked at again."""

    __tablename__ = "impact_assessment"

    project: Mapped[str] = mapped_column(String(20), index=True, info=FACT)
    done_on: Mapped[date] = mapped_column(info=FACT)
    review_on: Mapped[date] = mapped_column(info=FACT)
    outcome: Mapped[str] = mapped_column(String(30), info=FACT)
    noted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
