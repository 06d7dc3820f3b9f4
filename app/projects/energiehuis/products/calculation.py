"""A schedule on the terms of a product."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.amortisation import Method
from app.projects.energiehuis.arithmetic.apr import apr_percent, schedule_flows
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arithmetic.rates import Convention
from app.projects.energiehuis.arithmetic.schedule import (
    FirstPeriod,
    Kind,
    Schedule,
    Terms,
    Transfer,
    check_amount,
    make_schedule,
)
from app.projects.energiehuis.products.models import LoanProduct
from app.projects.energiehuis.products.queries import product, rates
from app.projects.energiehuis.products.rules import Repayment, check_request, rate_nearest, unconfirmed

MOST_EURO: Final = Decimal(20_000_000)
_UNROUNDED: Final = Decimal("1e-20")
_APR_PLACES: Final = 4
_METHOD: Final = {Repayment.ANNUITY: Method.ANNUITY, Repayment.BULLET: Method.BULLET}


@dataclass(frozen=True)
class Otherwise:
    """What is asked instead of what the product says; empty: what it says."""

    rate: Decimal | None = None
    """Percent a year."""
    convention: Convention | None = None
    method: Method | None = None


_AS_IT_IS: Final = Otherwise()


@dataclass(frozen=True)
class ProductSchedule:
    """A schedule, and what about its product nobody has confirmed."""

    schedule: Schedule
    apr_percent: Decimal
    """Of the flows before they are rounded to cents, so that a loan without costs gives the rate itself."""
    warnings: tuple[str, ...]


def product_schedule(
    session: Session,
    code: str,
    amount: Decimal,
    months: int,
    signed_on: date,
    first_due: date,
    otherwise: Otherwise = _AS_IT_IS,
) -> ProductSchedule:
    """The schedule of a loan drawn whole on the day it is signed, on the terms of the product or on given ones.

    Refuses an amount or a term beyond the product, and a product whose rate is not known.
    """
    row = product(session, code)
    check_amount(amount)
    if amount > MOST_EURO:
        raise Refused("Dit bedrag is te groot voor een lening.", "amount")
    check_request(row, int(amount * 100), months)
    own = rate_nearest(rates(session), code, signed_on)
    warnings = unconfirmed(row, own) if otherwise.rate is None else []
    used = own.rate if otherwise.rate is None and own is not None else otherwise.rate
    if used is None:
        raise Refused(" ".join(warnings), "rate")
    terms = _terms(row, used, months, signed_on, first_due, otherwise)
    drawn = [Transfer(signed_on, Kind.DRAWDOWN, amount)]
    exact = make_schedule(terms, drawn, _UNROUNDED)
    return ProductSchedule(
        make_schedule(terms, drawn), apr_percent(schedule_flows(exact), _APR_PLACES), tuple(warnings)
    )


def _terms(
    row: LoanProduct, rate: Decimal, months: int, signed_on: date, first_due: date, otherwise: Otherwise
) -> Terms:
    method = otherwise.method or _METHOD[row.repayment]
    convention = otherwise.convention or row.convention
    if method is Method.BULLET and rate == 0:
        # Without interest nothing falls due before the end.
        return Terms(rate, 1, shifted(signed_on, months), convention, method, signed_on.day)
    return Terms(rate, months, first_due, convention, method, first_period=FirstPeriod.WHOLE_MONTH)
