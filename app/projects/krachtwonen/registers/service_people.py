"""People of imported stays: known or registered, and in one place a night."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.import_persons import persons_of
from app.core.model import Base, table_of
from app.core.uid import new_uid
from app.imports.importer import RowsRefused
from app.imports.values import ImportRow
from app.projects.krachtwonen.kinds import Layer
from app.projects.krachtwonen.registers.queries import nights_of_persons
from app.projects.krachtwonen.stays.rules import Nights

_TAKEN: Final = "deze persoon verblijft op die nachten al ergens"
_BLANK: Final = dict.fromkeys(
    ("person_ref", "first_name", "last_name", "birth_date", "national_number", "phone", "email")
)


def whole_persons(work: Work, rows: Sequence[ImportRow], organisations: Iterable[str]) -> list[UUID]:
    """The person of each row of a register that tells less about people than it might."""
    if not rows:
        return []
    return persons_of(work, [replace(row, values=_BLANK | dict(row.values)) for row in rows], organisations)


def presence_values(person: UUID, layer: Layer, nights: Nights, stay_uid: UUID | None) -> dict[str, Any]:
    """One line of the night ledger."""
    return {
        "uid": new_uid(),
        "person_uid": person,
        "layer": layer,
        "first_night": nights.first,
        "until": nights.until,
        "stay_uid": stay_uid,
    }


def refuse_doubles(session: Session, rows: Sequence[ImportRow], people: Sequence[Mapping[str, Any]], day: str) -> None:
    """RowsRefused, at column `day`, when a line would have somebody in two places: stored, or of an earlier row."""
    taken: dict[tuple[UUID, Layer], list[tuple[UUID, Nights, int | None]]] = {}
    for layer in Layer:
        uids = [line["person_uid"] for line in people if line["layer"] is layer]
        for known in nights_of_persons(session, layer, uids) if uids else ():
            nights = Nights(known.first_night, known.until)
            taken.setdefault((known.person_uid, layer), []).append((known.uid, nights, None))
    errors = []
    for row, line in zip(rows, people, strict=True):
        nights = Nights(line["first_night"], line["until"])
        there = taken.setdefault((line["person_uid"], line["layer"]), [])
        for uid, other, number in there:
            if uid != line["uid"] and nights.overlaps(other):
                named = f"rij {number}" if number else "een verblijf dat al geboekt is"
                errors.append(row.error(day, f"overlapt met {named}: {_TAKEN}"))
                break
        there.append((line["uid"], nights, row.number))
    if errors:
        raise RowsRefused(errors)


def insert_all(session: Session, model: type[Base], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows, if there are any."""
    if values:
        session.execute(insert(table_of(model)), values)
