"""What a measure is: a definition that returns the set of records it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Select

from app.core.period import Period


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
    """A way to break a figure down. `column` names a column of the select; its values are folded into `groups`."""

    key: str
    label: str
    column: str
    groups: Callable[[], Mapping[str, str]] | None = None
    """From column value to group key, read when needed (code lists); a value that is absent becomes `unknown`."""
    labels: Callable[[], Mapping[str, str]] | None = None
    """Dutch label of each group."""


@dataclass(frozen=True)
class Measure:
    """One figure by definition.

    `select(period)` gives one row for each record counted, with the columns `ref` (register ref, else case
    number), `case_uid`, `weight`, `numerator` for rates and Kaplan-Meier, and one column per dimension.
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
    decimals: int = 0
    published_keys: Mapping[int, str] = field(default_factory=dict)
    """Year -> indicator_key of the published figure that this same definition gave."""
