"""`import evictions`: a register of reported threatened evictions, one row for each report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.upsert import Counts
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.schema import Column, RowRule, Schema, not_before
from app.imports.values import ImportRow, Parser, RowError
from app.organisations.queries import municipality_codes
from app.policy.queries import code_keys
from app.projects.uithuiszetting.service_import import preview_rows, write_rows


class EvictionsImporter:
    """The register of evictions. An empty optional cell leaves what the system already knows of that row as it is."""

    kind = "evictions"

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists that are in force now."""
        return Schema(
            columns=(
                Column("ref", parsers.text(80), required=True, explanation="eigen nummer van de melding"),
                Column("reported_on", numbers.day(), required=True, explanation="dag van de melding",
                       example="15/03/2024"),
                Column("municipality", parsers.municipality(municipality_codes(session)), required=True,
                       explanation="NIS-code van de gemeente waar de woning ligt", example="34022"),
                Column("dwelling_ref", parsers.text(80), required=True,
                       explanation="eigen nummer van de woning, zonder adres: zelfde woning, zelfde nummer"),
                Column("stage", _code(session, "eviction_stage"), explanation="hoe ver het stond bij de melding",
                       example="formal_notice"),
                Column("dispatched_on", numbers.day(), explanation="dag van doorverwijzing"),
                Column("dispatched_to", _code(session, "eviction_destination"), explanation="dienst die gevraagd werd",
                       example="ocmw"),
                Column("closed_on", numbers.day(), explanation="dag van afsluiting"),
                Column("outcome", _code(session, "eviction_outcome"), explanation="hoe het afliep",
                       example="vermeden"),
            ),
            rules=(
                not_before("reported_on", "dispatched_on"),
                not_before("reported_on", "closed_on"),
                RowRule(("dispatched_on", "dispatched_to"), _dispatch_day),
                RowRule(("closed_on", "outcome"), _closing_day),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """Nothing beyond the rows."""
        return ()

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns: rows do not refer to anything."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return preview_rows(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return write_rows(work, rows)


def _code(session: Session, name: str) -> Parser:
    return parsers.code(code_keys(session, name))


def _dispatch_day(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder dispatched_on" if values["dispatched_to"] and not values["dispatched_on"] else None


def _closing_day(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder closed_on" if values["outcome"] and not values["closed_on"] else None
