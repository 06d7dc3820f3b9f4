"""The person: identity in sealed cells, facts in plain columns, tokens apart."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, IDENTITY, TECHNICAL, TOKEN
from app.core.model import Base, Erasable
from app.crypto.sealed import DATA, DAY, TEXT, Sealed, SealedRow
from app.crypto.tokens import TokenKind


class Person(SealedRow, Erasable, Base):
    """Somebody who asks for help, or lives with somebody who does. Keyholder of their own identity."""

    __tablename__ = "person"

    family_name_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)
    given_name_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)
    birth_date_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)
    national_number_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)
    phone_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)
    email_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)
    address_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=IDENTITY)

    birth_band: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    """First year of the five-year band of birth (1985 for 1985-1989)."""
    deceased_on: Mapped[date | None] = mapped_column(info=FACT)
    is_protected: Mapped[bool] = mapped_column(default=False, info=FACT)
    organisation: Mapped[str] = mapped_column(String(20), index=True, info=FACT)
    """Code of the organisation that registered this person; its workers see the person before any case exists."""
    source_ref: Mapped[str | None] = mapped_column(String(80), unique=True, info=TECHNICAL)
    """The `person_ref` of an imported register."""
    merged_into_uid: Mapped[UUID | None] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    family_name = Sealed("family_name_cell", TEXT)
    given_name = Sealed("given_name_cell", TEXT)
    birth_date = Sealed("birth_date_cell", DAY)
    national_number = Sealed("national_number_cell", TEXT)
    phone = Sealed("phone_cell", TEXT)
    email = Sealed("email_cell", TEXT)
    address = Sealed("address_cell", DATA)
    """{"street": …, "postal_code": …, "place": …, "kind": domicile | actual | reference_ocmw | …}"""

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.uid


class SearchToken(Base):
    """A keyed digest of something sealed, by which its person is found."""

    __tablename__ = "search_token"
    __table_args__ = (
        Index(
            "uq_search_token_national_number",
            "generation",
            "token",
            unique=True,
            sqlite_where=text(f"kind = {TokenKind.NATIONAL_NUMBER.value}"),
            postgresql_where=text(f"kind = {TokenKind.NATIONAL_NUMBER.value}"),
        ),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, info=TECHNICAL)
    generation: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, info=TECHNICAL)
    token: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, info=TOKEN)
    person_uid: Mapped[UUID] = mapped_column(
        ForeignKey("person.uid", ondelete="CASCADE"), primary_key=True, index=True, info=TECHNICAL
    )
