"""Multidisciplinary crisis meetings: the meeting, its agenda, who sits there, who does what."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import NOTE, TEXT, Sealed, SealedRow


class MeetingRequest(SealedRow, Base):
    """A crisis meeting that was asked for; once held it has a `Meeting`, and only that counts."""

    __tablename__ = "kw_meeting_request"
    __table_args__ = (CheckConstraint("meeting_uid IS NULL OR cancelled_on IS NULL", name="held_or_cancelled"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    requested_on: Mapped[date] = mapped_column(info=FACT)
    requested_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    cause: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list kw_meeting_cause."""
    planned_on: Mapped[date | None] = mapped_column(info=FACT)
    agenda_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    conclusion_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    meeting_uid: Mapped[UUID | None] = mapped_column(ForeignKey("kw_meeting.uid"), unique=True, info=TECHNICAL)
    cancelled_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    agenda = Sealed("agenda_cell", NOTE)
    conclusion = Sealed("conclusion_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class MeetingParticipant(SealedRow, Base):
    """A service that is asked to the table, and who comes for it."""

    __tablename__ = "kw_meeting_participant"

    request_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_meeting_request.uid"), index=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    service: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list referrer_type."""
    name_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    attended: Mapped[bool | None] = mapped_column(info=FACT)

    name = Sealed("name_cell", TEXT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class ActionPoint(SealedRow, Base):
    """What somebody will do after a meeting: a task of the case, with its owner when that is no colleague."""

    __tablename__ = "kw_action_point"

    request_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_meeting_request.uid"), index=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    task_uid: Mapped[UUID] = mapped_column(ForeignKey("task.uid"), unique=True, info=TECHNICAL)
    owner_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    owner = Sealed("owner_cell", TEXT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class Meeting(Identified, Base):
    """A multidisciplinary crisis meeting about a situation."""

    __tablename__ = "kw_meeting"

    ref: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    held_on: Mapped[date] = mapped_column(index=True, info=FACT)
