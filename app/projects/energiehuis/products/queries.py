"""Reading loan products and what belongs to them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Refused
from app.projects.energiehuis.products.models import LoanFigure, LoanIncomeLimit, LoanProduct, LoanRate, LoanWork
from app.projects.energiehuis.products.rules import FIGURES_FILE, figure_on


def products(session: Session) -> list[LoanProduct]:
    """Every product row, oldest first."""
    return list(session.scalars(select(LoanProduct).order_by(LoanProduct.valid_from, LoanProduct.code)))


def product_labels(session: Session) -> Mapping[str, str]:
    """Name of every product row under its code."""
    return {row.code: row.label for row in products(session)}


def product(session: Session, code: str) -> LoanProduct:
    """One product row; Refused when there is none with this code."""
    found = session.get(LoanProduct, code)
    if found is None:
        known = ", ".join(row.code for row in products(session))
        raise Refused(f"Onbekend product. Kies uit: {known}.", "product")
    return found


def rates(session: Session) -> list[LoanRate]:
    """Every rate."""
    return list(session.scalars(select(LoanRate).order_by(LoanRate.product, LoanRate.applied_from)))


def income_limits(session: Session, scheme: str) -> list[LoanIncomeLimit]:
    """The income limits of a product family."""
    query = select(LoanIncomeLimit).where(LoanIncomeLimit.scheme == scheme)
    return list(session.scalars(query.order_by(LoanIncomeLimit.category, LoanIncomeLimit.applied_from)))


def works(session: Session, scheme: str) -> list[LoanWork]:
    """The kinds of work that a product family may pay."""
    return list(session.scalars(select(LoanWork).where(LoanWork.scheme == scheme).order_by(LoanWork.label)))


def figures(session: Session, key: str) -> list[LoanFigure]:
    """The dated rows of one figure of law."""
    return list(session.scalars(select(LoanFigure).where(LoanFigure.key == key).order_by(LoanFigure.valid_from)))


def figure(session: Session, key: str, day: date) -> int:
    """A whole number of law on a day; refused when there is none, with where to fill it in."""
    row = figure_on(figures(session, key), key, day)
    if row is None or row.value is None:
        raise Refused(f"De waarde van {key} is niet gekend op die dag: vul ze aan in {FIGURES_FILE}.")
    return int(row.value)
