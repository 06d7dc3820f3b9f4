"""Writing the register of the crisis network: people in beds, night by night."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.uid import new_uid
from app.core.upsert import Counts
from app.imports.importer import RowsRefused
from app.imports.values import ImportRow
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import REGION, Layer, StayStatus
from app.projects.krachtwonen.registers.queries import CRISIS, place_numbers, places_taken, units_by_ref
from app.projects.krachtwonen.registers.service_people import insert_all, presence_values, refuse_doubles, whole_persons
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.rules import Nights

_DAY: Final = "first_night"
_FULL: Final = "in deze woning is op die nachten geen plaats meer"

_Known = dict[str, tuple[Presence, CrisisStay, str | None]]
"""Per ref: where somebody sleeps, the record that says so, the unit."""


def preview_crisis(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_crisis` would do."""
    known = _known_crisis(session, rows)
    counts = _verdicts(rows, known)
    session.expunge_all()
    return counts


def write_crisis(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed. Raises RowsRefused when somebody, or a unit, would be taken twice."""
    known = _known_crisis(work.session, rows)
    counts = _verdicts(rows, known)
    changed = [row for row in rows if row["ref"] in known and _differs(row, known[row["ref"]])]
    fresh = [row for row in rows if row["ref"] not in known]
    units = {row["ref"]: row["unit_ref"] or known[row["ref"]][2] for row in changed}
    lines = [_new_line(row, known[row["ref"]][0]) for row in changed]
    _give_back(work.session, [known[row["ref"]][0] for row in changed])
    persons = whole_persons(work, fresh, (row["municipality"] or REGION for row in fresh))
    lines += [
        presence_values(person, Layer.BED, _nights(row), None) for row, person in zip(fresh, persons, strict=True)
    ]
    refuse_doubles(work.session, [*changed, *fresh], lines, _DAY)
    units |= {row["ref"]: row["unit_ref"] for row in fresh}
    _take_places(work.session, [*changed, *fresh], lines, units)
    _bring_in_line(work, changed, known, lines)
    _create(work, fresh, lines[len(changed) :])
    work.session.flush()
    work.session.expunge_all()
    return counts


def _known_crisis(session: Session, rows: Sequence[ImportRow]) -> _Known:
    query = (
        select(Presence, CrisisStay, Unit.ref)
        .join_from(Presence, CrisisStay, CrisisStay.uid == Presence.uid)
        .outerjoin(Stay, Stay.uid == Presence.stay_uid)
        .outerjoin(Unit, Unit.uid == Stay.unit_uid)
        .where(CrisisStay.ref.in_([row["ref"] for row in rows]))
    )
    return {crisis.ref: (presence, crisis, unit) for presence, crisis, unit in session.execute(query)}


def _verdicts(rows: Sequence[ImportRow], known: _Known) -> Counts:
    created = sum(row["ref"] not in known for row in rows)
    updated = sum(row["ref"] in known and _differs(row, known[row["ref"]]) for row in rows)
    return Counts(created, updated, len(rows) - created - updated)


def _differs(row: ImportRow, known: tuple[Presence, CrisisStay, str | None]) -> bool:
    presence, crisis, unit = known
    return (
        row[_DAY] != presence.first_night
        or row["departed_on"] not in (None, presence.until)
        or row["stay_group"] not in (None, crisis.stay_group)
        or row["municipality"] not in (None, crisis.municipality)
        or row["unit_ref"] not in (None, unit)
    )


def _nights(row: ImportRow) -> Nights:
    return Nights(row[_DAY], row["departed_on"])


def _new_line(row: ImportRow, presence: Presence) -> dict[str, Any]:
    until = row["departed_on"] or presence.until
    return presence_values(presence.person_uid, Layer.BED, Nights(row[_DAY], until), None) | {"uid": presence.uid}


def _give_back(session: Session, people: Iterable[Presence]) -> None:
    """Their nights and places are free; what the rows say comes after."""
    held = list(people)
    stays = [presence.stay_uid for presence in held if presence.stay_uid is not None]
    for presence in held:
        presence.until, presence.stay_uid = presence.first_night, None
    session.flush()
    session.execute(delete(Stay).where(Stay.uid.in_(stays)))


def _take_places(
    session: Session, rows: Sequence[ImportRow], lines: Sequence[dict[str, Any]], unit_of: dict[str, str | None]
) -> None:
    """A place for every row that names a unit; the group of a row shares the unit, and others do not."""
    units = units_by_ref(session, (ref for ref in unit_of.values() if ref))
    numbers = place_numbers(session, (unit.uid for unit in units.values()))
    taken: dict[str, list[tuple[int, Nights]]] = {ref: [] for ref in units}
    for ref, nights, _ref, _group, place in places_taken(session, sorted(units)):
        taken[ref].append((place, nights))
    stays = []
    for row, line in zip(rows, lines, strict=True):
        wanted = unit_of[row["ref"]]
        if wanted is None:
            continue
        nights = Nights(line["first_night"], line["until"])
        used = {place for place, other in taken[wanted] if nights.overlaps(other)}
        free = [place for place in numbers.get(units[wanted].uid, []) if place not in used]
        if not free:
            raise RowsRefused([row.error(_DAY, _FULL)])
        taken[wanted].append((free[0], nights))
        stays.append(_stay(row, units[wanted].uid, free[0], nights))
        line["stay_uid"] = stays[-1]["uid"]
    insert_all(session, Stay, stays)


def _stay(row: ImportRow, unit_uid: UUID, place: int, nights: Nights) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "ref": CRISIS + row["ref"],
        "unit_uid": unit_uid,
        "place": place,
        "case_uid": None,
        "stay_group": row["stay_group"],
        "status": StayStatus.LEFT if nights.until else StayStatus.ARRIVED,
        "moved_in": nights.first,
        "agreed_until": None,
        "moved_out": nights.until,
        "destination": None,
        "waiting_accelerated": False,
        "persons": 1,
        "version": 1,
    }


def _bring_in_line(work: Work, rows: Sequence[ImportRow], known: _Known, lines: Sequence[dict[str, Any]]) -> None:
    for row, line in zip(rows, lines, strict=False):
        presence = work.session.get_one(Presence, line["uid"])
        presence.first_night, presence.until = line["first_night"], line["until"]
        presence.stay_uid = line["stay_uid"]
        crisis = known[row["ref"]][1]
        for name in ("stay_group", "municipality"):
            if row[name] is not None:
                setattr(crisis, name, row[name])
        crisis.organisation = crisis.municipality or REGION
        work.trail.record("krachtwonen.import", "kw_crisis_stay", crisis.uid, fields=["first_night", "until"])


def _create(work: Work, rows: Sequence[ImportRow], lines: Sequence[dict[str, Any]]) -> None:
    insert_all(work.session, Presence, lines)
    crisis = [
        {
            "uid": line["uid"],
            "ref": row["ref"],
            "stay_group": row["stay_group"],
            "municipality": row["municipality"],
            "organisation": row["municipality"] or REGION,
        }
        for row, line in zip(rows, lines, strict=True)
    ]
    insert_all(work.session, CrisisStay, crisis)
    if rows:
        work.trail.record("krachtwonen.import_crisis", "kw_crisis_stay", detail=f"{len(rows)} new")
