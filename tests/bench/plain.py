"""The reference: the same rows with the same columns, as text that everybody can read."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from app.core.types import Uid, UtcDateTime
from app.crypto.sealed import TEXT, Sealed, SealedRow


class PlainBase(DeclarativeBase):
    registry = registry(type_annotation_map={UUID: Uid(), datetime: UtcDateTime()})


class PlainPerson(PlainBase):
    """A person whose identity is in plain text columns."""

    __tablename__ = "bench_plain_person"

    uid: Mapped[UUID] = mapped_column(primary_key=True)
    family_name: Mapped[str | None]
    given_name: Mapped[str | None]
    birth_date: Mapped[date | None]
    national_number: Mapped[str | None] = mapped_column(String(11), unique=True)
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    birth_band: Mapped[int | None] = mapped_column(SmallInteger)
    deceased_on: Mapped[date | None]
    is_protected: Mapped[bool]
    organisation: Mapped[str] = mapped_column(String(20), index=True)
    source_ref: Mapped[str | None] = mapped_column(String(80), unique=True)
    merged_into_uid: Mapped[UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer)


class PlainPaper(PlainBase):
    """Four texts that belong to somebody, in plain columns."""

    __tablename__ = "bench_plain_paper"

    uid: Mapped[UUID] = mapped_column(primary_key=True)
    holder_uid: Mapped[UUID]
    first: Mapped[str]
    second: Mapped[str]
    third: Mapped[str]
    fourth: Mapped[str]


class SealedPaper(SealedRow, PlainBase):
    """The same four texts, sealed under the key of whom they belong to."""

    __tablename__ = "bench_sealed_paper"

    holder_uid: Mapped[UUID]
    first_cell: Mapped[bytes] = mapped_column(LargeBinary)
    second_cell: Mapped[bytes] = mapped_column(LargeBinary)
    third_cell: Mapped[bytes] = mapped_column(LargeBinary)
    fourth_cell: Mapped[bytes] = mapped_column(LargeBinary)

    first = Sealed("first_cell", TEXT)
    second = Sealed("second_cell", TEXT)
    third = Sealed("third_cell", TEXT)
    fourth = Sealed("fourth_cell", TEXT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.holder_uid
