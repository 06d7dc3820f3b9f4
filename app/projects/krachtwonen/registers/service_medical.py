"""Writing the register of the medical recovery stay: referrals, and where those who were admitted slept."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.upsert import Counts
from app.imports.values import ImportRow
from app.projects.krachtwonen.kinds import REGION, Layer
from app.projects.krachtwonen.recovery.models import MedicalReferral
from app.projects.krachtwonen.registers.service_people import insert_all, presence_values, refuse_doubles, whole_persons
from app.projects.krachtwonen.registers.service_units import filled
from app.projects.krachtwonen.stays.models import Presence
from app.projects.krachtwonen.stays.rules import Nights

_DAY: Final = "first_night"
_FACTS: Final = ("referred_on", "decision", "decided_on", "refusal_reason")
_NIGHTS: Final = {"first_night": "first_night", "departed_on": "until"}
_Known = dict[str, tuple[MedicalReferral, Presence | None]]


def preview_medical(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_medical` would do."""
    counts = _verdicts(rows, _known(session, rows))
    session.expunge_all()
    return counts


def write_medical(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed. Raises RowsRefused when somebody would be in two places."""
    known = _known(work.session, rows)
    counts = _verdicts(rows, known)
    came = [row for row in rows if row[_DAY] is not None]
    fresh = [row for row in came if row["ref"] not in known or known[row["ref"]][1] is None]
    persons = whole_persons(work, fresh, (REGION for _ in fresh))
    lines = {
        row["ref"]: presence_values(person, Layer.BED, Nights(row[_DAY], row["departed_on"]), None)
        for row, person in zip(fresh, persons, strict=True)
    }
    moved = _moved(work.session, came, known)
    compared = {**lines, **moved}
    stays = [row for row in came if row["ref"] in compared]
    refuse_doubles(work.session, stays, [compared[row["ref"]] for row in stays], _DAY)
    insert_all(work.session, Presence, list(lines.values()))
    for ref, line in moved.items():
        _set(known[ref][1], {"first_night": line["first_night"], "until": line["until"]})
    for row in rows:
        _write(work, row, known, lines.get(row["ref"]))
    work.trail.record("krachtwonen.import_medical", "kw_medical_referral", detail=f"{counts.created} new")
    work.session.flush()
    work.session.expunge_all()
    return counts


def _known(session: Session, rows: Sequence[ImportRow]) -> _Known:
    query = (
        select(MedicalReferral, Presence)
        .outerjoin(Presence, Presence.uid == MedicalReferral.presence_uid)
        .where(MedicalReferral.ref.in_([row["ref"] for row in rows]))
    )
    return {referral.ref: (referral, presence) for referral, presence in session.execute(query)}


def _verdicts(rows: Sequence[ImportRow], known: _Known) -> Counts:
    created = sum(row["ref"] not in known for row in rows)
    updated = sum(row["ref"] in known and _differs(row, *known[row["ref"]]) for row in rows)
    return Counts(created, updated, len(rows) - created - updated)


def _differs(row: ImportRow, referral: MedicalReferral, presence: Presence | None) -> bool:
    said = filled({name: row[name] for name in _FACTS})
    nights = filled({name: row[column] for column, name in _NIGHTS.items()})
    return any(getattr(referral, name) != value for name, value in said.items()) or any(
        presence is None or getattr(presence, name) != value for name, value in nights.items()
    )


def _moved(session: Session, rows: Sequence[ImportRow], known: _Known) -> dict[str, dict[str, Any]]:
    """Stays that are stored and get other nights; until then they hold none."""
    moved = {}
    for row in rows:
        presence = known[row["ref"]][1] if row["ref"] in known else None
        if presence is None:
            continue
        nights = Nights(row[_DAY], row["departed_on"] or presence.until)
        if nights != Nights(presence.first_night, presence.until):
            moved[row["ref"]] = presence_values(presence.person_uid, Layer.BED, nights, None) | {"uid": presence.uid}
            presence.until = presence.first_night
    session.flush()
    return moved


def _write(work: Work, row: ImportRow, known: _Known, line: dict[str, Any] | None) -> None:
    said = filled({name: row[name] for name in _FACTS})
    if line is not None:
        said["presence_uid"] = line["uid"]
    if row["ref"] in known:
        _set(known[row["ref"]][0], said)
    else:
        work.session.add(MedicalReferral(ref=row["ref"], organisation=REGION, **said))


def _set(record: MedicalReferral | Presence | None, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
