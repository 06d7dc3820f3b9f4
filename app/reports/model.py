"""The report as data: what every format writes, so that none can disagree with another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

Number = int | Decimal
WHOLE_PLAN = "plan"
"""Level of the section with the figures that belong to no node; it has no money of its own."""


@dataclass(frozen=True)
class Column:
    """One column of a money table."""

    label: str
    year: int
    basis: str
    figure: ClassVar[bool] = True
    """Amounts are aligned to the right, in every table."""


@dataclass(frozen=True)
class MoneyTable:
    """Receipts, expenses and balance of one node and kind, in whole euro as printed; None where nothing was."""

    kind: str
    columns: tuple[Column, ...]
    receipts: tuple[int | None, ...]
    expenses: tuple[int | None, ...]
    balance: tuple[int | None, ...]

    @property
    def rows(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """The three rows with their Dutch heading, in the order of the published evaluation."""
        return (("Ontvangsten", self.receipts), ("Uitgaven", self.expenses), ("Saldo", self.balance))


@dataclass(frozen=True)
class Figure:
    """One figure of an action in one year, and where it comes from."""

    key: str
    label: str
    unit: str
    source: str
    """`records` and `counter`: counted now, from files or by hand; `published`: as a document printed it."""
    value: Number | None
    last_year: Number | None = None
    series: tuple[tuple[int, Number | None], ...] = ()
    """(year, value) of the years before this one that the same rule knows, oldest first."""
    last_year_frozen: Number | None = None
    """What stood when last year was closed, by the same definition: the only value of it that is public."""
    published: Number | None = None
    """What a document printed for this same definition and year."""
    frozen: Number | None = None
    """What stood when the year was closed; None also when nothing could be said then."""
    frozen_by: Mapping[str, Mapping[str, Number | None]] | None = None
    frozen_numerator: int | None = None
    frozen_denominator: int | None = None
    frozen_records: int | None = None
    revised_by: tuple[Mapping[str, Mapping[str, Number | None]], ...] = ()
    """The parts as earlier revisions of the frozen figure had them."""
    revision: int | None = None
    """Of the frozen figure; None when the year is not closed."""
    target: Number | None = None
    """What the plan wants of it in this year."""
    verdict: str = ""
    """Where the value is against that: reached, nearly, missed."""
    parts_of: tuple[str, ...] = ()
    """Keys of the figures that a derived one follows from."""
    within: tuple[str, ...] = ()
    """Keys of the figures that hold all records of this one."""
    of_people: bool = True
    """Whether a small number could be recognisable people."""
    numerator: int | None = None
    denominator: int | None = None
    records: int | None = None
    """How many different records were counted."""
    is_count: bool = False
    """Whether it counts something, so that the parts of a dimension add up to it."""
    is_dominated: bool = False
    """Whether it is an amount from which the largest record could be worked out."""
    breakdown: str = ""
    """`dimension=value;…` of a published part; empty for a total."""
    kind: str = "resultaat"
    by: Mapping[str, Mapping[str, Number | None]] | None = None
    hidden: str = ""
    """What stands in place of a value that is not published; the value itself is then None."""
    hidden_last_year: str = ""
    hidden_parts: Mapping[str, Mapping[str, str]] | None = None
    """The same for the parts: dimension -> group -> mark."""
    origin: str = ""
    """The document of a published figure."""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """One node of the tree with everything that the report says about it."""

    code: str
    parent: str | None
    level: str
    depth: int
    title: str
    priority: bool | None
    statement: str | None
    description: str | None
    indicator: str | None
    money: tuple[MoneyTable, ...]
    figures: tuple[Figure, ...]
    narrative: tuple[str, ...]


@dataclass(frozen=True)
class SynthesisLine:
    """One action with money in the synthesis: balance, receipts (O) and expenses (U, printed negative)."""

    code: str
    title: str
    balance: tuple[int | None, ...]
    receipts: tuple[int | None, ...]
    expenses: tuple[int | None, ...]


@dataclass(frozen=True)
class FindingLine:
    """Two printed amounts that should agree and do not."""

    code: str
    kind: str
    year: int
    what: str
    printed: int | None
    expected: int | None


@dataclass(frozen=True)
class Closed:
    """The closing of the year that the frozen figures come from."""

    on: datetime
    revision: int
    reason: str
    despite: str = ""
    """Why it was closed although hard findings were open."""
    hard_findings: int = 0

    @property
    def remark(self) -> str:
        """The sentence on open findings, printed wherever the closing is told; empty without them."""
        if not self.despite:
            return ""
        return f"Afgesloten met {self.hard_findings} harde bevindingen open: {self.despite}"


@dataclass(frozen=True)
class Report:
    """The Beleidsevaluatie of one year."""

    year: int
    plan: str
    plan_title: str
    measured_on: date
    computed_at: datetime
    closed: Closed | None
    """When and as which revision the year was closed; None while it is not."""
    synthesis_columns: tuple[Column, ...]
    synthesis: tuple[SynthesisLine, ...]
    totals: tuple[tuple[str, tuple[int | None, ...]], ...]
    sections: tuple[Section, ...]
    findings: tuple[FindingLine, ...]
    last_closed: tuple[Figure, ...] = ()
    """The frozen figures of last year: what its own report could say of them. In no format."""
    places: tuple[tuple[str, str], ...] = ()
    """(NIS5, name) of the municipalities, for figures that are told by place."""
