"""Writing rows of the register of evictions: new ones by the batch, changed ones one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.kinds import kind_of
from app.cases.models import Case, PhaseChange
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.clients.bulk import PersonRow, register_persons_bulk
from app.clients.bulk_households import HouseholdRow, open_households_bulk
from app.clients.identity import Identity
from app.core.model import Base, table_of
from app.core.uid import new_uid
from app.core.upsert import Counts
from app.imports.values import ImportRow
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.models import Dispatch, Report, StageEvent

Parts = dict[str, dict[str, Any]]
"""What a row says, per table and column; what it leaves empty is absent."""


@dataclass
class _Stored:
    """What is known of a row that was imported before."""

    case: Case
    report: Report
    stage: StageEvent | None = None
    """The first stage, which the register gave."""
    dispatch: Dispatch | None = None

    def differences(self, parts: Parts) -> Iterator[tuple[str, str]]:
        """(table, column) of everything that the row says otherwise."""
        for name, values in parts.items():
            row = getattr(self, name)
            yield from ((name, column) for column, value in values.items() if getattr(row, column, None) != value)


def preview_rows(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_rows` would do."""
    stored = _stored(session, rows)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        counts += Counts(created=1) if known is None else _verdict(known, row)
    session.expunge_all()
    return counts


def write_rows(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed. An empty cell leaves what is known."""
    stored = _stored(work.session, rows)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        if known is not None:
            verdict = _verdict(known, row)
            counts += verdict
            if verdict.updated:
                _update(work, known, row)
    fresh = [row for row in rows if row["ref"] not in stored]
    if fresh:
        _create(work, fresh)
    work.session.flush()
    # Chunks are many: what was loaded for this one is let go.
    work.session.expunge_all()
    return counts + Counts(created=len(fresh))


def _verdict(known: _Stored, row: ImportRow) -> Counts:
    return Counts(updated=1) if any(known.differences(_parts(row))) else Counts(unchanged=1)


def _stored(session: Session, rows: Sequence[ImportRow]) -> dict[str, _Stored]:
    query = select(Case, Report).join(Report, Report.case_uid == Case.uid)
    refs = [row["ref"] for row in rows]
    found = session.execute(query.where(Case.project == PROJECT_KEY, Case.source_ref.in_(refs)))
    stored = {case.source_ref or "": _Stored(case, report) for case, report in found}
    by_case = {each.case.uid: each for each in stored.values()}
    if by_case:
        # Newest first, so that the oldest, the one of the register, stays.
        events = select(StageEvent).where(StageEvent.case_uid.in_(by_case)).order_by(StageEvent.uid.desc())
        for event in session.scalars(events):
            by_case[event.case_uid].stage = event
        sent = select(Dispatch).where(Dispatch.case_uid.in_(by_case)).order_by(Dispatch.uid.desc())
        for dispatch in session.scalars(sent):
            by_case[dispatch.case_uid].dispatch = dispatch
    return stored


def _parts(row: ImportRow) -> Parts:
    parts: Parts = {
        "case": {
            "opened_on": row["reported_on"],
            "municipality": row["municipality"],
            "closed_on": row["closed_on"],
            "close_reason": row["outcome"],
        },
        "report": {"dwelling_ref": row["dwelling_ref"]},
    }
    if row["stage"]:
        parts["stage"] = {"stage": row["stage"], "on": row["reported_on"]}
    if row["dispatched_on"]:
        parts["dispatch"] = {"sent_on": row["dispatched_on"], "destination": row["dispatched_to"]}
    return {name: {key: value for key, value in part.items() if value is not None} for name, part in parts.items()}


def _update(work: Work, known: _Stored, row: ImportRow) -> None:
    parts, case = _parts(row), known.case
    changed = list(known.differences(parts))
    was_open = case.closed_on is None
    for name in {name for name, _ in changed}:
        part = getattr(known, name)
        if part is None:
            work.session.add(_new_part(work, known, name, parts[name]))
            continue
        for column, value in parts[name].items():
            setattr(part, column, value)
    if was_open and case.closed_on is not None:
        case.phase = kind_of(PROJECT_KEY).closed_phase.key
        work.session.add(PhaseChange(case_uid=case.uid, phase=case.phase, on=case.closed_on, actor=work.actor.key))
    fields = [f"{name}.{column}" for name, column in changed]
    work.trail.record("eviction.import", "case", case.uid, case_uid=case.uid, fields=fields)


def _new_part(work: Work, known: _Stored, name: str, values: dict[str, Any]) -> Base:
    if name == "stage":
        return StageEvent(case_uid=known.case.uid, actor=work.actor.key, **values)
    return Dispatch(case_uid=known.case.uid, **values)


def _create(work: Work, rows: Sequence[ImportRow]) -> None:
    # The register says nothing of who lives there: a person without a name stands for each household.
    nobody = [PersonRow(Identity(), row["municipality"]) for row in rows]
    persons = list(register_persons_bulk(work, nobody))
    places = open_households_bulk(
        work,
        [
            HouseholdRow(person, row["reported_on"], adults=1, children=0, is_known=False)
            for person, row in zip(persons, rows, strict=True)
        ],
    )
    cases = [
        NewCase(
            organisation=row["municipality"],
            municipality=row["municipality"],
            household_uid=place.household_uid,
            snapshot_uid=place.snapshot_uid,
            reference_person_uid=person,
            opened_on=row["reported_on"],
            closed_on=row["closed_on"],
            close_reason=row["outcome"],
            last_contact_on=max(day for day in _days(row) if day is not None),
            source_ref=row["ref"],
        )
        for row, person, place in zip(rows, persons, places, strict=True)
    ]
    open_cases_bulk(work, project=PROJECT_KEY, cases=cases)
    _insert_parts(work, rows, cases)
    work.trail.record("eviction.report_bulk", "case", detail=f"{len(rows)} rows")


def _days(row: ImportRow) -> tuple[Any, ...]:
    return row["reported_on"], row["dispatched_on"], row["closed_on"]


def _insert_parts(work: Work, rows: Sequence[ImportRow], cases: Sequence[NewCase]) -> None:
    values: dict[type[Base], list[dict[str, Any]]] = {Report: [], StageEvent: [], Dispatch: []}
    for row, case in zip(rows, cases, strict=True):
        parts, own = _parts(row), {"case_uid": case.uid}
        report: dict[str, Any] = {
            "reporter": None,
            "problems": [],
            "objects_since": None,
            "address_cell": None,
            "version": 1,
        }
        values[Report].append({"uid": new_uid()} | own | report | parts["report"])
        if "stage" in parts:
            event = {"uid": new_uid(), "planned_on": None, "accepted": None, "actor": work.actor.key}
            values[StageEvent].append(event | own | parts["stage"])
        if "dispatch" in parts:
            blank = dict.fromkeys(("destination", "organisation", "answer", "answered_on", "decline_reason"))
            values[Dispatch].append({"uid": new_uid(), "version": 1} | blank | own | parts["dispatch"])
    for model, found in values.items():
        if found:
            work.session.execute(insert(table_of(model)), found)
