"""The case: one project, one household, one responsible worker."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clients.models import Person
from app.clients.models_household import HouseholdSnapshot
from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Erasable, Identified

_IS_OPEN = text("closed_on IS NULL AND voided_on IS NULL")


class Case(Identified, Erasable, Base):
    """The spine that every project hangs its own records on. Keyholder of its notes and documents."""

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="dates_in_order"),
        UniqueConstraint("project", "source_ref"),
        Index("ix_case_file_project_opened_on", "project", "opened_on"),
        # Whether a household had an open case before is asked of every case of a year: without this it takes hours.
        Index("ix_case_file_household_opened_on", "household_uid", "project", "opened_on"),
        Index("ix_case_file_list", "last_contact_on", "uid"),
        Index("ix_case_file_organisation_list", "organisation", "last_contact_on", "uid"),
        Index(
            "ix_case_file_worker_list",
            "worker_uid",
            "last_contact_on",
            "uid",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_case_file_phase_list", "phase", "last_contact_on", "uid"),
        Index(
            "ix_case_file_project_open_list",
            "project",
            "last_contact_on",
            "uid",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_case_file_project_organisation_open_list",
            "organisation",
            "project",
            "last_contact_on",
            "uid",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_case_file_open_list", "last_contact_on", "uid", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index(
            "ix_case_file_organisation_open_list",
            "organisation",
            "last_contact_on",
            "uid",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True, info=TECHNICAL)
    """What people quote: WC-2026-0031 (project prefix, year, serial number)."""
    project: Mapped[str] = mapped_column(String(20), info=FACT)
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
    """Code of the organisation that is responsible; scope rests on it."""
    household_uid: Mapped[UUID] = mapped_column(ForeignKey("household.uid"), info=TECHNICAL)
    snapshot_uid: Mapped[UUID] = mapped_column(ForeignKey("household_snapshot.uid"), info=TECHNICAL)
    reference_person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    municipality: Mapped[str] = mapped_column(String(5), info=FACT)
    """NIS5 code of the place of residence at registration (C10)."""
    point: Mapped[str | None] = mapped_column(String(30), info=FACT)
    worker_uid: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    phase: Mapped[str] = mapped_column(String(30), info=FACT)
    opened_on: Mapped[date] = mapped_column(info=FACT)
    closed_on: Mapped[date | None] = mapped_column(info=FACT)
    close_reason: Mapped[str | None] = mapped_column(String(30), info=FACT)
    last_contact_on: Mapped[date] = mapped_column(info=FACT)
    """Day of the newest contact moment, or the day of opening: what lists sort by."""
    is_draft: Mapped[bool] = mapped_column(default=False, info=FACT)
    voided_on: Mapped[date | None] = mapped_column(info=FACT)
    """Opened by mistake: kept, and counted nowhere (C11)."""
    source_ref: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    """The `ref` of an imported register, unique per project."""
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    reference_person: Mapped[Person] = relationship(lazy="raise")
    snapshot: Mapped[HouseholdSnapshot] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class CaseCounter(Base):
    """The last serial number given out, per project prefix and year; locked while a number is taken."""

    __tablename__ = "case_counter"

    prefix: Mapped[str] = mapped_column(String(6), primary_key=True, info=TECHNICAL)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=TECHNICAL)
    last: Mapped[int] = mapped_column(Integer, info=TECHNICAL)


class PhaseChange(Identified, Base):
    """The case entered a phase on a day."""

    __tablename__ = "phase_change"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    phase: Mapped[str] = mapped_column(String(30), info=FACT)
    on: Mapped[date] = mapped_column(info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
