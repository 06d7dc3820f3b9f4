"""What people may ask of their own data: a restriction of its use, and what stood there before a correction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, IDENTITY, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import DATA, Sealed, SealedRow


class Restriction(Identified, Base):
    """Somebody's data may be seen and counted, and not changed or shared (GDPR art. 18), until it is lifted."""

    __tablename__ = "restriction"

    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    ground: Mapped[str] = mapped_column(String(30), info=FACT)
    placed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    placed_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    lifted_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    lifted_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)


class FormerIdentity(SealedRow, Base):
    """What stood in a person's file before it was corrected (GDPR art. 16), sealed like the rest."""

    __tablename__ = "former_identity"

    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    replaced_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    replaced_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    before_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)

    before: Sealed[dict[str, Any]] = Sealed("before_cell", DATA)
    """The fields that changed, with what they said; None for what was not known."""

    @property
    def keyholder_uid(self) -> UUID:
        return self.person_uid
