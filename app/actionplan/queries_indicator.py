"""Reading derived indicators, rules of counted indicators and targets."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actionplan.models_indicator import DerivedIndicator, IndicatorRule, IndicatorTarget


def derived_rows(session: Session, year: int | None = None) -> list[DerivedIndicator]:
    """The versions that hold in a year; without a year the newest version of each."""
    query = select(DerivedIndicator).order_by(DerivedIndicator.key, DerivedIndicator.version)
    if year is not None:
        ends = or_(DerivedIndicator.to_year.is_(None), DerivedIndicator.to_year >= year)
        query = query.where(DerivedIndicator.from_year <= year, ends)
    return list({row.key: row for row in session.scalars(query)}.values())


def rules_of(session: Session, year: int | None = None) -> dict[str, IndicatorRule]:
    """The rule of each counted indicator that has one in a year, per key; without a year the newest of each."""
    query = select(IndicatorRule).order_by(IndicatorRule.key, IndicatorRule.version)
    if year is not None:
        ends = or_(IndicatorRule.to_year.is_(None), IndicatorRule.to_year >= year)
        query = query.where(IndicatorRule.from_year <= year, ends)
    return {row.key: row for row in session.scalars(query)}


def targets_of(session: Session, year: int) -> dict[str, IndicatorTarget]:
    """What is wanted in a year, per key of the measure."""
    ends = or_(IndicatorTarget.to_year.is_(None), IndicatorTarget.to_year >= year)
    rows = session.scalars(select(IndicatorTarget).where(IndicatorTarget.from_year <= year, ends))
    return {row.key: row for row in rows}
