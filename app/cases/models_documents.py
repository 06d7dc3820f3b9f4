"""Documents in a case: their names and keys under the case's own key, their content in a store of sealed files."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base
from app.crypto.sealed import TEXT, Sealed, SealedRow


class Document(SealedRow, Base):
    """A file that somebody added to a case. Without its key, which goes with the case's, the file is noise."""

    __tablename__ = "document"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(10), info=FACT)
    size: Mapped[int] = mapped_column(Integer, info=FACT)
    added_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    added_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    removed_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    is_stored: Mapped[bool] = mapped_column(default=True, info=TECHNICAL)
    """Whether the sealed file may still be there; taken away after the row has lost its key."""
    name_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    file_key_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    name = Sealed("name_cell", TEXT)
    file_key = Sealed("file_key_cell", TEXT)
    """Key of the file itself, in hexadecimal digits."""

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid
