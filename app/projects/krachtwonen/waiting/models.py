"""From screening to acceptance: what was found out, the waiting list, every ranking of it, and offers of a home."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value
from app.crypto.sealed import NOTE, Sealed, SealedRow
from app.projects.krachtwonen.kinds import OCCUPANCY, OfferStatus

_STANDING = text("ended_on IS NULL")
_OPEN_OFFER = text("status = 'open'")


class Screening(SealedRow, Base):
    """What was found out about a situation before somebody decides. One for each situation, under its uid."""

    __tablename__ = "kw_screening"

    uid: Mapped[UUID] = mapped_column(ForeignKey("kw_situation.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    screened_on: Mapped[date] = mapped_column(info=FACT)
    screened_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    tried_options: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """What was tried already (code list kw_tried)."""
    is_long_homeless: Mapped[bool] = mapped_column(info=FACT)
    has_combined_problems: Mapped[bool] = mapped_column(info=FACT)
    admits_coach: Mapped[bool] = mapped_column(info=FACT)
    accepts_duties: Mapped[bool] = mapped_column(info=FACT)
    housing_situation: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Where the household stays (code list housing_situation), by which homelessness is counted."""
    note_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    note = Sealed("note_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.uid


class WaitingEntry(Identified, Base):
    """A household waits for a home, in a tier since a day; once at a time."""

    __tablename__ = "kw_waiting"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= listed_on", name="dates_in_order"),
        CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
        CheckConstraint("persons > 0", name="somebody"),
        Index("uq_kw_waiting_standing", "case_uid", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    listed_on: Mapped[date] = mapped_column(info=FACT)
    tier: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list kw_tier."""
    tier_since: Mapped[date] = mapped_column(info=FACT)
    persons: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    bedrooms: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    """At least so many; nothing: it does not matter."""
    municipalities: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """Where the household can live; none named: anywhere in the region."""
    needs: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """What a home must have (code list unit_feature)."""
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    end_reason: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list kw_waiting_end."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Ranking(Identified, Base):
    """The waiting list put in order for one home, as it was shown; kept for ever."""

    __tablename__ = "kw_ranking"

    unit_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_unit.uid"), index=True, info=TECHNICAL)
    ranked_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    ranked_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    policy_on: Mapped[date] = mapped_column(info=FACT)
    """Day whose tiers were used."""


class RankingLine(Base):
    """Where one household stood in a ranking, and why."""

    __tablename__ = "kw_ranking_line"
    __table_args__ = (UniqueConstraint("ranking_uid", "waiting_uid"),)

    ranking_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_ranking.uid"), primary_key=True, info=TECHNICAL)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, info=FACT)
    waiting_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_waiting.uid"), index=True, info=TECHNICAL)
    tier: Mapped[str] = mapped_column(String(40), info=FACT)
    tier_rank: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    tier_since: Mapped[date] = mapped_column(info=FACT)
    reported_on: Mapped[date] = mapped_column(info=FACT)
    decisive: Mapped[str] = mapped_column(String(20), info=FACT)
    """What put it behind the one before."""
    barred: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """Why this home is not for this household; nothing: it could be."""


class Override(SealedRow, Base):
    """A coordinator asks to pass over whoever stands first; another one agrees or does not."""

    __tablename__ = "kw_override"
    __table_args__ = (
        UniqueConstraint("ranking_uid", "waiting_uid"),
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="second_person"),
        CheckConstraint("(decided_by IS NULL) = (is_agreed IS NULL)", name="decided_or_not"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    ranking_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_ranking.uid"), info=TECHNICAL)
    waiting_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_waiting.uid"), index=True, info=TECHNICAL)
    reason_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    asked_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    asked_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    decided_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    decided_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    is_agreed: Mapped[bool | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    reason = Sealed("reason_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class Offer(Identified, Base):
    """A home is offered to a household, until a day. One open offer for each household and each home."""

    __tablename__ = "kw_offer"
    __table_args__ = (
        CheckConstraint("expires_on >= made_on", name="dates_in_order"),
        CheckConstraint("agreed_until IS NULL OR agreed_until > move_in_on", name="offered_for_a_night"),
        CheckConstraint("(status = 'open') = (ended_on IS NULL)", name="ended_on_a_day"),
        CheckConstraint("(status = 'refused') = (refusal IS NOT NULL)", name="refused_for_a_reason"),
        CheckConstraint("(status = 'accepted') = (stay_uid IS NOT NULL)", name="accepted_is_planned"),
        Index("uq_kw_offer_open", "case_uid", unique=True, sqlite_where=_OPEN_OFFER, postgresql_where=_OPEN_OFFER),
        Index("ix_kw_offer_unit", "unit_uid", "status"),
        OCCUPANCY,
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    waiting_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_waiting.uid"), index=True, info=TECHNICAL)
    unit_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_unit.uid"), info=TECHNICAL)
    ranking_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_ranking.uid"), index=True, info=TECHNICAL)
    """The order of the waiting list on which it rests."""
    made_on: Mapped[date] = mapped_column(info=FACT)
    made_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    expires_on: Mapped[date] = mapped_column(index=True, info=FACT)
    """Last day on which it can be accepted."""
    move_in_on: Mapped[date] = mapped_column(info=FACT)
    agreed_until: Mapped[date | None] = mapped_column(info=FACT)
    status: Mapped[OfferStatus] = mapped_column(enum_by_value(OfferStatus), info=FACT)
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    refusal: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list kw_refusal."""
    stay_uid: Mapped[UUID | None] = mapped_column(ForeignKey("kw_stay.uid"), unique=True, info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}
