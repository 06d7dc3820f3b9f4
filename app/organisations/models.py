"""Municipality, postal code, organisation and service point."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import POLICY
from app.core.model import Base
from app.core.types import enum_by_value


class OrganisationKind(StrEnum):
    """What an organisation is to the region."""

    ASSOCIATION = "association"
    OCMW = "ocmw"
    CAW = "caw"
    PARTNER = "partner"


class Municipality(Base):
    """A municipality of the region under its NIS5 code; after a merger the code ends and names its successor."""

    __tablename__ = "municipality"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),)

    nis5: Mapped[str] = mapped_column(String(5), primary_key=True, info=POLICY)
    name: Mapped[str] = mapped_column(String(60), info=POLICY)
    kind: Mapped[str] = mapped_column(String(10), info=POLICY)
    """`stad` or `gemeente`."""
    postcode: Mapped[str] = mapped_column(String(4), info=POLICY)
    """The main one; the others are in postal_code."""
    arrondissement: Mapped[str] = mapped_column(String(30), info=POLICY)
    inhabitants: Mapped[int] = mapped_column(Integer, info=POLICY)
    inhabitants_year: Mapped[int] = mapped_column(Integer, info=POLICY)
    language_facilities: Mapped[str | None] = mapped_column(String(2), info=POLICY)
    successor: Mapped[str | None] = mapped_column(String(5), info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class PostalCode(Base):
    """A place with its postal code, in a municipality. One code can serve several places."""

    __tablename__ = "postal_code"

    postcode: Mapped[str] = mapped_column(String(4), primary_key=True, info=POLICY)
    place: Mapped[str] = mapped_column(String(60), primary_key=True, info=POLICY)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.nis5"), index=True, info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class Organisation(Base):
    """An organisation that works in the region. The code of an OCMW is the NIS5 code of its municipality."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),)

    code: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    kind: Mapped[OrganisationKind] = mapped_column(enum_by_value(OrganisationKind), info=POLICY)
    name: Mapped[str] = mapped_column(String(120), info=POLICY)
    short_name: Mapped[str] = mapped_column(String(40), info=POLICY)
    municipality: Mapped[str | None] = mapped_column(ForeignKey("municipality.nis5"), info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class ServicePoint(Base):
    """A place where people can come to a project. Without `active_from` it exists on paper only."""

    __tablename__ = "service_point"
    __table_args__ = (CheckConstraint("active_to IS NULL OR active_to > active_from", name="dates_in_order"),)

    code: Mapped[str] = mapped_column(String(30), primary_key=True, info=POLICY)
    """The NIS5 code of its municipality, or `mobiel`."""
    project: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    name: Mapped[str] = mapped_column(String(80), info=POLICY)
    municipality: Mapped[str | None] = mapped_column(ForeignKey("municipality.nis5"), info=POLICY)
    volunteers: Mapped[bool] = mapped_column(info=POLICY)
    opening_rule: Mapped[str | None] = mapped_column(String(200), info=POLICY)
    active_from: Mapped[date | None] = mapped_column(info=POLICY)
    active_to: Mapped[date | None] = mapped_column(info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)
