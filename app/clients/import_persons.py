"""Persons in the rows of a register: what they may not contradict, and how they are handed to the bulk verb."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from app.access.work import Work
from app.clients.bulk import BulkRefused, PersonRow, register_persons_bulk
from app.clients.identity import Identity
from app.imports.importer import RowsRefused
from app.imports.schema import RowRule
from app.imports.values import ImportRow, RowError

_BIS_STEP: Final = 20
_COLUMNS: Final = {
    "family_name": "last_name",
    "given_name": "first_name",
    "birth_date": "birth_date",
    "national_number": "national_number",
    "phone": "phone",
    "email": "email",
}


class OneNumberPerPerson:
    """A person_ref goes with one national number, and a national number with one person_ref.

    Keeps keyed digests in a private temporary database, so that memory does not grow with the file.
    """

    columns: tuple[str, ...] = ("person_ref", "national_number")

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(16)
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode=OFF")
        self._seen.execute("PRAGMA cache_size=-8000")
        self._seen.execute("CREATE TABLE pair (one BLOB PRIMARY KEY, other BLOB, row INTEGER) WITHOUT ROWID")

    def add(self, row: ImportRow) -> Iterable[RowError]:
        if row["person_ref"] is None or row["national_number"] is None:
            return
        ref, number = self._digest("r", row["person_ref"]), self._digest("n", row["national_number"])
        for one, other, column in ((ref, number, "national_number"), (number, ref, "person_ref")):
            first = self._first(one, other, row.number)
            if first is not None:
                yield row.error(column, f"spreekt rij {first} tegen: één persoon heeft één rijksregisternummer")
                return

    def finish(self) -> Iterable[RowError]:
        return ()

    def close(self) -> None:
        self._seen.close()

    def _first(self, one: bytes, other: bytes, number: int) -> int | None:
        """The row that said something else of the same one, if there is one."""
        if self._seen.execute("INSERT OR IGNORE INTO pair VALUES (?, ?, ?)", (one, other, number)).rowcount:
            return None
        known, row = self._seen.execute("SELECT other, row FROM pair WHERE one = ?", (one,)).fetchone()
        return None if known == other else int(row)

    def _digest(self, kind: str, value: str) -> bytes:
        return hashlib.blake2b((kind + value).encode(), digest_size=16, key=self._secret).digest()


def holds_birth_date(number: str, born: date) -> bool:
    """Whether the first six digits of a national or BIS number are those of this day."""
    month = int(number[2:4]) % _BIS_STEP
    return (int(number[:2]), month, int(number[4:6])) == (born.year % 100, born.month, born.day)


def born_before(column: str) -> RowRule:
    """The rule that a birth date does not lie after a day of the row."""

    def check(values: Mapping[str, Any]) -> str | None:
        number, born = values["national_number"], values["birth_date"]
        if born is None or (number and holds_birth_date(number, born)):
            return None
        return f"ligt na {column}" if born > values[column] else None

    return RowRule((column, "national_number", "birth_date"), check)


def persons_of(work: Work, rows: Sequence[ImportRow], organisations: Iterable[str]) -> list[UUID]:
    """The person of each row, known or registered now at the organisation of that row.

    Raises RowsRefused when somebody contradicts what is stored.
    """
    try:
        return list(
            register_persons_bulk(work, [_person(row, code) for row, code in zip(rows, organisations, strict=True)])
        )
    except BulkRefused as refusal:
        raise RowsRefused(
            rows[problem.row].error(_COLUMNS.get(problem.field or "", "person_ref"), problem.message)
            for problem in refusal.problems
        ) from None


def _person(row: ImportRow, organisation: str) -> PersonRow:
    values = {name: row[column] for name, column in _COLUMNS.items()}
    number, born = values["national_number"], values["birth_date"]
    if number and born and holds_birth_date(number, born):
        # The number says it already; a date that nobody can be born on stays out of the sealed birth date.
        values["birth_date"] = None
    return PersonRow(Identity(**values), organisation, row["person_ref"])
