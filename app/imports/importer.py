"""What a kind of import provides: a schema, checks against the database, and the writing."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.upsert import Counts
from app.imports.schema import Schema
from app.imports.values import ImportRow, RowError


class RowsRefused(Exception):
    """Raised by `write` when rows turn out to contradict what is stored; the whole file is then refused."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = list(errors)
        super().__init__(f"{len(self.errors)} rows refused")


class FileCheck(Protocol):
    """A check over the whole file, fed row by row with rows whose `columns` are all without error."""

    columns: tuple[str, ...]

    def add(self, row: ImportRow) -> Iterable[RowError]:
        """What this row makes wrong."""
        ...

    def finish(self) -> Iterable[RowError]:
        """What is only known at the end of the file."""
        ...

    def close(self) -> None:
        """Let go of what was remembered."""
        ...


class Importer(Protocol):
    """One kind of import. It keeps no state: whatever a run must remember is in its file checks."""

    kind: str

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists and references that are in force now."""
        ...

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """Checks over the whole file besides the uniqueness of the key."""
        ...

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """What these rows, each in order by itself, make wrong against the database; one query per chunk."""
        ...

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        """What `write` would do, without writing."""
        ...

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        """Write these rows; writing the same rows again changes nothing."""
        ...
