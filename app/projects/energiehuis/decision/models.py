"""On the way to a decision: the credit register, the budget, the advice, and what was decided on it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base
from app.core.types import enum_by_value
from app.crypto.sealed import AMOUNT, DATA, NOTE, Sealed, SealedRow
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.file.models import APPLICATION


class RegisterCheck(SealedRow, Base):
    """A consultation of the credit register (CKP, WER VII.77) and what it said. The newest one counts."""

    __tablename__ = "register_check"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), index=True, info=TECHNICAL)
    consulted_on: Mapped[date] = mapped_column(info=FACT)
    default_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    credits_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)

    default = Sealed("default_cell", AMOUNT)
    """Unresolved defaults of all borrowers together, in euro."""
    credits = Sealed("credits_cell", DATA)
    """{"count": number of running credits}"""

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class CreditBudget(SealedRow, Base):
    """A computation of what is left each month: what went in, by which formula, what came out. Never changed."""

    __tablename__ = "credit_budget"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), index=True, info=TECHNICAL)
    computed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    formula: Mapped[str] = mapped_column(String(20), info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    inputs_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    result_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)

    inputs = Sealed("inputs_cell", DATA)
    result = Sealed("result_cell", DATA)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class CreditAdvice(SealedRow, Base):
    """What the officer advises, after which the file lies before the one who decides."""

    __tablename__ = "credit_advice"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), index=True, info=TECHNICAL)
    adviser_uid: Mapped[UUID] = mapped_column(info=TECHNICAL)
    advised_on: Mapped[date] = mapped_column(info=FACT)
    is_favourable: Mapped[bool] = mapped_column(info=FACT)
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    months: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    budget_uid: Mapped[UUID] = mapped_column(ForeignKey("credit_budget.uid"), info=TECHNICAL)
    text_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)

    text = Sealed("text_cell", NOTE)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class CreditRuling(SealedRow, Base):
    """What was decided on an advice, by whom and why. One for each advice: nothing is decided twice."""

    __tablename__ = "credit_ruling"
    __table_args__ = (
        CheckConstraint("amount_cents IS NULL OR amount_cents > 0", name="amount_positive"),
        CheckConstraint("met_on IS NULL OR met_on >= ruled_on", name="dates_in_order"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), index=True, info=TECHNICAL)
    advice_uid: Mapped[UUID] = mapped_column(ForeignKey("credit_advice.uid"), unique=True, info=TECHNICAL)
    verdict: Mapped[Verdict] = mapped_column(enum_by_value(Verdict), info=FACT)
    decider_uid: Mapped[UUID] = mapped_column(info=TECHNICAL)
    ruled_on: Mapped[date] = mapped_column(info=FACT)
    amount_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    months: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    met_on: Mapped[date | None] = mapped_column(info=FACT)
    """Day on which the condition of a conditional approval was found to be met."""
    met_by: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    law_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    fact_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    condition_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    special_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    policy_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    law = Sealed("law_cell", NOTE)
    fact = Sealed("fact_cell", NOTE)
    condition = Sealed("condition_cell", NOTE)
    special = Sealed("special_cell", NOTE)
    """Why credit is given in spite of a default in the register."""
    policy = Sealed("policy_cell", DATA)
    """The rules as they stood: for each its value, limit, source and first day."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid
