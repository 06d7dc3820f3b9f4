"""The loan products as a list to read: newest first, with what nobody has confirmed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.projects.energiehuis.details import percent
from app.projects.energiehuis.labels import REPAYMENTS
from app.projects.energiehuis.products.models import LoanProduct, LoanRate
from app.projects.energiehuis.products.queries import products, rates
from app.projects.energiehuis.products.rules import in_force, rate_on, unconfirmed
from app.web.formatting import date_nl, euro


@dataclass(frozen=True)
class ProductLine:
    """One product row in words."""

    code: str
    label: str
    period: str
    rate: str
    amount: str
    term: str
    source: str
    is_open: bool
    to_fill_in: list[str]


def product_lines(session: Session, today: date) -> list[ProductLine]:
    """Every product row, the newest first."""
    every_rate = rates(session)
    current = {row.code for row in in_force(products(session), today)}
    return [_line(row, every_rate, row.code in current) for row in reversed(products(session))]


def _line(row: LoanProduct, every_rate: list[LoanRate], is_open: bool) -> ProductLine:
    rate = rate_on(every_rate, row.code, row.valid_from)
    least = f"van {euro(row.min_cents)} " if row.min_cents is not None else ""
    most = f"tot {euro(row.max_cents)}" if row.max_cents is not None else "zonder gekend maximum"
    term = f"{row.max_months} maanden" if row.max_months is not None else "niet gekend"
    return ProductLine(
        code=row.code,
        label=row.label,
        period=f"van {date_nl(row.valid_from)}" + (f" tot {date_nl(row.valid_to)}" if row.valid_to else ""),
        rate=percent(None if rate is None else rate.rate),
        amount=least + most,
        term=f"{term}, {REPAYMENTS[row.repayment]}",
        source=row.source,
        is_open=is_open,
        to_fill_in=unconfirmed(row, rate),
    )
