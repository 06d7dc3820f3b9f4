"""Renovation coaching: dwellings, and the buildings that apartments are in."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base
from app.core.types import enum_by_value
from app.crypto.sealed import TEXT, Sealed, SealedRow


class DwellingKind(StrEnum):
    """What is renovated."""

    HOUSE = "huis"
    APARTMENT = "appartement"
    BUILDING = "gebouw"
    """An apartment building as a whole; its association is no owner."""


class Dwelling(SealedRow, Base):
    """A dwelling that a coach advises on; its address is kept under the owner's key."""

    __tablename__ = "coached_dwelling"
    __table_args__ = (CheckConstraint("kind = 'appartement' OR building_uid IS NULL", name="building_of_apartment"),)

    owner_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    """Owner, or for a building whoever speaks for the owners."""
    kind: Mapped[DwellingKind] = mapped_column(enum_by_value(DwellingKind), info=FACT)
    building_uid: Mapped[UUID | None] = mapped_column(ForeignKey("coached_dwelling.uid"), index=True, info=TECHNICAL)
    municipality: Mapped[str] = mapped_column(String(5), info=FACT)
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
    built_in: Mapped[int | None] = mapped_column(Integer, info=FACT)
    registered_on: Mapped[date] = mapped_column(info=FACT)
    address_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    address = Sealed("address_cell", TEXT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.owner_uid
