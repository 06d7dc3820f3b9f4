"""Loan products and what belongs to them, as dated policy: rates, income limits, works, figures of law."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import POLICY
from app.core.model import Base
from app.core.types import Exact, enum_by_value
from app.projects.energiehuis.arithmetic.rates import Convention
from app.projects.energiehuis.products.rules import Repayment


class LoanProduct(Base):
    """One row of the product list: a product as it could be applied for between two days."""

    __tablename__ = "loan_product"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),)

    code: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    family: Mapped[str] = mapped_column(String(20), index=True, info=POLICY)
    """What the rows of one product over time have in common."""
    label: Mapped[str] = mapped_column(String(120), info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    """First day of application."""
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    """First day on which it can no longer be applied for."""
    min_cents: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    max_cents: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    max_cents_apartment: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    max_months: Mapped[int | None] = mapped_column(SmallInteger, info=POLICY)
    repayment: Mapped[Repayment] = mapped_column(enum_by_value(Repayment), info=POLICY)
    convention: Mapped[Convention] = mapped_column(enum_by_value(Convention), info=POLICY)
    wer_vii: Mapped[bool] = mapped_column(info=POLICY)
    """Whether the law on consumer credit is applied to it."""
    target: Mapped[str] = mapped_column(String(200), info=POLICY)
    missing: Mapped[str | None] = mapped_column(String(200), info=POLICY)
    """What nobody has found yet, while `confirmed` is false."""
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)


class LoanRate(Base):
    """The yearly rate of a product for applications between two days."""

    __tablename__ = "loan_rate"
    __table_args__ = (
        CheckConstraint("applied_to IS NULL OR applied_to > applied_from", name="dates_in_order"),
        CheckConstraint("rate IS NULL OR rate >= 0", name="rate_not_negative"),
    )

    product: Mapped[str] = mapped_column(ForeignKey("loan_product.code"), primary_key=True, info=POLICY)
    income_group: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    """`all` where the income makes no difference."""
    applied_from: Mapped[date] = mapped_column(primary_key=True, info=POLICY)
    applied_to: Mapped[date | None] = mapped_column(info=POLICY)
    rate: Mapped[Decimal | None] = mapped_column(Exact, info=POLICY)
    """Percent a year; empty while it is not known."""
    rule: Mapped[str] = mapped_column(String(200), info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)

    @property
    def valid_from(self) -> date:
        return self.applied_from

    @property
    def valid_to(self) -> date | None:
        return self.applied_to


class LoanIncomeLimit(Base):
    """The highest income of a category, for applications between two days."""

    __tablename__ = "loan_income_limit"

    scheme: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    """Product family."""
    category: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    applied_from: Mapped[date] = mapped_column(primary_key=True, info=POLICY)
    applied_to: Mapped[date | None] = mapped_column(info=POLICY)
    single_cents: Mapped[int] = mapped_column(Integer, info=POLICY)
    several_cents: Mapped[int] = mapped_column(Integer, info=POLICY)
    """Of a couple, or of somebody alone with one dependant."""
    per_dependant_cents: Mapped[int] = mapped_column(Integer, info=POLICY)
    measured: Mapped[str] = mapped_column(String(120), info=POLICY)
    """Which income is compared with it."""
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)

    @property
    def valid_from(self) -> date:
        return self.applied_from

    @property
    def valid_to(self) -> date | None:
        return self.applied_to


class LoanWork(Base):
    """A kind of work that a loan may pay."""

    __tablename__ = "loan_work"

    key: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    scheme: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    valid_from: Mapped[date] = mapped_column(primary_key=True, info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    label: Mapped[str] = mapped_column(String(120), info=POLICY)
    cap_cents: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    """The most that counts for this work; empty: the loan itself is the limit."""
    contractor_required: Mapped[bool] = mapped_column(info=POLICY)
    min_home_years: Mapped[int] = mapped_column(SmallInteger, info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)


class LoanFigure(Base):
    """A number of law or agreement that loans are held to, from a day and above an amount."""

    __tablename__ = "loan_figure"

    key: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    above_euro: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=POLICY)
    """Applies to amounts above this; 0 for a number that does not depend on the amount."""
    valid_from: Mapped[date] = mapped_column(primary_key=True, info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    value: Mapped[Decimal | None] = mapped_column(Exact, info=POLICY)
    unit: Mapped[str] = mapped_column(String(40), info=POLICY)
    label: Mapped[str] = mapped_column(String(120), info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)
