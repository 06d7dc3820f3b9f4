"""Writing the register of stays: new ones by the batch; changed ones give their nights back before they take others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.uid import new_uid
from app.core.upsert import Counts
from app.imports.values import ImportRow
from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.registers.queries import situations_by_ref, units_by_ref
from app.projects.krachtwonen.registers.service_people import insert_all, presence_values, refuse_doubles, whole_persons
from app.projects.krachtwonen.registers.service_units import filled
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.rules import Nights, layer_of

_DAY: Final = "moved_in"
_NEW: Final[dict[str, Any]] = {
    "case_uid": None,
    "stay_group": None,
    "agreed_until": None,
    "moved_out": None,
    "destination": None,
    "place": 1,
    "status": StayStatus.ARRIVED,
    "waiting_accelerated": False,
    "persons": 1,
    "version": 1,
}


@dataclass(frozen=True)
class _Change:
    """A stored stay with what its row says otherwise."""

    stay: Stay
    row: ImportRow
    wanted: dict[str, Any]

    @property
    def moves(self) -> bool:
        """Whether other nights, or nights elsewhere, are asked."""
        return bool(self.wanted.keys() & {"unit_uid", "moved_in", "moved_out"})


def preview_stays(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_stays` would do."""
    counts, _, _ = _compared(session, rows)
    session.expunge_all()
    return counts


def write_stays(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed. Raises RowsRefused when somebody would be in two places."""
    counts, changed, fresh = _compared(work.session, rows)
    give_back(work.session, [change.stay for change in changed if change.moves])
    for change in changed:
        _apply(work, change)
    _create(work, fresh)
    work.session.flush()
    work.session.expunge_all()
    return counts


def give_back(session: Session, stays: Iterable[Stay]) -> None:
    """Make these stays and their people hold no night, so that two may trade theirs."""
    every = list(stays)
    for presence in _people(session, every):
        presence.until = presence.first_night
    for stay in every:
        stay.status, stay.moved_out = StayStatus.LEFT, stay.moved_in
    session.flush()


def _compared(session: Session, rows: Sequence[ImportRow]) -> tuple[Counts, list[_Change], list[ImportRow]]:
    query = select(Stay).where(Stay.ref.in_([row["ref"] for row in rows]))
    stored = {stay.ref: stay for stay in session.scalars(query)}
    values = _values(session, rows)
    changed: list[_Change] = []
    fresh = [row for row in rows if row["ref"] not in stored]
    for row in rows:
        stay = stored.get(row["ref"])
        if stay is None:
            continue
        wanted = {name: value for name, value in values[row["ref"]].items() if getattr(stay, name) != value}
        if wanted:
            # What gives its nights back has to be told again when it left.
            changed.append(_Change(stay, row, {"moved_out": stay.moved_out, "status": stay.status} | wanted))
    unchanged = len(rows) - len(fresh) - len(changed)
    return Counts(len(fresh), len(changed), unchanged), changed, fresh


def _values(session: Session, rows: Sequence[ImportRow]) -> dict[str, dict[str, Any]]:
    units = units_by_ref(session, (row["unit_ref"] for row in rows))
    cases = situations_by_ref(session, (row["situation_ref"] for row in rows))
    return {
        row["ref"]: filled(
            {
                "unit_uid": units[row["unit_ref"]].uid,
                "moved_in": row["moved_in"],
                "moved_out": row["moved_out"],
                "status": StayStatus.LEFT if row["moved_out"] else None,
                "destination": row["destination"],
                "waiting_accelerated": row["waiting_accelerated"],
                "case_uid": cases[row["situation_ref"]] if row["situation_ref"] else None,
                "persons": row["persons"],
            }
        )
        for row in rows
    }


def _apply(work: Work, change: _Change) -> None:
    stay, row = change.stay, change.row
    for name, value in change.wanted.items():
        setattr(stay, name, value)
    unit = units_by_ref(work.session, [row["unit_ref"]])[row["unit_ref"]]
    people = _people(work.session, [stay])
    lines = [
        presence_values(one.person_uid, layer_of(unit.kind), Nights(stay.moved_in, stay.moved_out), stay.uid)
        | {"uid": one.uid}
        for one in people
    ]
    refuse_doubles(work.session, [row] * len(lines), lines, _DAY)
    for one, line in zip(people, lines, strict=True):
        one.layer, one.first_night, one.until = line["layer"], line["first_night"], line["until"]
    work.session.flush()
    fields = sorted(change.wanted)
    work.trail.record("krachtwonen.import", "kw_stay", stay.uid, case_uid=stay.case_uid, fields=fields)


def _people(session: Session, stays: Iterable[Stay]) -> list[Presence]:
    query = select(Presence).where(Presence.stay_uid.in_([stay.uid for stay in stays])).order_by(Presence.uid)
    return list(session.scalars(query))


def _create(work: Work, rows: Sequence[ImportRow]) -> None:
    values = _values(work.session, rows)
    units = units_by_ref(work.session, (row["unit_ref"] for row in rows))
    stays = [_NEW | {"uid": new_uid(), "ref": row["ref"]} | values[row["ref"]] for row in rows]
    named = [(row, stay) for row, stay in zip(rows, stays, strict=True) if row["person_ref"] is not None]
    persons = whole_persons(work, [row for row, _ in named], (units[row["unit_ref"]].organisation for row, _ in named))
    people = [
        presence_values(
            person, layer_of(units[row["unit_ref"]].kind), Nights(row["moved_in"], row["moved_out"]), stay["uid"]
        )
        for person, (row, stay) in zip(persons, named, strict=True)
    ]
    refuse_doubles(work.session, [row for row, _ in named], people, _DAY)
    insert_all(work.session, Stay, stays)
    insert_all(work.session, Presence, people)
    if rows:
        work.trail.record("krachtwonen.import_stays", "kw_stay", detail=f"{len(stays)} new")
