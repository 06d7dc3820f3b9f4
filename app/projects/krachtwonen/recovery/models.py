"""Referrals to the recovery stay; their medical part as little as possible, sealed under the person's key."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value
from app.crypto.sealed import DATA, NOTE, TEXT, Sealed, SealedRow
from app.projects.krachtwonen.kinds import MedicalDecision


class MedicalFile(SealedRow, Base):
    """Who is referred, which care they need, how the criteria were met, where they went; one for each referral."""

    __tablename__ = "kw_medical_file"
    __table_args__ = (CheckConstraint("(discharged_on IS NULL) = (destination IS NULL)", name="discharged_somewhere"),)

    uid: Mapped[UUID] = mapped_column(
        ForeignKey("kw_medical_referral.uid"), primary_key=True, sort_order=-100, info=TECHNICAL
    )
    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    referrer: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list referrer_type."""
    need_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """Which care is needed: a key of the code list medical_need."""
    care_plan_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """Whether there is a care plan: ja or nee."""
    note_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    criteria_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """Criterion (code list medical_criterion) to whether it is met."""
    discharged_on: Mapped[date | None] = mapped_column(info=FACT)
    destination: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list exit_destination."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    need = Sealed("need_cell", TEXT)
    care_plan = Sealed("care_plan_cell", TEXT)
    note = Sealed("note_cell", NOTE)
    criteria = Sealed("criteria_cell", DATA)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.person_uid


class MedicalReferral(Identified, Base):
    """A question for the medical recovery stay, what was decided, and the stay when there was one."""

    __tablename__ = "kw_medical_referral"
    __table_args__ = (
        CheckConstraint("decided_on IS NULL OR decided_on >= referred_on", name="dates_in_order"),
        CheckConstraint("decision <> 'geweigerd' OR decided_on IS NOT NULL", name="refused_on_a_day"),
        CheckConstraint("decision = 'opgenomen' OR presence_uid IS NULL", name="only_admitted_stays"),
    )

    ref: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    referred_on: Mapped[date] = mapped_column(index=True, info=FACT)
    decision: Mapped[MedicalDecision] = mapped_column(enum_by_value(MedicalDecision), info=FACT)
    decided_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    refusal_reason: Mapped[str | None] = mapped_column(String(60), info=FACT)
    """Code list medical_refusal."""
    presence_uid: Mapped[UUID | None] = mapped_column(ForeignKey("kw_presence.uid"), unique=True, info=TECHNICAL)
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}
