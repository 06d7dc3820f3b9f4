"""Writing rows of the Woonclub register: new ones by the batch, changed ones one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, joinedload

from app.access.work import Work
from app.cases.models import Case
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.clients.bulk_households import HouseholdRow, open_households_bulk
from app.clients.bulk_households import Registration as Place
from app.clients.import_persons import persons_of
from app.clients.rules import household_type
from app.core.model import Base, table_of
from app.core.uid import new_uid
from app.core.upsert import Counts
from app.imports.values import ImportRow
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models import Outcome, Registration, Trajectory
from app.projects.woonclub.queries import found_outcomes

SEARCHING: Final = "actief_zoeken"
REGISTERED: Final = "aangemeld"
FOUND: Final = "woning_gevonden"

Parts = dict[str, dict[str, Any]]
"""What a row says, per table and column; what it leaves empty is absent."""


@dataclass
class _Stored:
    """What is known of a row that was imported before."""

    case: Case
    registration: Registration
    outcome: Outcome | None
    trajectory: Trajectory | None

    def part(self, name: str) -> Base | None:
        """The row of one table."""
        return self.case.snapshot if name == "snapshot" else getattr(self, name)

    def differences(self, parts: Parts) -> Iterator[tuple[str, str]]:
        """(table, column) of everything that the row says otherwise."""
        for name, values in parts.items():
            row = self.part(name)
            yield from ((name, column) for column, value in values.items() if getattr(row, column, None) != value)


def preview_rows(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_rows` would do."""
    found, stored = found_outcomes(session), _stored(session, rows)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        counts += Counts(created=1) if known is None else _verdict(known, _parts(row, found))
    session.expunge_all()
    return counts


