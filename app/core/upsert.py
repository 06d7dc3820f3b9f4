"""Bringing rows of a table in line with given values, by their natural key; the same values again change nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.model import Base

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were new, changed something, or changed nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


@dataclass(frozen=True)
class Upsert:
    """How rows of one table are told apart. Columns that a row does not name keep what they hold."""

    model: type[Base]
    key: tuple[str, ...]
    lead: str
    """The column of the key by which existing rows are fetched, one query per batch."""

    def compare(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> Counts:
        """What `apply` would do, without doing it."""
        return self._run(session, rows, write=False)

    def apply(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> Counts:
        """Insert what is new, change what differs, and flush."""
        return self._run(session, rows, write=True)

    def _run(self, session: Session, rows: Sequence[Mapping[str, Any]], *, write: bool) -> Counts:
        counts = Counts()
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            present = self._present(session, batch)
            for row in batch:
                counts += self._one(session, present, row, write=write)
            if write:
                session.flush()
        return counts

    def _present(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], Base]:
        lead = getattr(self.model, self.lead)
        query = select(self.model).where(lead.in_({row[self.lead] for row in rows}))
        return {tuple(getattr(row, name) for name in self.key): row for row in session.scalars(query)}

    def _one(
        self, session: Session, present: dict[tuple[Any, ...], Base], row: Mapping[str, Any], *, write: bool
    ) -> Counts:
        key = tuple(row[name] for name in self.key)
        stored = present.get(key)
        if stored is None:
            present[key] = self.model(**row)
            if write:
                session.add(present[key])
            return Counts(created=1)
        different = [name for name, value in row.items() if getattr(stored, name) != value]
        if not different:
            return Counts(unchanged=1)
        if write:
            for name in different:
                setattr(stored, name, row[name])
        return Counts(updated=1)
