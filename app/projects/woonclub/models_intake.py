"""What is asked at and after the registration: wishes, incomes, the intake itself, goals, self-reliance."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import AMOUNT, DATA, NOTE, Sealed, SealedRow


class Wish(Identified, Base):
    """What home a household looks for. One for each case, under the case's own uid; read by matching."""

    __tablename__ = "woonclub_wish"
    __table_args__ = (
        CheckConstraint("max_rent_cents IS NULL OR max_rent_cents > 0", name="rent_positive"),
        CheckConstraint("bedrooms IS NULL OR bedrooms BETWEEN 0 AND 20", name="bedrooms_possible"),
    )

    uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    municipalities: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """NIS5 codes; empty: anywhere in the region."""
    max_rent_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """The rent that the household itself thinks it can pay in a month."""
    bedrooms: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """How many it asks; empty: what the rule of the house gives."""
    accessible: Mapped[bool] = mapped_column(Boolean, default=False, info=FACT)
    """Without stairs."""
    pets: Mapped[bool] = mapped_column(Boolean, default=False, info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class IntakeFile(Identified, Base):
    """The intake of a case, under the case's own uid: codes for statistics. The amounts are with the incomes."""

    __tablename__ = "woonclub_intake"

    uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    on: Mapped[date] = mapped_column(info=FACT)
    """Day of the conversation."""
    night: Mapped[str] = mapped_column(String(40), info=FACT)
    """Where the household slept the night before (code list housing_situation)."""
    ethos: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """Code list ethos_light: of that night, and 7 when an eviction threatens."""
    languages: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """Code list language."""
    interpreter: Mapped[bool] = mapped_column(Boolean, default=False, info=FACT)
    income_band: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """Code list income_band: of all incomes that count for the rent together."""
    main_source: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Code list income_source."""
    bedrooms_needed: Mapped[int] = mapped_column(Integer, info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Income(SealedRow, Base):
    """One income of a household: its source as a code, the amount in euro a month sealed."""

    __tablename__ = "woonclub_income"
    __table_args__ = (UniqueConstraint("case_uid", "place"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    place: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    """The order in which they were told; the first is the main one."""
    source: Mapped[str] = mapped_column(String(30), info=FACT)
    """Code list income_source."""
    amount_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    amount: Sealed[Decimal] = Sealed("amount_cell", AMOUNT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class Goal(SealedRow, Base):
    """What a household wants to reach: a goal of the list, or their own words, sealed."""

    __tablename__ = "woonclub_goal"
    __table_args__ = (CheckConstraint("settled_on IS NULL OR settled_on >= set_on", name="dates_in_order"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    kind: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list woonclub_goal; empty for a goal in own words alone."""
    words_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    state: Mapped[str] = mapped_column(String(20), info=FACT)
    """Code list goal_state."""
    set_on: Mapped[date] = mapped_column(info=FACT)
    settled_on: Mapped[date | None] = mapped_column(info=FACT)
    """Day on which it was reached or let go."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    words: Sealed[str] = Sealed("words_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class ScoreSet(SealedRow, Base):
    """How somebody stands in every domain of an instrument, at a moment; the scores sealed."""

    __tablename__ = "woonclub_score_set"
    __table_args__ = (UniqueConstraint("case_uid", "instrument", "moment"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    instrument: Mapped[str] = mapped_column(String(30), info=FACT)
    """Instrument of the policy, version and all."""
    moment: Mapped[str] = mapped_column(String(10), info=FACT)
    """entry or exit."""
    on: Mapped[date] = mapped_column(info=FACT)
    scores_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    scores: Sealed[Any] = Sealed("scores_cell", DATA)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid
