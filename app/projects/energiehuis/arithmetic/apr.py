"""JKP: the annual percentage rate of charge of a list of flows, by the European formula."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.intervals import Unit, years_between
from app.projects.energiehuis.arithmetic.money import PRECISE, rounded
from app.projects.energiehuis.arithmetic.rates import as_decimal
from app.projects.energiehuis.arithmetic.schedule import Schedule

_FIRST_STRETCH: Final = 0.001
_WIDENING: Final = 1.1
_FURTHEST: Final = 690.0
_HALVINGS: Final = 200
_REFINEMENTS: Final = 8


class NoRate(Refused):
    """No rate makes what is paid worth what is drawn."""

    def __init__(self) -> None:
        super().__init__("Voor deze opnames en betalingen bestaat er geen jaarlijks kostenpercentage.")


@dataclass(frozen=True, slots=True)
class Flow:
    """Money at a time: positive when drawn, negative when paid by the borrower (costs included)."""

    amount: Decimal
    years: Fraction
    """Since the first drawdown; negative before it."""


def dated_flows(amounts: Iterable[tuple[date, Decimal]], unit: Unit = Unit.MONTH) -> list[Flow]:
    """Flows on days (positive when drawn), with time counted from the first day on which something is drawn."""
    known = list(amounts)
    first = min((day for day, amount in known if amount > 0), default=None)
    if first is None:
        raise NoRate
    return [Flow(amount, years_between(first, day, unit)) for day, amount in known]


def schedule_flows(schedule: Schedule, costs: Iterable[tuple[date, Decimal]] = ()) -> list[Flow]:
    """The flows of a schedule, with the costs that the borrower pays on days."""
    amounts = [(transfer.on, transfer.signed) for transfer in schedule.transfers]
    amounts += [(row.due, -row.booked.instalment) for row in schedule.rows]
    amounts += [(day, -cost) for day, cost in costs]
    return dated_flows(amounts)


def apr_percent(flows: Iterable[Flow], places: int = 6) -> Decimal:
    """The rate in percent, rounded half up. Raises NoRate when there is none."""
    return rounded(apr(flows) * 100, Decimal(1).scaleb(-places))


def apr(flows: Iterable[Flow]) -> Decimal:
    """The yearly rate X at which the drawdowns are worth the payments. Raises NoRate when there is none.

    More paid than drawn gives a positive rate, less a negative one; of several the one nearest to zero. A rate on
    the other side of zero solves the equation without being the cost of a loan, and is not looked for.
    """
    net = _net(flows)
    with localcontext(PRECISE):
        left = sum((amount for amount, _ in net), Decimal(0))
        if not any(amount > 0 for amount, _ in net) or not any(amount < 0 for amount, _ in net):
            raise NoRate
        if left == 0:
            return Decimal(0)
        return _refined(net, _bracket(net, left)).exp() - 1


def _net(flows: Iterable[Flow]) -> list[tuple[Decimal, Fraction]]:
    amounts: dict[Fraction, Decimal] = defaultdict(Decimal)
    for flow in flows:
        amounts[flow.years] += flow.amount
    return [(amount, years) for years, amount in sorted(amounts.items()) if amount]


def _bracket(net: Sequence[tuple[Decimal, Fraction]], left: Decimal) -> float:
    """The root s = ln(1+X) to the precision of a float: outward from zero to a change of sign, then by halving."""
    pairs = [(float(amount), float(years)) for amount, years in net]

    def worth(force: float) -> float:
        return math.fsum(amount * math.exp(-years * force) for amount, years in pairs)

    side = 1.0 if left < 0 else -1.0
    steepest = max((-side * years for _, years in pairs), default=0.0)
    limit = min(_FURTHEST, _FURTHEST / steepest) if steepest > 0 else _FURTHEST
    near, is_positive = 0.0, left > 0
    for far in _outward(side, limit):
        if (worth(far) > 0) is not is_positive:
            return _halved(worth, near, far, is_positive)
        near = far
    raise NoRate


def _outward(side: float, limit: float) -> Iterator[float]:
    stretch = reached = _FIRST_STRETCH
    while reached < limit:
        yield side * reached
        stretch *= _WIDENING
        reached += stretch
    yield side * limit


def _halved(worth: Callable[[float], float], near: float, far: float, is_positive: bool) -> float:
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if middle in (near, far):
            break
        if (worth(middle) > 0) is is_positive:
            near = middle
        else:
            far = middle
    return (near + far) / 2


def _refined(net: Sequence[tuple[Decimal, Fraction]], start: float) -> Decimal:
    """The root to the precision of the context, from one that is right to that of a float."""
    force = Decimal(start)
    times = [(amount, as_decimal(years)) for amount, years in net]
    for _ in range(_REFINEMENTS):
        values = [(amount * (-years * force).exp(), years) for amount, years in times]
        slope = -sum((value * years for value, years in values), Decimal(0))
        if slope == 0:
            return force
        change = sum((value for value, _ in values), Decimal(0)) / slope
        if abs(change) > Decimal("1e-6") * max(Decimal(1), abs(force)):
            return force
        force -= change
        if abs(change) < Decimal("1e-30"):
            return force
    return force
