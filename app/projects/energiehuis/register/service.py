"""Writing rows of the register of loan applications: new ones by the batch, changed ones one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.kinds import kind_of
from app.cases.models import Case, PhaseChange
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.clients.bulk_households import HouseholdRow, open_households_bulk
from app.clients.import_persons import persons_of
from app.core.model import Base, table_of
from app.core.uid import new_uid
from app.core.upsert import Counts
from app.imports.values import ImportRow
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanApplication, LoanContract, LoanDecision, Outcome
from app.projects.energiehuis.products.models import LoanRate
from app.projects.energiehuis.products.queries import rates
from app.projects.energiehuis.products.rules import rate_nearest

_REASON_OF: Final = {Outcome.REFUSED: "refused", Outcome.WITHDRAWN: "withdrawn"}

Parts = dict[str, dict[str, Any]]
"""What a row says, per table and column; what it leaves empty is absent."""


@dataclass
class _Stored:
    """What is known of a row that was imported before."""

    case: Case
    application: LoanApplication
    decision: LoanDecision | None
    contract: LoanContract | None

    def part(self, name: str) -> Base | None:
        """The row of one table."""
        found: Base | None = getattr(self, name)
        return found

    def differences(self, parts: Parts) -> list[tuple[str, str]]:
        """(table, column) of everything that the row says otherwise."""
        return [
            (name, column)
            for name, values in parts.items()
            for column, value in values.items()
            if getattr(self.part(name), column, None) != value
        ]


def preview_applications(session: Session, rows: Sequence[ImportRow]) -> Counts:
    """What `write_applications` would do."""
    stored, every_rate = _stored(session, rows), rates(session)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        counts += Counts(created=1) if known is None else _verdict(known, _parts(row, every_rate))
    session.expunge_all()
    return counts


def write_applications(work: Work, rows: Sequence[ImportRow]) -> Counts:
    """Write what is new and what changed; who is known stays as they are.

    Raises RowsRefused when a person contradicts what is stored.
    """
    stored, every_rate = _stored(work.session, rows), rates(work.session)
    counts = Counts()
    for row in rows:
        known = stored.get(row["ref"])
        if known is not None:
            parts = _parts(row, every_rate)
            verdict = _verdict(known, parts)
            counts += verdict
            if verdict.updated:
                _update(work, known, parts, row)
    fresh = [row for row in rows if row["ref"] not in stored]
    if fresh:
        _create(work, fresh, every_rate)
    work.session.flush()
    # Chunks are many: what was loaded for this one is let go.
    work.session.expunge_all()
    return counts + Counts(created=len(fresh))


def _verdict(known: _Stored, parts: Parts) -> Counts:
    return Counts(updated=1) if known.differences(parts) else Counts(unchanged=1)


def _stored(session: Session, rows: Sequence[ImportRow]) -> dict[str, _Stored]:
    query = (
        select(Case, LoanApplication, LoanDecision, LoanContract)
        .join(LoanApplication, LoanApplication.uid == Case.uid)
        .outerjoin(LoanDecision, LoanDecision.application_uid == Case.uid)
        .outerjoin(LoanContract, LoanContract.uid == Case.uid)
        .where(Case.project == PROJECT_KEY, Case.source_ref.in_([row["ref"] for row in rows]))
    )
    return {found.Case.source_ref or "": _Stored(*found) for found in session.execute(query)}


def _parts(row: ImportRow, every_rate: Sequence[LoanRate]) -> Parts:
    rate = rate_nearest(every_rate, row["product"], row["received_on"])
    parts: Parts = {
        "case": {
            "opened_on": row["received_on"],
            "municipality": row["municipality"],
        },
        "application": {
            "product": row["product"],
            "received_on": row["received_on"],
            "amount_requested_cents": _cents(row["amount_requested"]),
            "rate": None if rate is None else rate.rate,
        },
    }
    if row["decision"]:
        parts["decision"] = _filled(
            outcome=Outcome(row["decision"]),
            decided_on=row["decided_on"],
            amount_cents=_cents(row["amount_approved"]),
            months=row["months"],
        )
    if row["signed_on"]:
        parts["contract"] = _filled(signed_on=row["signed_on"], first_due_on=row["first_due_on"])
    return parts


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _cents(amount: Any) -> int | None:  # noqa: ANN401 - typed by the column's parser
    return None if amount is None else int(amount * 100)


def _update(work: Work, known: _Stored, parts: Parts, row: ImportRow) -> None:
    changed = known.differences(parts)
    if {"decision", "contract"} & {name for name, _ in changed}:
        _move_on(work, known.case, row)
    for name in {name for name, _ in changed}:
        stored = known.part(name)
        if stored is None:
            work.session.add(_new_part(known.case, name, parts[name]))
            continue
        for column, value in parts[name].items():
            setattr(stored, column, value)
    work.trail.record(
        "energiehuis.import",
        "case",
        known.case.uid,
        case_uid=known.case.uid,
        fields=[f"{name}.{column}" for name, column in changed],
    )


def _move_on(work: Work, case: Case, row: ImportRow) -> None:
    """Bring the case to where the decision or the signature leaves it."""
    case.closed_on, case.close_reason = _closing(row)
    phase, on = list(_phases(row))[-1]
    if case.closed_on is not None:
        phase, on = kind_of(PROJECT_KEY).closed_phase.key, case.closed_on
    if case.phase != phase:
        case.phase = phase
        work.session.add(PhaseChange(case_uid=case.uid, phase=phase, on=on, actor=work.actor.key))


def _new_part(case: Case, name: str, values: Mapping[str, Any]) -> Base:
    if name == "decision":
        return LoanDecision(application_uid=case.uid, **values)
    return LoanContract(uid=case.uid, **values)


def _create(work: Work, rows: Sequence[ImportRow], every_rate: Sequence[LoanRate]) -> None:
    persons = persons_of(work, rows, [row["municipality"] for row in rows])
    # The register says nothing of the household: the applicant is one adult of it.
    places = open_households_bulk(
        work,
        [HouseholdRow(person, row["received_on"], 1, 0) for person, row in zip(persons, rows, strict=True)],
    )
    cases = []
    for row, person, place in zip(rows, persons, places, strict=True):
        closed_on, reason = _closing(row)
        cases.append(
            NewCase(
                organisation=row["municipality"],
                municipality=row["municipality"],
                household_uid=place.household_uid,
                snapshot_uid=place.snapshot_uid,
                reference_person_uid=person,
                opened_on=row["received_on"],
                phases=tuple(_phases(row)),
                closed_on=closed_on,
                close_reason=reason,
                last_contact_on=row["signed_on"] or row["decided_on"] or row["received_on"],
                source_ref=row["ref"],
            )
        )
    open_cases_bulk(work, project=PROJECT_KEY, cases=cases)
    _insert_parts(work, rows, cases, every_rate)
    work.trail.record("energiehuis.register_bulk", "case", detail=f"{len(rows)} rows")


def _closing(row: ImportRow) -> tuple[date | None, str | None]:
    reason = _REASON_OF.get(Outcome(row["decision"])) if row["decision"] else None
    return (row["decided_on"], reason) if reason else (None, None)


def _phases(row: ImportRow) -> Iterator[tuple[str, date]]:
    yield State.REGISTERED, row["received_on"]
    if row["decision"] == Outcome.APPROVED:
        yield State.APPROVED, row["decided_on"]
    if row["signed_on"]:
        yield State.SIGNED, row["signed_on"]


def _insert_parts(
    work: Work, rows: Sequence[ImportRow], cases: Sequence[NewCase], every_rate: Sequence[LoanRate]
) -> None:
    tables: dict[type[Base], list[dict[str, Any]]] = {LoanApplication: [], LoanDecision: [], LoanContract: []}
    for row, case in zip(rows, cases, strict=True):
        parts = _parts(row, every_rate)
        tables[LoanApplication].append({"uid": case.uid, "version": 1} | parts["application"])
        if "decision" in parts:
            blank = {"uid": new_uid(), "application_uid": case.uid, "amount_cents": None, "months": None, "version": 1}
            tables[LoanDecision].append(blank | parts["decision"])
        if "contract" in parts:
            tables[LoanContract].append({"uid": case.uid, "first_due_on": None, "version": 1} | parts["contract"])
    for model, values in tables.items():
        if values:
            work.session.execute(insert(table_of(model)), values)
