"""Writing contacts with owners from a register."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.import_persons import persons_of
from app.core.model import table_of
from app.core.uid import new_uid
from app.core.upsert import Counts
from app.imports.values import ImportRow
from app.projects.energiehuis.models import OwnerContact

_REGION: Final = "W13"
"""Responsible for an owner whose dwelling is not said to lie in a municipality."""


def preview_contacts(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_contacts` would do."""
    stored = _stored(session, rows)
    counts = sum((_verdict(stored.get(row["ref"]), row) for row in rows), Counts())
    session.expunge_all()
    return counts


def write_contacts(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed; who is known stays as they are.

    Raises RowsRefused when a person contradicts what is stored.
    """
    stored = _stored(work.session, rows)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        verdict = _verdict(known, row)
        counts += verdict
        if known is not None and verdict.updated:
            _update(work, known, row)
    _create(work, [row for row in rows if row["ref"] not in stored])
    work.session.flush()
    # Chunks are many: what was loaded for this one is let go.
    work.session.expunge_all()
    return counts


def _stored(session: Session, rows: Sequence[ImportRow]) -> dict[str, OwnerContact]:
    query = select(OwnerContact).where(OwnerContact.source_ref.in_([row["ref"] for row in rows]))
    return {contact.source_ref or "": contact for contact in session.scalars(query)}


def _values(row: ImportRow) -> dict[str, Any]:
    values = {
        "contacted_on": row["contacted_on"],
        "qualifying": row["qualifying"],
        "municipality": row["municipality"],
        "owner_ref": row["person_ref"],
    }
    return {name: value for name, value in values.items() if value is not None}


def _differences(known: OwnerContact, row: ImportRow) -> list[str]:
    return [name for name, value in _values(row).items() if getattr(known, name) != value]


def _verdict(known: OwnerContact | None, row: ImportRow) -> Counts:
    if known is None:
        return Counts(created=1)
    return Counts(updated=1) if _differences(known, row) else Counts(unchanged=1)


def _update(work: Work, known: OwnerContact, row: ImportRow) -> None:
    changed = _differences(known, row)
    if "owner_ref" in changed:
        known.person_uid = persons_of(work, [row], [_organisation(row)])[0]
    for name, value in _values(row).items():
        setattr(known, name, value)
    work.trail.record("energiehuis.owner_contact", "owner_contact", known.uid, fields=changed)


def _create(work: Work, rows: Sequence[ImportRow]) -> None:
    if not rows:
        return
    owners = persons_of(work, rows, [_organisation(row) for row in rows])
    blank = {"municipality": None, "version": 1}
    work.session.execute(
        insert(table_of(OwnerContact)),
        [
            blank
            | {"uid": new_uid(), "person_uid": owner, "organisation": _organisation(row), "source_ref": row["ref"]}
            | _values(row)
            for row, owner in zip(rows, owners, strict=True)
        ],
    )
    work.trail.record("energiehuis.owner_contacts_bulk", "owner_contact", detail=f"{len(rows)} rows")


def _organisation(row: ImportRow) -> str:
    return row["municipality"] or _REGION
