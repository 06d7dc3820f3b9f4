"""Writing the registers of units and their states."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.model import table_of
from app.core.upsert import Counts, Upsert
from app.imports.values import ImportRow
from app.projects.krachtwonen.homes.models import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.registers.queries import place_numbers, units_by_ref
from app.projects.krachtwonen.stays.rules import places_of

ACTION: Final = "A0903"
_UNITS = Upsert(Unit, ("ref",), "ref")
_STATES = Upsert(UnitState, ("unit_uid", "state", "since"), "unit_uid")


def preview_units(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_units` would do."""
    return _UNITS.compare(session, _unit_rows(session, rows))


def write_units(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed, and give every unit the places that it takes."""
    counts = _UNITS.apply(work.session, _unit_rows(work.session, rows))
    units = units_by_ref(work.session, (row["ref"] for row in rows))
    known = place_numbers(work.session, (unit.uid for unit in units.values()))
    missing = [
        {"unit_uid": unit.uid, "place": place}
        for unit in units.values()
        for place in range(1, places_of(unit.kind, unit.max_persons, is_shared=unit.is_shared) + 1)
        if place not in known.get(unit.uid, [])
    ]
    if missing:
        work.session.execute(insert(table_of(UnitPlace)), missing)
    work.trail.record("krachtwonen.import_units", "kw_unit", detail=f"{counts.created} new, {counts.updated} changed")
    return counts


def _unit_rows(session: Session, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    known = set(session.scalars(select(Unit.ref).where(Unit.ref.in_([row["ref"] for row in rows]))))
    return [_unit_values(row, is_new=row["ref"] not in known) for row in rows]


def _unit_values(row: ImportRow, *, is_new: bool) -> dict[str, Any]:
    values = {
        "ref": row["ref"],
        "kind": row["facility_kind"],
        "municipality": row["municipality"],
        "in_pool_from": row["in_pool_from"],
        "in_pool_to": row["in_pool_to"],
        "max_persons": row["max_persons"],
        "bedrooms": row["bedrooms"],
        "action": row["action"],
    }
    # A unit belongs to the OCMW of its municipality until somebody says otherwise.
    own = {"organisation": row["municipality"], "action": row["action"] or ACTION} if is_new else {}
    return filled(values) | own


def preview_states(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_states` would do."""
    return _STATES.compare(session, _state_rows(session, rows))


def write_states(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed."""
    counts = _STATES.apply(work.session, _state_rows(work.session, rows))
    work.trail.record("krachtwonen.import_states", "kw_unit", detail=f"{counts.created} new, {counts.updated} changed")
    return counts


def _state_rows(session: Session, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    units = units_by_ref(session, (row["unit_ref"] for row in rows))
    return [
        filled(
            {
                "unit_uid": units[row["unit_ref"]].uid,
                "state": row["state"],
                "since": row["from"],
                "until": row["to"],
            }
        )
        for row in rows
    ]


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says; an empty cell says nothing."""
    return {name: value for name, value in values.items() if value is not None}
