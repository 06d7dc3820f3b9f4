"""The crisis network by night: stays in a bed, each question with its answer, and who may not come for a while."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import UtcDateTime, enum_by_value
from app.crypto.sealed import NOTE, Sealed, SealedRow
from app.projects.krachtwonen.kinds import CrisisOutcome


class CrisisRequest(Identified, Base):
    """Somebody asked for a bed for the night. Nobody is named here: who came in stands in the ledger."""

    __tablename__ = "kw_crisis_request"
    __table_args__ = (
        CheckConstraint("(outcome = 'geweigerd') = (reason IS NOT NULL)", name="refused_with_a_reason"),
        CheckConstraint("(outcome = 'opgenomen') = (stay_group IS NOT NULL)", name="admitted_as_a_group"),
        CheckConstraint("adults >= 0 AND children >= 0 AND adults + children > 0", name="somebody"),
    )

    ref: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, info=FACT)
    night: Mapped[date] = mapped_column(index=True, info=FACT)
    """The evening of the night that was asked for; after midnight it is still that of the day before."""
    referrer: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list referrer_type."""
    municipality: Mapped[str | None] = mapped_column(String(5), info=FACT)
    """Of the service that asks."""
    organisation: Mapped[str] = mapped_column(String(20), index=True, info=FACT)
    adults: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    children: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    outcome: Mapped[CrisisOutcome] = mapped_column(enum_by_value(CrisisOutcome), info=FACT)
    reason: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list crisis_refusal."""
    stay_group: Mapped[str | None] = mapped_column(String(80), unique=True, info=TECHNICAL)
    """The admission that answered it."""
    asked_of: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    """Key of the actor who took the question."""
    follow_up_due: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, info=FACT)
    """When the referrer has taken over by; nothing: there is nothing to take over."""
    followed_up_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Suspension(SealedRow, Base):
    """Somebody gets no bed in the crisis network for a while; it always ends (BR28)."""

    __tablename__ = "kw_suspension"
    __table_args__ = (
        CheckConstraint("until > since", name="dates_in_order"),
        Index("ix_kw_suspension_person", "person_uid", "until"),
    )

    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), info=TECHNICAL)
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
    reason: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list crisis_suspension."""
    note_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    since: Mapped[date] = mapped_column(info=FACT)
    until: Mapped[date] = mapped_column(info=FACT)
    """The first night on which they are welcome again."""
    review_on: Mapped[date | None] = mapped_column(info=FACT)
    decided_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    lifted_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    note = Sealed("note_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.person_uid


class CrisisStay(Identified, Base):
    """A stay of one person in the crisis network, under the uid of where they slept."""

    __tablename__ = "kw_crisis_stay"

    uid: Mapped[UUID] = mapped_column(ForeignKey("kw_presence.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    ref: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    stay_group: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    """The people who came together."""
    municipality: Mapped[str | None] = mapped_column(String(5), info=FACT)
    """Of the service that sent them."""
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