def write_rows(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed; who is known stays as they are.

    Raises RowsRefused when a person contradicts what is stored.
    """
    found, stored = found_outcomes(work.session), _stored(work.session, rows)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        if known is not None:
            parts = _parts(row, found)
            verdict = _verdict(known, parts)
            counts += verdict
            if verdict.updated:
                _update(work, known, parts)
    fresh = [row for row in rows if row["ref"] not in stored]
    if fresh:
        _create(work, fresh, found)
    work.session.flush()
    # Chunks are many: what was loaded for this one is let go.
    work.session.expunge_all()
    return counts + Counts(created=len(fresh))


def _verdict(known: _Stored, parts: Parts) -> Counts:
    return Counts(updated=1) if any(known.differences(parts)) else Counts(unchanged=1)


def _stored(session: Session, rows: Sequence[ImportRow]) -> dict[str, _Stored]:
    query = (
        select(Case, Registration, Outcome)
        .join(Registration, Registration.uid == Case.uid)
        .outerjoin(Outcome, Outcome.uid == Case.uid)
        .where(Case.project == PROJECT_KEY, Case.source_ref.in_([row["ref"] for row in rows]))
        .options(joinedload(Case.snapshot))
    )
    stored = {
        case.source_ref or "": _Stored(case, about, outcome, None) for case, about, outcome in session.execute(query)
    }
    by_case = {each.case.uid: each for each in stored.values()}
    if by_case:
        started = select(Trajectory).where(Trajectory.case_uid.in_(by_case)).order_by(Trajectory.started_on.desc())
        for trajectory in session.scalars(started):
            by_case[trajectory.case_uid].trajectory = trajectory
    return stored


def _parts(row: ImportRow, found: frozenset[str]) -> Parts:
    members, is_found = row["adults"] + row["children"], row["outcome"] in found and row["found_on"] is not None
    parts: Parts = {
        "case": {
            "opened_on": row["registered_on"],
            "municipality": row["municipality"],
            "point": row["point"],
            "closed_on": row["closed_on"],
            "close_reason": row["close_reason"],
        },
        "snapshot": {
            "taken_on": row["registered_on"],
            "adults": row["adults"],
            "children": row["children"],
            "seeking": members if row["seeking"] is None else row["seeking"],
        },
        "registration": {"situation": row["situation"], "main_reason": row["main_reason"]},
    }
    if row["outcome"]:
        parts["outcome"] = {
            "outcome": row["outcome"],
            "found_on": row["found_on"],
            "counts_as_found": is_found if row["found_on"] else None,
        }
    if row["trajectory_started_on"]:
        parts["trajectory"] = {
            "started_on": row["trajectory_started_on"],
            "subproject": row["subproject"] or PROJECT_KEY,
        }
    return {name: {key: value for key, value in part.items() if value is not None} for name, part in parts.items()}


def _update(work: Work, known: _Stored, parts: Parts) -> None:
    changed = list(known.differences(parts))
    for name in {name for name, _ in changed}:
        row = known.part(name)
        if row is None:
            work.session.add(_new_part(known.case, name, parts[name]))
            continue
        for column, value in parts[name].items():
            setattr(row, column, value)
    snapshot = known.case.snapshot
    if any(name == "snapshot" for name, _ in changed):
        snapshot.household_type = household_type(snapshot.adults, snapshot.children)
    work.trail.record(
        "woonclub.import",
        "case",
        known.case.uid,
        case_uid=known.case.uid,
        fields=[f"{name}.{column}" for name, column in changed],
    )


def _new_part(case: Case, name: str, values: Mapping[str, Any]) -> Base:
    if name == "outcome":
        return Outcome(uid=case.uid, **({"counts_as_found": False} | dict(values)))
    return Trajectory(case_uid=case.uid, **values)


def _create(work: Work, rows: Sequence[ImportRow], found: frozenset[str]) -> None:
    persons = persons_of(work, rows, [row["municipality"] for row in rows])
    places = open_households_bulk(
        work,
        [
            HouseholdRow(person, row["registered_on"], row["adults"], row["children"], row["seeking"], _born(row))
            for person, row in zip(persons, rows, strict=True)
        ],
    )
    cases = [_new_case(row, person, place, found) for row, person, place in zip(rows, persons, places, strict=True)]
    open_cases_bulk(work, project=PROJECT_KEY, cases=cases)
    tables: dict[type[Base], list[dict[str, Any]]] = {Registration: [], Outcome: [], Trajectory: []}
    for row, case in zip(rows, cases, strict=True):
        _add_parts(tables, row, case, found)
    for model, values in tables.items():
        if values:
            work.session.execute(insert(table_of(model)), values)
    work.trail.record("woonclub.register_bulk", "case", detail=f"{len(rows)} rows")


def _born(row: ImportRow) -> date | None:
    born: date | None = row["birth_date"]
    return born if born is not None and born <= row["registered_on"] else None


def _new_case(row: ImportRow, person: Any, place: Place, found: frozenset[str]) -> NewCase:  # noqa: ANN401
    days = [row["registered_on"], row["trajectory_started_on"], row["found_on"], row["closed_on"]]
    return NewCase(
        organisation=row["municipality"],
        municipality=row["municipality"],
        household_uid=place.household_uid,
        snapshot_uid=place.snapshot_uid,
        reference_person_uid=person,
        opened_on=row["registered_on"],
        phases=tuple(_phases(row, found)),
        closed_on=row["closed_on"],
        close_reason=row["close_reason"],
        last_contact_on=max(day for day in days if day is not None),
        point=row["point"],
        source_ref=row["ref"],
    )


def _phases(row: ImportRow, found: frozenset[str]) -> Iterator[tuple[str, date]]:
    steps = [(row["trajectory_started_on"], SEARCHING)]
    if row["outcome"] in found:
        steps.append((row["found_on"], FOUND))
    yield REGISTERED, row["registered_on"]
    for day, phase in sorted((day, phase) for day, phase in steps if day is not None):
        if row["closed_on"] is None or day <= row["closed_on"]:
            yield phase, day


def _add_parts(
    tables: Mapping[type[Base], list[dict[str, Any]]], row: ImportRow, case: NewCase, found: frozenset[str]
) -> None:
    parts = _parts(row, found)
    tables[Registration].append(
        {"uid": case.uid, "secondary_reasons": [], "threat_of_eviction": False, "version": 1} | parts["registration"]
    )
    if "outcome" in parts:
        blank = dict.fromkeys(("found_on", "lease_start", "move_in", "rent_cents", "found_by"))
        tables[Outcome].append(blank | {"uid": case.uid, "counts_as_found": False, "version": 1} | parts["outcome"])
    if "trajectory" in parts:
        started, closed = row["trajectory_started_on"], row["closed_on"]
        ended = closed if closed is not None and closed >= started else None
        tables[Trajectory].append(
            {"uid": new_uid(), "case_uid": case.uid, "ended_on": ended, "version": 1} | parts["trajectory"]
        )
