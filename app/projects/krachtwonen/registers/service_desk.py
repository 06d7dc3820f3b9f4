"""Writing the registers of the desk: situations as cases, who is concerned, meetings, guidance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.models import Case
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.clients.bulk_households import HouseholdRow, open_households_bulk
from app.clients.import_persons import persons_of
from app.clients.models import Person
from app.core.model import table_of
from app.core.uid import new_uid
from app.core.upsert import Counts, Upsert
from app.imports.values import ImportRow
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.guidance.models import GuidanceTrajectory
from app.projects.krachtwonen.kinds import PROJECT_KEY, REGION, Origin
from app.projects.krachtwonen.meetings.models import Meeting
from app.projects.krachtwonen.registers.queries import situations_by_ref
from app.projects.krachtwonen.registers.service_units import filled

_PERSON: Final = ("person_ref", "first_name", "last_name", "birth_date", "national_number", "phone", "email")
_MEETINGS = Upsert(Meeting, ("ref",), "ref")
_TRAJECTORIES = Upsert(GuidanceTrajectory, ("ref",), "ref")


@dataclass
class _Stored:
    """A situation that was imported before."""

    case: Case
    situation: Situation

    def differences(self, row: ImportRow) -> dict[str, Any]:
        """What the row says otherwise, per column."""
        wanted = filled(
            {
                "opened_on": row["reported_on"],
                "municipality": row["municipality"],
                "offer": row["offer"],
                "decided_on": row["decided_on"],
            }
        )
        return {name: value for name, value in wanted.items() if getattr(self._part(name), name) != value}

    def update(self, changes: dict[str, Any]) -> None:
        """Bring it in line."""
        for name, value in changes.items():
            setattr(self._part(name), name, value)

    def _part(self, name: str) -> Case | Situation:
        return self.case if name in ("opened_on", "municipality") else self.situation


def preview_situations(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_situations` would do."""
    counts, _ = _compared(session, rows)
    session.expunge_all()
    return counts


