"""What the Energiehuis keeps beside the case: the application, its decisions, the contract, contacts with owners."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import Exact, enum_by_value


class Outcome(StrEnum):
    """What was decided on an application."""

    APPROVED = "goedgekeurd"
    REFUSED = "geweigerd"
    WITHDRAWN = "ingetrokken"


class LoanApplication(Base):
    """A loan as it was applied for. One for each case of the Energiehuis, under the case's own uid."""

    __tablename__ = "loan_application"
    __table_args__ = (CheckConstraint("amount_requested_cents > 0", name="amount_positive"),)

    uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, info=TECHNICAL)
    product: Mapped[str] = mapped_column(ForeignKey("loan_product.code"), info=FACT)
    """The row of the product list that the day of application chose."""
    received_on: Mapped[date] = mapped_column(index=True, info=FACT)
    amount_requested_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    rate: Mapped[Decimal | None] = mapped_column(Exact, info=FACT)
    """Percent a year, frozen on the day of application; empty when that rate was not known."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class LoanDecision(Identified, Base):
    """What was decided on an application, on its own day; whatever happens later does not undo it."""

    __tablename__ = "loan_decision"
    __table_args__ = (
        CheckConstraint("amount_cents IS NULL OR amount_cents > 0", name="amount_positive"),
        CheckConstraint("months IS NULL OR months > 0", name="months_positive"),
        Index("ix_loan_decision_outcome_decided_on", "outcome", "decided_on"),
    )

    application_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), unique=True, info=TECHNICAL)
    outcome: Mapped[Outcome] = mapped_column(enum_by_value(Outcome), info=FACT)
    decided_on: Mapped[date] = mapped_column(info=FACT)
    amount_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    months: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class LoanContract(Base):
    """A loan that was signed. One for each application at most, under the case's uid."""

    __tablename__ = "loan_contract"
    __table_args__ = (CheckConstraint("first_due_on IS NULL OR first_due_on >= signed_on", name="dates_in_order"),)

    uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), primary_key=True, info=TECHNICAL)
    signed_on: Mapped[date] = mapped_column(info=FACT)
    first_due_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class OwnerContact(Identified, Base):
    """A renovation coach was in touch with the owner of a dwelling."""

    __tablename__ = "owner_contact"
    __table_args__ = (Index("ix_owner_contact_contacted_on", "contacted_on"),)

    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    contacted_on: Mapped[date] = mapped_column(info=FACT)
    qualifying: Mapped[bool] = mapped_column(info=FACT)
    """Whether this contact makes the owner one who was reached."""
    municipality: Mapped[str | None] = mapped_column(String(5), info=FACT)
    """NIS5 code of the dwelling."""
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
    dwelling_uid: Mapped[UUID | None] = mapped_column(ForeignKey("coached_dwelling.uid"), index=True, info=TECHNICAL)
    """The dwelling that it was about; a register does not say."""
    owner_ref: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    """How an imported register calls the owner."""
    source_ref: Mapped[str | None] = mapped_column(String(80), unique=True, info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}
