"""The regional desk: situations with the people they are about."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import NOTE, Sealed, SealedRow


class Situation(SealedRow, Base):
    """A question for a home at the regional desk. One for each Kracht.Wonen case, under the case's own uid."""

    __tablename__ = "kw_situation"
    __table_args__ = (
        CheckConstraint("offer IS NULL OR decided_on IS NOT NULL", name="offer_has_a_day"),
        CheckConstraint("decided_by IS NULL OR decided_by <> reported_by", name="four_eyes"),
    )

    uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    reported_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    """Key of the actor who wrote the report down."""
    tried_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """What was tried before, in the words of the reporter."""
    offer: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list kw_offer; nothing: not decided, or not retained."""
    not_retained: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Why the situation got no offer (code list kw_not_retained)."""
    decided_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    decided_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    """Key of the coordinator who decided; nothing for a decision taken over from a register."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    tried = Sealed("tried_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.uid


class SituationPerson(Identified, Base):
    """Somebody for whom the situation was reported."""

    __tablename__ = "kw_situation_person"
    __table_args__ = (UniqueConstraint("situation_uid", "person_uid"),)

    situation_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_situation.uid"), info=TECHNICAL)
    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    listed: Mapped[bool] = mapped_column(info=FACT)
    """Named in a list of everybody concerned; false for who is only known as the one asking."""
