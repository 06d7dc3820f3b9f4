"""Reading what was frozen: the closings of a year, its figures as they were printed, the records behind them."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actionplan.models_measurement import CloseStatus, Measurement, MeasurementRecord, YearClose


def closings(session: Session, year: int) -> list[YearClose]:
    """Everything that was submitted for a year, newest first."""
    query = select(YearClose).where(YearClose.year == year)
    return list(session.scalars(query.order_by(YearClose.submitted_at.desc(), YearClose.uid.desc())))


def open_submission(session: Session, year: int) -> YearClose | None:
    """What was submitted for a year and still waits for a second person."""
    query = select(YearClose).where(YearClose.year == year, YearClose.status == CloseStatus.SUBMITTED)
    return session.scalar(query.execution_options(populate_existing=True))


def last_closing(session: Session, year: int) -> YearClose | None:
    """The closing, or the correction, that gave a year its newest revision."""
    query = select(YearClose).where(YearClose.year == year, YearClose.status == CloseStatus.CLOSED)
    return session.scalar(query.order_by(YearClose.revision.desc()).limit(1))


def closed_years(session: Session) -> list[YearClose]:
    """The newest closing of every year that was closed, last year first."""
    query = select(YearClose).where(YearClose.status == CloseStatus.CLOSED)
    newest: dict[int, YearClose] = {}
    for close in session.scalars(query.order_by(YearClose.year.desc(), YearClose.revision.desc())):
        newest.setdefault(close.year, close)
    return list(newest.values())


def frozen_figures(session: Session, year: int) -> dict[str, Measurement]:
    """The newest frozen figure of a year per measure key, in the order in which they were frozen."""
    query = select(Measurement).where(Measurement.year == year)
    found: dict[str, Measurement] = {}
    for measurement in session.scalars(query.order_by(Measurement.revision, Measurement.uid)):
        found[measurement.measure_key] = measurement
    return found


def every_revision(session: Session, year: int) -> dict[str, list[Measurement]]:
    """Every frozen figure of a year per measure key, oldest revision first."""
    query = select(Measurement).where(Measurement.year == year).order_by(Measurement.revision, Measurement.uid)
    found: dict[str, list[Measurement]] = {}
    for measurement in session.scalars(query):
        found.setdefault(measurement.measure_key, []).append(measurement)
    return found


def revisions(session: Session, year: int, key: str) -> list[tuple[Measurement, YearClose]]:
    """Every frozen value of one figure with the closing that gave it, oldest first."""
    query = (
        select(Measurement, YearClose)
        .join(YearClose, YearClose.uid == Measurement.close_uid)
        .where(Measurement.year == year, Measurement.measure_key == key)
        .order_by(Measurement.revision)
    )
    return [(measurement, close) for measurement, close in session.execute(query)]


def frozen_rows(session: Session, measurement_uid: UUID) -> dict[str, str]:
    """The records that a frozen figure counts, and how each counted."""
    query = select(MeasurementRecord.ref, MeasurementRecord.counted)
    rows = session.execute(query.where(MeasurementRecord.measurement_uid == measurement_uid))
    return {row.ref: row.counted for row in rows}


def frozen_identities(session: Session, measurement_uid: UUID) -> dict[str, UUID]:
    """What each record of a frozen figure is, as far as it named itself."""
    query = select(MeasurementRecord.ref, MeasurementRecord.record_uid).where(
        MeasurementRecord.measurement_uid == measurement_uid, MeasurementRecord.record_uid.is_not(None)
    )
    return {ref: uid for ref, uid in session.execute(query) if uid is not None}


def newest_frozen(session: Session, key: str, years: Iterable[int]) -> list[Measurement]:
    """The newest frozen figure of one measure in each of these years that was closed, in order."""
    query = select(Measurement).where(Measurement.measure_key == key, Measurement.year.in_(list(years)))
    found = {each.year: each for each in session.scalars(query.order_by(Measurement.year, Measurement.revision))}
    return list(found.values())
