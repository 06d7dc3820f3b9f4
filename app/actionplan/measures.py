"""What a measure is: a definition that returns the set of records it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.core.period import Period

UNKNOWN: Final = "unknown"
"""The group of a value that is absent or belongs to no group; shown, never dropped (C9)."""

RECORDS: Final = "records"
"""Source of a figure that counts records of a project."""

COUNTER: Final = "counter"
"""Source of a figure that is counted by hand: where nobody counted, it is unknown and not zero."""

MONTH: Final = Decimal("30.4375")
"""Days in a mean month: durations are counted in days and shown in months."""


class Aggregate(StrEnum):
    """How the value of a measure follows from its records."""

    SUM = "sum"
    """Sum of `weight` (1 per record for a plain count)."""
    MEAN = "mean"
    """Mean of `weight` over the records; null when there are none."""
    RATE = "rate"
    """Sum of `numerator` over sum of `weight`; null when the denominator is 0."""
    KAPLAN_MEIER_MEDIAN = "km_median"
    """Median of `weight` (a duration) where `numerator` tells whether the event happened (1) or not yet (0)."""


@dataclass(frozen=True)
class Dimension:
    """A way to break a figure down. `column` names a text column of the select; its values are folded into `groups`."""

    key: str
    label: str
    column: str
    groups: Callable[[Session], Mapping[str, str]] | None = None
    """From column value to group key, read when needed (code lists); a value that is absent becomes `unknown`.
    Without it each value is its own group."""
    labels: Callable[[Session], Mapping[str, str]] | None = None
    """Dutch label of each group, in the order in which they are shown."""


@dataclass(frozen=True)
class Measure:
    """One figure by definition.

    `select(period)` gives the records counted, with the columns `ref` (register ref, else case number), `weight`
    (a whole number) and one column per dimension; where they apply also `numerator` (rates, Kaplan-Meier: a whole
    number), `case_uid`, `number` (by which its page is found), `organisation` (responsible for the record: who may see
    it in a list) and `record`: 1 on one row of each record and 0 on its others, for a measure that gives several rows
    per record. What is no case may name itself as `entity_uid`: by either the trail tells who changed it.
    """

    key: str
    action: str
    """Code of the action in the plan, A0901."""
    label: str
    unit: str
    definition: str
    """The rule in Dutch that a citizen understands, with its date rule and exclusions."""
    select: Callable[[Period], Select[Any]]
    code: str = ""
    """Code of the definition in the association's own list (WC01)."""
    dimensions: tuple[Dimension, ...] = ()
    aggregate: Aggregate = Aggregate.SUM
    version: int = 1
    divisor: Decimal = Decimal(1)
    """The aggregate is divided by this: MONTH for days shown as months, 100 for cents shown as euro."""
    decimals: int | None = 0
    """Decimals on screen, None for as many as there are; the value itself is not rounded to them."""
    published_keys: Mapping[int, str] = field(default_factory=dict)
    """Year -> indicator_key of the published figure that this same definition gave."""
    record_endpoint: str = ""
    """Endpoint of a record's page, which takes its `number`."""
    source: str = RECORDS
    parts: tuple[str, ...] = ()
    """Keys of the measures that a derived one follows from."""
    since: int | None = None
    """Year of the plan that `action` is a code of; None for the first plan that has the code."""
    of_people: bool = True
    """Whether a small number could be recognisable people: only then small groups are hidden from the public."""
    within: tuple[str, ...] = ()
    """Keys of the figures whose records hold all of this one's, by the same dimensions: a part of a whole."""
    owner: str = ""
    """The project whose grants open its records, where the key kept an older name."""

    @property
    def project(self) -> str:
        """The project (or other owner) that it belongs to."""
        return self.owner or self.key.split(".")[0]

    @property
    def is_count(self) -> bool:
        """Whether the parts of a dimension add up to the value."""
        return self.aggregate is Aggregate.SUM

    def dimension(self, key: str) -> Dimension | None:
        """The dimension with this key, if it has one."""
        return next((dimension for dimension in self.dimensions if dimension.key == key), None)
