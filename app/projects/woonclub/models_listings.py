"""Homes for rent as volunteers note them week by week, and what became of a household that was told of one."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, POLICY, TECHNICAL
from app.core.model import Base, Identified


class Listing(Identified, Base):
    """A home that was advertised. Nothing of its landlord is kept; after the term only its figures are."""

    __tablename__ = "woonclub_listing"
    __table_args__ = (
        CheckConstraint("rent_cents > 0", name="rent_positive"),
        CheckConstraint("bedrooms BETWEEN 0 AND 20", name="bedrooms_possible"),
        CheckConstraint("last_seen_on >= first_seen_on", name="dates_in_order"),
        Index("ix_woonclub_listing_live", "last_seen_on", "municipality"),
        Index("ix_woonclub_listing_first_seen_on", "first_seen_on"),
    )

    ref: Mapped[str] = mapped_column(String(20), unique=True, info=TECHNICAL)
    """By which a figure names it: HA- and the end of its uid."""
    municipality: Mapped[str] = mapped_column(String(5), info=FACT)
    address: Mapped[str | None] = mapped_column(String(120), info=POLICY)
    """Street and number as advertised; empty after the term."""
    address_key: Mapped[str | None] = mapped_column(String(120), index=True, info=TECHNICAL)
    link: Mapped[str | None] = mapped_column(String(400), info=POLICY)
    link_key: Mapped[str | None] = mapped_column(String(400), index=True, info=TECHNICAL)
    rent_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    """Monthly asking rent without charges."""
    bedrooms: Mapped[int] = mapped_column(Integer, info=FACT)
    epc: Mapped[str | None] = mapped_column(String(10), info=FACT)
    """Energy label (code list epc_label); empty: the advertisement does not say."""
    first_seen_on: Mapped[date] = mapped_column(info=FACT)
    """Monday of the first week in which it stood on a list."""
    last_seen_on: Mapped[date] = mapped_column(info=FACT)
    """Monday of the last week."""
    gone_on: Mapped[date | None] = mapped_column(info=FACT)
    """Day on which it turned out to be let."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Sighting(Identified, Base):
    """A listing stood on the list of a week."""

    __tablename__ = "woonclub_sighting"
    __table_args__ = (
        UniqueConstraint("listing_uid", "week_on"),
        Index("ix_woonclub_sighting_week", "week_on", "municipality"),
    )

    listing_uid: Mapped[UUID] = mapped_column(ForeignKey("woonclub_listing.uid"), info=TECHNICAL)
    municipality: Mapped[str] = mapped_column(String(5), info=FACT)
    week_on: Mapped[date] = mapped_column(info=FACT)
    """Monday of the ISO week."""
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class ListingWeek(Identified, Base):
    """The list of a municipality and a week was said to be complete."""

    __tablename__ = "woonclub_listing_week"
    __table_args__ = (UniqueConstraint("week_on", "municipality"),)

    municipality: Mapped[str] = mapped_column(String(5), info=FACT)
    week_on: Mapped[date] = mapped_column(info=FACT)
    completed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class Proposal(Identified, Base):
    """A household was told of a listing; what came of it, day by day."""

    __tablename__ = "woonclub_proposal"
    __table_args__ = (
        UniqueConstraint("case_uid", "listing_uid"),
        CheckConstraint("viewing_on IS NULL OR viewing_on >= proposed_on", name="viewed_after_proposed"),
        CheckConstraint("applied_on IS NULL OR applied_on >= proposed_on", name="applied_after_proposed"),
        CheckConstraint("(outcome IS NULL) = (outcome_on IS NULL)", name="outcome_has_a_day"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    listing_uid: Mapped[UUID] = mapped_column(ForeignKey("woonclub_listing.uid"), index=True, info=TECHNICAL)
    proposed_on: Mapped[date] = mapped_column(info=FACT)
    viewing_on: Mapped[date | None] = mapped_column(info=FACT)
    applied_on: Mapped[date | None] = mapped_column(info=FACT)
    outcome: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Code list proposal_outcome."""
    outcome_on: Mapped[date | None] = mapped_column(info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}
