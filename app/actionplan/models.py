"""The policy tree of a plan period, its money, the published figures and the narratives."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.classification import POLICY, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import Exact, enum_by_value

IMPORTED = "import"
"""Source of a row whose file names none."""


class Level(StrEnum):
    """The levels of the tree, from strategic goal down to action."""

    GOAL = "sd"
    OBJECTIVE = "od"
    PLAN = "ap"
    ACTION = "actie"


class CodeStatus(StrEnum):
    """How sure the code of a node is: printed, only in the synthesis, or derived from the numbering."""

    PRINTED = "gedrukt"
    SYNTHESIS = "synthese"
    DERIVED = "afgeleid"


class MoneyKind(StrEnum):
    """The three tables of the budget cycle."""

    OPERATING = "exploitatie"
    INVESTMENT = "investeringen"
    FINANCING = "financiering"


class Basis(StrEnum):
    """Whether an amount is the account of a year or its (adjusted) budget."""

    ACCOUNT = "rekening"
    BUDGET = "meerjarenplan"


class SourceTable(StrEnum):
    """The part of the evaluation that an amount was printed in."""

    SYNTHESIS = "synthese"
    NOTE = "nota"


class YearMapping(StrEnum):
    """How sure it is which year a printed amount belongs to."""

    COMPLETE = "volledig"
    DERIVED = "afgeleid"
    UNCERTAIN = "onzeker"


class FigureKind(StrEnum):
    """What a published figure tells: a result, means put in, context, a parameter or an aim."""

    RESULT = "resultaat"
    MEANS = "middelen"
    CONTEXT = "context"
    PARAMETER = "parameter"
    AIM = "doel"


class PlanPeriod(Base):
    """A policy plan and the years that it covers; codes are only meaningful within one."""

    __tablename__ = "plan_period"
    __table_args__ = (CheckConstraint("last_day > first_day", name="dates_in_order"),)

    code: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    title: Mapped[str] = mapped_column(String(120), info=POLICY)
    first_day: Mapped[date] = mapped_column(info=POLICY)
    last_day: Mapped[date] = mapped_column(info=POLICY)
    investments_in_expenses_from: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    """First year in which the expenses of the synthesis include investments."""
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class PlanNode(Identified, Base):
    """A goal, objective, action plan or action of one plan. Long texts come in by import."""

    __tablename__ = "plan_node"
    __table_args__ = (
        UniqueConstraint("plan", "code"),
        # Deferred, so that a file may name a child before its parent.
        ForeignKeyConstraint(
            ["plan", "parent"], ["plan_node.plan", "plan_node.code"], deferrable=True, initially="DEFERRED"
        ),
    )

    plan: Mapped[str] = mapped_column(ForeignKey("plan_period.code"), info=POLICY)
    code: Mapped[str] = mapped_column(String(20), info=POLICY)
    parent: Mapped[str | None] = mapped_column(String(20), info=POLICY)
    """Code of the node above, within the same plan."""
    level: Mapped[Level] = mapped_column(enum_by_value(Level), info=POLICY)
    title: Mapped[str] = mapped_column(String(200), info=POLICY)
    """Short name."""
    title_printed: Mapped[str | None] = mapped_column(String(200), info=POLICY)
    """The heading as the evaluation printed it, faults included."""
    statement: Mapped[str | None] = mapped_column(Text, info=POLICY)
    """What the association sets out to do, in one sentence."""
    description: Mapped[str | None] = mapped_column(Text, info=POLICY)
    priority: Mapped[bool | None] = mapped_column(info=POLICY)
    """True when printed as a priority; None when nothing was printed."""
    status: Mapped[str | None] = mapped_column(String(20), info=POLICY)
    """Key of the code list node_status."""
    status_note: Mapped[str | None] = mapped_column(Text, info=POLICY)
    code_status: Mapped[CodeStatus] = mapped_column(enum_by_value(CodeStatus), default=CodeStatus.PRINTED, info=POLICY)
    plan_ref: Mapped[str | None] = mapped_column(String(20), info=POLICY)
    """Number of the same thing in the text of the plan (10.1)."""
    continues: Mapped[str | None] = mapped_column(String(120), info=POLICY)
    """Codes of the plan before this one that it goes on from, `;` between: the same work under another code."""
    indicator_title: Mapped[str | None] = mapped_column(String(200), info=POLICY)
    flemish_priority: Mapped[str | None] = mapped_column(String(20), info=POLICY)
    owner: Mapped[str | None] = mapped_column(String(120), info=POLICY)
    """Function or team that answers for it."""
    source: Mapped[str] = mapped_column(String(120), default=IMPORTED, info=POLICY)


class NodeMoney(Identified, Base):
    """Receipts and expenses of one node, kind, year and basis, in whole euro exactly as printed.

    Expenses are positive. An empty cell of the print is None, not zero. Amounts are never corrected here:
    what does not add up is a finding.
    """

    __tablename__ = "node_money"
    __table_args__ = (UniqueConstraint("node_uid", "source_table", "kind", "year", "basis"),)

    node_uid: Mapped[UUID] = mapped_column(ForeignKey("plan_node.uid"), info=TECHNICAL)
    source_table: Mapped[SourceTable] = mapped_column(enum_by_value(SourceTable), info=POLICY)
    kind: Mapped[MoneyKind] = mapped_column(enum_by_value(MoneyKind), info=POLICY)
    year: Mapped[int] = mapped_column(Integer, info=POLICY)
    basis: Mapped[Basis] = mapped_column(enum_by_value(Basis), info=POLICY)
    receipts: Mapped[int | None] = mapped_column(BigInteger, info=POLICY)
    expenses: Mapped[int | None] = mapped_column(BigInteger, info=POLICY)
    balance_printed: Mapped[int | None] = mapped_column(BigInteger, info=POLICY)
    year_mapping: Mapped[YearMapping] = mapped_column(
        enum_by_value(YearMapping), default=YearMapping.COMPLETE, info=POLICY
    )
    source_line: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    remark: Mapped[str | None] = mapped_column(Text, info=POLICY)


class PlanTotal(Identified, Base):
    """A line at the foot of the synthesis: grand total, financing, result, reserve; whole euro as printed."""

    __tablename__ = "plan_total"
    __table_args__ = (UniqueConstraint("plan", "line", "year", "basis"),)

    plan: Mapped[str] = mapped_column(ForeignKey("plan_period.code"), info=POLICY)
    line: Mapped[str] = mapped_column(String(40), info=POLICY)
    year: Mapped[int] = mapped_column(Integer, info=POLICY)
    basis: Mapped[Basis] = mapped_column(enum_by_value(Basis), info=POLICY)
    value: Mapped[int] = mapped_column(BigInteger, info=POLICY)
    source_table: Mapped[SourceTable] = mapped_column(enum_by_value(SourceTable), info=POLICY)


class Indicator(Identified, Base):
    """What is measured, whatever plan it hangs in: its key outlives every code."""

    __tablename__ = "indicator"

    key: Mapped[str] = mapped_column(String(60), unique=True, info=POLICY)
    label: Mapped[str] = mapped_column(String(200), info=POLICY)
    unit: Mapped[str] = mapped_column(String(40), info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class PublishedFigure(Identified, Base):
    """A figure as a document printed it. One that belongs to no action has no node."""

    __tablename__ = "published_figure"

    ref: Mapped[str] = mapped_column(String(300), unique=True, info=POLICY)
    """Code, year, key, breakdown and date as published: what tells two figures apart."""
    indicator_uid: Mapped[UUID] = mapped_column(ForeignKey("indicator.uid"), index=True, info=TECHNICAL)
    node_uid: Mapped[UUID | None] = mapped_column(ForeignKey("plan_node.uid"), index=True, info=TECHNICAL)
    year: Mapped[int] = mapped_column(Integer, index=True, info=POLICY)
    on: Mapped[date | None] = mapped_column(info=POLICY)
    """31 December, the day of the event, or None when the moment is not known."""
    breakdown: Mapped[str] = mapped_column(String(120), info=POLICY)
    """`dimension=value;…`; empty for a total."""
    value: Mapped[Decimal] = mapped_column(Exact, info=POLICY)
    unit: Mapped[str] = mapped_column(String(40), info=POLICY)
    kind: Mapped[FigureKind] = mapped_column(enum_by_value(FigureKind), default=FigureKind.RESULT, info=POLICY)
    label: Mapped[str | None] = mapped_column(String(200), info=POLICY)
    """What the document called this very figure."""
    period: Mapped[str | None] = mapped_column(String(120), info=POLICY)
    """The span that was counted when it is not the calendar year."""
    project: Mapped[str | None] = mapped_column(String(60), info=POLICY)
    source: Mapped[str] = mapped_column(String(120), default=IMPORTED, info=POLICY)
    quote: Mapped[str | None] = mapped_column(Text, info=POLICY)
    remark: Mapped[str | None] = mapped_column(Text, info=POLICY)

    indicator: Mapped[Indicator] = relationship(lazy="raise")


class Narrative(Identified, Base):
    """What was written about a node on a day: the measurement in prose."""

    __tablename__ = "narrative"
    __table_args__ = (UniqueConstraint("node_uid", "on"),)

    node_uid: Mapped[UUID] = mapped_column(ForeignKey("plan_node.uid"), info=TECHNICAL)
    on: Mapped[date] = mapped_column(info=POLICY)
    text: Mapped[str] = mapped_column(Text, info=POLICY)
    heading: Mapped[str | None] = mapped_column(String(400), info=POLICY)
    code_printed: Mapped[str | None] = mapped_column(String(20), info=POLICY)
    """The code above the text in the print, right or wrong."""
    source_line: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    remark: Mapped[str | None] = mapped_column(Text, info=POLICY)
