"""What the law asks of one case: its basis, consents to share, being shielded, and broken glass."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base
from app.crypto.sealed import NOTE, TEXT, Sealed, SealedRow


class CaseBasis(Base):
    """On what ground a case is kept (GDPR art. 6, and 9 where it says more), and how the person was told (13, 14)."""

    __tablename__ = "case_basis"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, info=TECHNICAL)
    basis: Mapped[str] = mapped_column(String(30), info=FACT)
    special: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """The ground for health and other special data, when the case holds any."""
    noted_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    noted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    informed_on: Mapped[date | None] = mapped_column(info=FACT)
    informed_how: Mapped[str | None] = mapped_column(String(30), info=FACT)


class SharingConsent(SealedRow, Base):
    """A person's consent, or another ground, to share something of a case with a partner, for a purpose, until a day.

    Consent is only written down when all five conditions of shared professional secrecy were confirmed.
    """

    __tablename__ = "sharing_consent"
    __table_args__ = (CheckConstraint("until > given_on", name="ends_after_it_begins"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    scope: Mapped[str] = mapped_column(String(30), info=FACT)
    partner_kind: Mapped[str] = mapped_column(String(30), server_default="other", info=FACT)
    ground: Mapped[str] = mapped_column(String(30), server_default="consent", info=FACT)
    given_on: Mapped[date] = mapped_column(info=FACT)
    until: Mapped[date] = mapped_column(info=FACT)
    """The first day on which it no longer holds."""
    withdrawn_on: Mapped[date | None] = mapped_column(info=FACT)
    noted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    partner_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    aim_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    partner = Sealed("partner_cell", TEXT)
    aim = Sealed("aim_cell", NOTE)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid

    def holds_on(self, day: date) -> bool:
        """Whether something may be shared under it on a day."""
        ends = min(self.until, self.withdrawn_on) if self.withdrawn_on else self.until
        return self.given_on <= day < ends


class ShieldedCase(Base):
    """A case that only its own worker and whoever may open shielded files see; it is counted like any other."""

    __tablename__ = "shielded_case"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, info=TECHNICAL)
    reason: Mapped[str] = mapped_column(String(30), info=FACT)
    since: Mapped[datetime] = mapped_column(info=TECHNICAL)
    by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class BrokenGlass(SealedRow, Base):
    """A colleague opened a shielded case for some hours, and the data-protection officer gets to know."""

    __tablename__ = "broken_glass"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    reason: Mapped[str] = mapped_column(String(30), info=FACT)
    why_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    opened_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    until: Mapped[datetime] = mapped_column(info=TECHNICAL)
    seen_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    seen_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)

    why = Sealed("why_cell", NOTE)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid
