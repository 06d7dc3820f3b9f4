"""`import kw-units` and `kw-unit-states`: the homes and beds, and when they were out of use."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.upsert import Counts
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.schema import Column, RowRule, Schema, not_before
from app.imports.values import ImportRow, RowError
from app.organisations.queries import municipality_codes
from app.policy.queries import code_groups, code_keys
from app.projects.krachtwonen.registers.queries import unit_refs
from app.projects.krachtwonen.registers.service_units import preview_states, preview_units, write_states, write_units

MOST_PERSONS: Final = 500


class UnitImporter:
    """The register of units. An empty optional cell leaves what the system already knows of that row as it is."""

    kind = "kw-units"

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists that are in force now."""
        return Schema(
            columns=(
                Column("ref", parsers.text(80), required=True, explanation="eigen nummer van de woning"),
                Column("facility_kind", parsers.code(code_keys(session, "facility_kind")), required=True,
                       explanation="soort", example="kw_pool"),
                Column("municipality", parsers.municipality(municipality_codes(session)), required=True,
                       explanation="NIS-code van de gemeente waar ze ligt", example="34022"),
                Column("in_pool_from", numbers.day(), required=True, explanation="eerste dag in de pool"),
                Column("in_pool_to", numbers.day(), explanation="eerste dag niet meer in de pool"),
                Column("max_persons", numbers.count(MOST_PERSONS), explanation="voor hoeveel personen"),
                Column("bedrooms", numbers.count(MOST_PERSONS), explanation="aantal slaapkamers"),
                Column("action", parsers.text(10), explanation="actie van het plan; leeg is A0903", example="A0903"),
            ),
            rules=(
                not_before("in_pool_from", "in_pool_to"),
                RowRule(("max_persons",), _somebody),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """Nothing besides the uniqueness of the key."""
        return ()

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return preview_units(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return write_units(work, rows)


class UnitStateImporter:
    """When units were repaired, blocked or cleaned."""

    kind = "kw-unit-states"

    def schema(self, session: Session) -> Schema:
        """The columns, with the units that are there."""
        states = code_groups(session, "unit_state", "dated")
        return Schema(
            columns=(
                Column("unit_ref", parsers.known(unit_refs(session), "een woning"), required=True,
                       explanation="nummer van de woning in kw-units"),
                Column("state", parsers.code(states), required=True, explanation="toestand", example="repair"),
                Column("from", numbers.day(), required=True, explanation="eerste dag in die toestand"),
                Column("to", numbers.day(), explanation="eerste dag niet meer in die toestand"),
            ),
            key=("unit_ref", "state", "from"),
            rules=(not_before("from", "to"),),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """Nothing besides the uniqueness of the key."""
        return ()

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return preview_states(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return write_states(work, rows)


def _somebody(values: Mapping[str, Any]) -> str | None:
    return "is minstens één" if values["max_persons"] == 0 else None