def write_situations(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed; who is known stays as they are.

    Raises RowsRefused when a person contradicts what is stored.
    """
    counts, stored = _compared(work.session, rows)
    fresh = []
    for row in rows:
        known = stored.get(row["ref"])
        if known is None:
            fresh.append(row)
        elif changes := known.differences(row):
            known.update(changes)
            uid = known.case.uid
            work.trail.record("krachtwonen.import", "case", uid, case_uid=uid, fields=sorted(changes))
    work.session.flush()
    if fresh:
        _create_situations(work, fresh)
    work.session.expunge_all()
    return counts


def _compared(session: Session, rows: Sequence[ImportRow]) -> tuple[Counts, dict[str, _Stored]]:
    query = (
        select(Case, Situation)
        .join(Situation, Situation.uid == Case.uid)
        .where(Case.project == PROJECT_KEY, Case.source_ref.in_([row["ref"] for row in rows]))
    )
    stored = {case.source_ref or "": _Stored(case, situation) for case, situation in session.execute(query)}
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        if known is None:
            counts += Counts(created=1)
        else:
            counts += Counts(updated=1) if known.differences(row) else Counts(unchanged=1)
    return counts, stored


def _create_situations(work: Work, rows: Sequence[ImportRow]) -> None:
    persons = persons_of(work, rows, (row["municipality"] for row in rows))
    homes = open_households_bulk(
        work, [HouseholdRow(person, row["reported_on"], 1, 0) for person, row in zip(persons, rows, strict=True)]
    )
    cases = [
        NewCase(
            organisation=row["municipality"],
            municipality=row["municipality"],
            household_uid=home.household_uid,
            snapshot_uid=home.snapshot_uid,
            reference_person_uid=person,
            opened_on=row["reported_on"],
            last_contact_on=row["decided_on"],
            source_ref=row["ref"],
        )
        for row, person, home in zip(rows, persons, homes, strict=True)
    ]
    open_cases_bulk(work, project=PROJECT_KEY, cases=cases)
    _describe(work, rows, cases, persons)
    work.trail.record("krachtwonen.report_bulk", "case", detail=f"{len(rows)} rows")


def _describe(work: Work, rows: Sequence[ImportRow], cases: Sequence[NewCase], persons: Sequence[UUID]) -> None:
    """The project's own part of new cases, and whoever asked."""
    work.session.execute(
        insert(table_of(Situation)),
        [
            {
                "uid": case.uid,
                "reported_by": work.actor.key,
                "offer": row["offer"],
                "decided_on": row["decided_on"],
                "version": 1,
            }
            for case, row in zip(cases, rows, strict=True)
        ],
    )
    # Whoever asked is somebody only when the row says who.
    asking = [
        {"uid": new_uid(), "situation_uid": case.uid, "person_uid": person, "listed": False}
        for case, person, row in zip(cases, persons, rows, strict=True)
        if _is_named(row)
    ]
    if asking:
        work.session.execute(insert(table_of(SituationPerson)), asking)


def _is_named(row: ImportRow) -> bool:
    return any(row[column] is not None for column in _PERSON)


def preview_members(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_members` would do."""
    known = len(_listed(session, rows))
    return Counts(created=len(rows) - known, unchanged=known)


def write_members(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Add who is not listed yet. Raises RowsRefused when a person contradicts what is stored."""
    known = _listed(work.session, rows)
    fresh = [row for row in rows if (row["situation_ref"], row["person_ref"]) not in known]
    if not fresh:
        return Counts(unchanged=len(rows))
    situations = situations_by_ref(work.session, (row["situation_ref"] for row in fresh))
    persons = persons_of(work, fresh, (REGION for _ in fresh))
    pairs = [(situations[row["situation_ref"]], person) for row, person in zip(fresh, persons, strict=True)]
    for (situation, person), row in zip(pairs, fresh, strict=True):
        _list(work, situation, person, row)
    work.trail.record("krachtwonen.list_persons", "kw_situation_person", detail=f"{len(fresh)} rows")
    work.session.flush()
    work.session.expunge_all()
    return Counts(created=len(fresh), unchanged=len(rows) - len(fresh))


def _list(work: Work, situation: UUID, person: UUID, row: ImportRow) -> None:
    query = select(SituationPerson).where(
        SituationPerson.situation_uid == situation, SituationPerson.person_uid == person
    )
    present = work.session.scalar(query)
    if present is None:
        work.session.add(SituationPerson(situation_uid=situation, person_uid=person, listed=True))
    else:
        # The one who asked, or the same person under two references: one person counts once.
        present.listed = True


def _listed(session: Session, rows: Sequence[ImportRow]) -> set[tuple[str | None, str | None]]:
    query = (
        select(Case.source_ref, Person.source_ref)
        .join_from(SituationPerson, Case, Case.uid == SituationPerson.situation_uid)
        .join(Person, Person.uid == SituationPerson.person_uid)
        .where(
            SituationPerson.listed,
            Case.project == PROJECT_KEY,
            Case.source_ref.in_({row["situation_ref"] for row in rows}),
            Person.source_ref.in_({row["person_ref"] for row in rows}),
        )
    )
    wanted = {(row["situation_ref"], row["person_ref"]) for row in rows}
    return wanted & {(situation, person) for situation, person in session.execute(query)}


def preview_meetings(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_meetings` would do."""
    return _MEETINGS.compare(session, _meeting_rows(session, rows))


def write_meetings(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed."""
    counts = _MEETINGS.apply(work.session, _meeting_rows(work.session, rows))
    work.trail.record("krachtwonen.import_meetings", "kw_meeting", detail=f"{counts.created} new")
    return counts


def _meeting_rows(session: Session, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    cases = situations_by_ref(session, (row["situation_ref"] for row in rows))
    return [{"ref": row["ref"], "case_uid": cases[row["situation_ref"]], "held_on": row["held_on"]} for row in rows]


def preview_trajectories(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_trajectories` would do."""
    return _TRAJECTORIES.compare(session, [_trajectory(row) for row in rows])


def write_trajectories(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed. Raises RowsRefused when a person contradicts what is stored."""
    refs = [row["ref"] for row in rows]
    query = select(GuidanceTrajectory.ref).where(GuidanceTrajectory.ref.in_(refs))
    known = set(work.session.scalars(query))
    named = [row for row in rows if row["ref"] not in known and _is_named(row)]
    persons = persons_of(work, named, (REGION for _ in named)) if named else []
    person_of = {row["ref"]: person for row, person in zip(named, persons, strict=True)}
    values = [
        _trajectory(row)
        | filled({"person_uid": person_of.get(row["ref"])})
        | ({} if row["ref"] in known else {"origin": row["origin"] or Origin.KRACHT_WONEN})
        for row in rows
    ]
    counts = _TRAJECTORIES.apply(work.session, values)
    work.trail.record("krachtwonen.import_guidance", "kw_guidance", detail=f"{counts.created} new")
    return counts


def _trajectory(row: ImportRow) -> dict[str, Any]:
    return filled({name: row[name] for name in ("ref", "started_on", "ended_on", "origin", "team")})
