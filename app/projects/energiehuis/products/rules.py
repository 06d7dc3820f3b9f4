"""Which policy row applies on a day, and what is still unknown about it; pure rules."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from app.core.errors import Refused

EVERY_INCOME: Final = "all"
RATES_FILE: Final = "config/policy/energiehuis/rates.csv"
PRODUCTS_FILE: Final = "config/policy/energiehuis/products.csv"
FIGURES_FILE: Final = "config/policy/energiehuis/figures.csv"


class Repayment(StrEnum):
    """How a product is repaid."""

    ANNUITY = "annuity"
    BULLET = "bullet"


class RateClass(StrEnum):
    """The two groups of rates that figures are given for."""

    ZERO = "zero"
    REDUCED = "reduced"


class Dated(Protocol):
    """A row that applies from a day, up to and not including another."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


class ProductRow(Dated, Protocol):
    """What the rules read of a product."""

    @property
    def code(self) -> str: ...

    @property
    def family(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def min_cents(self) -> int | None: ...

    @property
    def max_cents(self) -> int | None: ...

    @property
    def max_months(self) -> int | None: ...

    @property
    def missing(self) -> str | None: ...

    @property
    def confirmed(self) -> bool: ...


class RateRow(Dated, Protocol):
    """What the rules read of a rate."""

    @property
    def product(self) -> str: ...

    @property
    def income_group(self) -> str: ...

    @property
    def rate(self) -> Decimal | None: ...

    @property
    def confirmed(self) -> bool: ...


class FigureRow(Dated, Protocol):
    """What the rules read of a figure of law."""

    @property
    def key(self) -> str: ...

    @property
    def above_euro(self) -> int: ...


D = TypeVar("D", bound=Dated)
P = TypeVar("P", bound=ProductRow)
R = TypeVar("R", bound=RateRow)
F = TypeVar("F", bound=FigureRow)


def in_force(rows: Iterable[D], day: date) -> list[D]:
    """The rows that apply on a day."""
    return [row for row in rows if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)]


def product_on(products: Iterable[P], family: str, applied_on: date) -> P:
    """The row of a product that the day of application chooses; later changes do not matter any more."""
    found = in_force((row for row in products if row.family == family), applied_on)
    if not found:
        raise Refused("Dit product kon op die dag niet aangevraagd worden.", "product")
    return max(found, key=lambda row: row.valid_from)


def rate_on(rates: Iterable[R], product: str, applied_on: date, income_group: str = EVERY_INCOME) -> R | None:
    """The rate of a product row for an application of a day; None when there is no row for it.

    A rate for this group of incomes goes before one for every income.
    """
    own = [row for row in rates if row.product == product and row.income_group in (income_group, EVERY_INCOME)]
    found = in_force(own, applied_on)
    return max(found, key=lambda row: (row.income_group != EVERY_INCOME, row.valid_from), default=None)


def rate_nearest(rates: Iterable[R], product: str, applied_on: date) -> R | None:
    """As `rate_on`, and outside the days of a product row the rate that lies nearest in time.

    For registers of the past, where a product was booked under its row around a change.
    """
    own = [row for row in rates if row.product == product and row.income_group == EVERY_INCOME]
    found = rate_on(own, product, applied_on)
    return found or min(own, key=lambda row: _distance(row, applied_on), default=None)


def rate_class(rate: Decimal | None) -> RateClass:
    """Zero or reduced; a rate that is not known yet is not zero."""
    return RateClass.ZERO if rate == 0 else RateClass.REDUCED


def figure_on(figures: Iterable[F], key: str, day: date, amount_cents: int = 0) -> F | None:
    """The figure of law that applies on a day to an amount."""
    own = [row for row in in_force(figures, day) if row.key == key]
    held = [row for row in own if row.above_euro == 0 or amount_cents > row.above_euro * 100]
    return max(held, key=lambda row: (row.above_euro, row.valid_from), default=None)


def unconfirmed(product: ProductRow, rate: RateRow | None) -> list[str]:
    """Why a loan on these rows cannot be approved yet: what to fill in, and where."""
    found = []
    if not product.confirmed:
        what = product.missing or "de voorwaarden"
        found.append(f"{product.label} is niet bevestigd: vul in {PRODUCTS_FILE} bij {product.code} aan: {what}.")
    if rate is None or rate.rate is None:
        found.append(
            f"De rentevoet van {product.label} is niet gekend: vul ze in op de pagina Rentevoeten, of in {RATES_FILE} "
            f"bij {product.code}, met bron en confirmed op true."
        )
    elif not rate.confirmed:
        found.append(
            f"De rentevoet van {product.label} ({percent_words(rate.rate)}) is niet bevestigd: kijk ze na op de pagina "
            f"Rentevoeten, of zet confirmed op true in {RATES_FILE} bij {product.code}."
        )
    return found


def check_request(product: ProductRow, amount_cents: int, months: int | None) -> None:
    """Refuse an amount or a term beyond the product."""
    if product.max_cents is not None and amount_cents > product.max_cents:
        raise Refused(f"Hoogstens {euro_words(product.max_cents)} bij {product.label}.", "amount")
    if product.min_cents is not None and amount_cents < product.min_cents:
        raise Refused(f"Minstens {euro_words(product.min_cents)} bij {product.label}.", "amount")
    if months is not None and product.max_months is not None and months > product.max_months:
        raise Refused(f"Hoogstens {product.max_months} maanden bij {product.label}.", "months")


def overlaps(rows: Sequence[Dated]) -> bool:
    """Whether two rows apply on the same day."""
    ordered = sorted(rows, key=lambda row: row.valid_from)
    return any(one.valid_to is None or one.valid_to > other.valid_from for one, other in pairwise(ordered))


def _distance(row: Dated, day: date) -> int:
    if day < row.valid_from:
        return (row.valid_from - day).days
    return 0 if row.valid_to is None else max(0, (day - row.valid_to).days + 1)


def euro_words(cents: int) -> str:
    """1.234,50 euro, or 1.234 euro without cents."""
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{rest:02} euro" if rest else f"{grouped} euro"


def percent_words(rate: Decimal) -> str:
    """2,25 %."""
    return f"{rate.normalize():f} %".replace(".", ",")
