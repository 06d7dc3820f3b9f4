"""The import of counts (`counts`): dated counts per action and indicator, by place and series."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.work import Work
from app.actionplan.imports_plan import CODE
from app.actionplan.models import PlanPeriod
from app.actionplan.queries_count import counts_by_ref, indicators, known_homes
from app.actionplan.queries_tree import nearest_plan, node_uids, plan_periods
from app.actionplan.rules_count import LARGEST, checked_breakdown
from app.actionplan.service_count import Entry, note_counts
from app.core.errors import Refused
from app.core.upsert import Counts
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.schema import Column, RowRule, Schema
from app.imports.values import BadValue, ImportRow, Parser, RowError
from app.organisations.queries import municipality_codes

_REASON = "import"


def _in_range(values: Mapping[str, Any]) -> str | None:
    if values["value"] < 0:
        return "mag niet negatief zijn"
    return f"is meer dan {LARGEST}" if values["value"] > LARGEST else None


def _breakdown() -> Parser:
    plain = parsers.text(120)

    def parse(cell: str) -> str:
        try:
            return checked_breakdown(plain(cell))
        except Refused as refusal:
            raise BadValue(refusal.message) from None

    return parse


class CountImporter:
    """Counts by hand. A row that is there already with another value corrects it; the reason is the import."""

    kind = "counts"

    def schema(self, session: Session) -> Schema:
        """One row per action, indicator, day, place and series."""
        keys = list(indicators(session))
        return Schema(
            (
                Column("action", CODE, True, "code van de actie", "A0501"),
                Column("indicator_key", parsers.known(keys, "een indicator"), True, "sleutel van de indicator"),
                Column("date", numbers.day(), True, "dag waarop de telling staat", "2024-03-31"),
                Column("value", numbers.decimal_number(), True, "het getal, 0 of meer", "12"),
                Column("municipality", parsers.municipality(municipality_codes(session)), False, "NIS-code", "34022"),
                Column("breakdown", _breakdown(), False, "reeks als dimensie=waarde;…", "huis=Menen"),
            ),
            key=("action", "indicator_key", "date", "municipality", "breakdown"),
            rules=(RowRule(("value",), _in_range),),
        )

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One indicator stands at one action, in the file as well."""
        return (_OneAction(plan_periods(session)),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Whether the action is in the plan, and the indicator is at home there."""
        periods, nodes, homes = plan_periods(session), node_uids(session), known_homes(session)
        for row in rows:
            plan = nearest_plan(periods, row["date"].year)
            if plan is None or (plan.code, row["action"]) not in nodes:
                yield row.error("action", "verwijst naar een actie die niet in het plan staat")
                continue
            at_home = homes.get((row["indicator_key"], plan.code), set())
            if at_home and row["action"] not in at_home:
                yield row.error("indicator_key", f"hoort bij {', '.join(sorted(at_home))}")

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        """What would be new, different or the same."""
        entries = _entries(session, rows)
        known = counts_by_ref(session, [entry.ref for entry in entries])
        new = sum(entry.ref not in known for entry in entries)
        different = sum(entry.ref in known and known[entry.ref].value != entry.value for entry in entries)
        return Counts(new, different, len(entries) - new - different)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return note_counts(work, entries=_entries(work.session, rows), reason=_REASON)


class _OneAction:
    """Remembers at which action of each plan the indicators of the file stand; there are few of them in any file."""

    columns: tuple[str, ...] = ("action", "indicator_key", "date")

    def __init__(self, periods: Sequence[PlanPeriod]) -> None:
        self._periods = periods
        self._seen: dict[tuple[str, str], tuple[str, int]] = {}

    def add(self, row: ImportRow) -> Iterable[RowError]:
        plan = nearest_plan(self._periods, row["date"].year)
        place = row["indicator_key"], plan.code if plan else ""
        action, first = self._seen.setdefault(place, (row["action"], row.number))
        if action != row["action"]:
            yield row.error("action", f"deze indicator staat in rij {first} bij een andere actie")

    def finish(self) -> Iterable[RowError]:
        return ()

    def close(self) -> None:
        self._seen.clear()


def _entries(session: Session, rows: Sequence[ImportRow]) -> list[Entry]:
    periods, nodes, known = plan_periods(session), node_uids(session), indicators(session)
    return [_entry(periods, nodes, known, row) for row in rows]


def _entry(
    periods: Sequence[PlanPeriod],
    nodes: Mapping[tuple[str, str], UUID],
    known: Mapping[str, UUID],
    row: ImportRow,
) -> Entry:
    plan = nearest_plan(periods, row["date"].year)
    return Entry(
        action=row["action"],
        node_uid=nodes[plan.code if plan else "", row["action"]],
        key=row["indicator_key"],
        indicator_uid=known[row["indicator_key"]],
        on=row["date"],
        value=row["value"],
        municipality=row["municipality"] or "",
        breakdown=row["breakdown"] or "",
    )
