"""The loan products as a list to read: newest first, with what nobody has confirmed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.projects.energiehuis.details import percent
from app.projects.energiehuis.labels import INCOME_GROUPS, REPAYMENTS
from app.projects.energiehuis.products.models import LoanProduct, LoanRate
from app.projects.energiehuis.products.queries import products, rates
from app.projects.energiehuis.products.rules import EVERY_INCOME, in_force, rate_on, unconfirmed
from app.web.formatting import date_nl, euro


@dataclass(frozen=True)
class ProductLine:
    """One product row in words."""

    code: str
    label: str
    period: str
    rates: list[str]
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
    own = [rate for rate in every_rate if rate.product == row.code]
    least = f"van {euro(row.min_cents)} " if row.min_cents is not None else ""
    most = f"tot {euro(row.max_cents)}" if row.max_cents is not None else "zonder gekend maximum"
    term = f"{row.max_months} maanden" if row.max_months is not None else "niet gekend"
    return ProductLine(
        code=row.code,
        label=row.label,
        period=f"van {date_nl(row.valid_from)}" + (f" tot {date_nl(row.valid_to)}" if row.valid_to else ""),
        rates=_rates(own),
        amount=least + most,
        term=f"{term}, {REPAYMENTS[row.repayment]}",
        source=row.source,
        is_open=is_open,
        to_fill_in=_to_fill_in(row, own),
    )


def _rates(own: list[LoanRate]) -> list[str]:
    """Every known rate in words; which incomes and from when is said where there are several."""
    known = [rate for rate in own if rate.rate is not None]
    if len(known) < 2 and all(rate.income_group == EVERY_INCOME for rate in known):
        return [percent(known[0].rate if known else None)]
    return [
        f"{INCOME_GROUPS.get(rate.income_group, rate.income_group)}: {percent(rate.rate)}, vanaf "
        f"{date_nl(rate.applied_from)}"
        for rate in sorted(known, key=lambda rate: (rate.applied_from, rate.income_group))
    ]


def _to_fill_in(row: LoanProduct, own: list[LoanRate]) -> list[str]:
    """What nobody has confirmed of the row, and of each of its rates that counts when it can first be applied for."""
    groups = {rate.income_group for rate in own if rate.rate is not None} - {EVERY_INCOME}
    asked = [group for group in INCOME_GROUPS if group != EVERY_INCOME] if groups else [EVERY_INCOME]
    found = []
    for group in asked:
        rate = rate_on(own, row.code, row.valid_from, group)
        name = "" if group == EVERY_INCOME else f"{INCOME_GROUPS[group]}: "
        found += [name + text if "entevoet van" in text else text for text in unconfirmed(row, rate)]
    return list(dict.fromkeys(found))
