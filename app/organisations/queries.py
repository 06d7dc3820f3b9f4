"""Reading municipalities, organisations and service points."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.period import Period
from app.organisations.models import Municipality, Organisation, OrganisationKind, PostalCode, ServicePoint


def municipalities(session: Session, on_date: date | None = None) -> list[Municipality]:
    """The municipalities of the region by name, on a day or all that ever were."""
    query = select(Municipality).order_by(Municipality.name)
    if on_date is not None:
        query = query.where(*_in_force(Municipality.valid_from, Municipality.valid_to, on_date))
    return list(session.scalars(query))


def municipality_codes(session: Session) -> frozenset[str]:
    """Every NIS5 code of the region that an imported row may carry."""
    return frozenset(session.scalars(select(Municipality.nis5)))


def municipality_names(session: Session) -> dict[str, str]:
    """Name of every municipality under its NIS5 code."""
    rows = session.execute(select(Municipality.nis5, Municipality.name).order_by(Municipality.name))
    return {row.nis5: row.name for row in rows}


def municipalities_in(session: Session, period: Period) -> dict[str, str]:
    """Name of every municipality that existed on some day of a period, under its NIS5 code."""
    rows = [each for each in municipalities(session) if each.valid_from <= period.last]
    return {each.nis5: each.name for each in rows if each.valid_to is None or each.valid_to > period.first}


def merged_into(session: Session, nis5: str) -> list[Municipality]:
    """The municipalities that went up in this one, directly or through another, oldest merger first."""
    every = municipalities(session)
    found = [each for each in every if each.successor == nis5 and each.nis5 != nis5]
    for each in list(found):
        found += [other for other in merged_into(session, each.nis5) if other not in found]
    return sorted(found, key=lambda each: (each.valid_to or date.max, each.nis5))


def municipality(session: Session, nis5: str) -> Municipality | None:
    """A municipality by its NIS5 code, of now or of before a merger."""
    return session.get(Municipality, nis5)


def municipalities_of_postcode(session: Session, postcode: str) -> list[str]:
    """The NIS5 codes that a postal code lies in."""
    query = select(PostalCode.municipality).where(PostalCode.postcode == postcode).distinct()
    return sorted(session.scalars(query))


def organisations(
    session: Session, on_date: date | None = None, kind: OrganisationKind | None = None
) -> list[Organisation]:
    """The organisations of the region by name, on a day, of one kind."""
    query = select(Organisation).order_by(Organisation.name)
    if on_date is not None:
        query = query.where(*_in_force(Organisation.valid_from, Organisation.valid_to, on_date))
    if kind is not None:
        query = query.where(Organisation.kind == kind)
    return list(session.scalars(query))


def has_public_task(session: Session, code: str) -> bool:
    """Whether an organisation takes cases on by a public task of its own: the association and the OCMWs."""
    found = session.get(Organisation, code)
    return found is not None and found.kind in (OrganisationKind.ASSOCIATION, OrganisationKind.OCMW)


def organisation_codes(session: Session) -> frozenset[str]:
    """The codes of every organisation."""
    return frozenset(session.scalars(select(Organisation.code)))


def organisation_names(session: Session) -> dict[str, str]:
    """Short name of every organisation under its code."""
    return {organisation.code: organisation.short_name for organisation in organisations(session)}


def service_points(session: Session, project: str, on_date: date | None = None) -> list[ServicePoint]:
    """The points of a project by name: those open on a day, or all."""
    query = select(ServicePoint).where(ServicePoint.project == project).order_by(ServicePoint.name)
    if on_date is not None:
        query = query.where(*_in_force(ServicePoint.active_from, ServicePoint.active_to, on_date))
    return list(session.scalars(query))


def _in_force(
    first: InstrumentedAttribute[Any], last: InstrumentedAttribute[Any], day: date
) -> tuple[ColumnElement[bool], ...]:
    """From the first day on, up to and not including the last; a first day that is not known never comes."""
    return first <= day, or_(last.is_(None), last > day)
