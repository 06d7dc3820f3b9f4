"""`import kw-situations`, `kw-situation-persons`, `kw-meetings` and `kw-trajectories`: the desk and guidance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.import_persons import OneNumberPerPerson, born_before
from app.core.upsert import Counts
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.person import person_columns
from app.imports.schema import Column, RowRule, Schema, not_before
from app.imports.values import ImportRow, RowError
from app.organisations.queries import municipality_codes
from app.policy.queries import code_keys
from app.projects.krachtwonen.registers import service_desk as writing
from app.projects.krachtwonen.registers.queries import situation_refs

_SITUATION = "een situatie"
_REF = Column("ref", parsers.text(80), required=True, explanation="eigen nummer van de rij in het register")


class SituationImporter:
    """Situations at the regional desk. An empty optional cell leaves what is known as it is."""

    kind = "kw-situations"

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists that are in force now."""
        return Schema(
            columns=(
                _REF,
                Column("reported_on", numbers.day(), required=True, explanation="dag van melding",
                       example="15/03/2018"),
                Column("municipality", parsers.municipality(municipality_codes(session)), required=True,
                       explanation="NIS-code van de woonplaats bij melding", example="34022"),
                *person_columns(),
                Column("offer", parsers.code(code_keys(session, "kw_offer")), explanation="wat toegezegd werd",
                       example="aanbod_woning"),
                Column("decided_on", numbers.day(), explanation="dag van het besluit"),
            ),
            rules=(
                not_before("reported_on", "decided_on"),
                RowRule(("offer", "decided_on"), _decided),
                born_before("reported_on"),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One person_ref has one national number throughout the file."""
        return (OneNumberPerPerson(),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns: a person who contradicts what is stored is found while writing."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return writing.preview_situations(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return writing.write_situations(work, rows)


class SituationPersonImporter:
    """Everybody concerned in a situation: one row for each person."""

    kind = "kw-situation-persons"

    def schema(self, session: Session) -> Schema:
        """The columns, with the situations that are there."""
        person = tuple(
            replace(column, required=True) if column.name == "person_ref" else column for column in person_columns()
        )
        return Schema(columns=(_situation_column(session, required=True), *person), key=("situation_ref", "person_ref"))

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One person_ref has one national number throughout the file."""
        return (OneNumberPerPerson(),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return writing.preview_members(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return writing.write_members(work, rows)


class MeetingImporter:
    """Multidisciplinary crisis meetings."""

    kind = "kw-meetings"

    def schema(self, session: Session) -> Schema:
        """The columns, with the situations that are there."""
        return Schema(
            columns=(
                _REF,
                _situation_column(session, required=True),
                Column("held_on", numbers.day(), required=True, explanation="dag van het overleg"),
            )
        )

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """Nothing besides the uniqueness of the key."""
        return ()

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return writing.preview_meetings(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return writing.write_meetings(work, rows)


class TrajectoryImporter:
    """Guidance by the dedicated team."""

    kind = "kw-trajectories"

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists that are in force now."""
        return Schema(
            columns=(
                _REF,
                Column("started_on", numbers.day(), required=True, explanation="eerste dag"),
                Column("ended_on", numbers.day(), explanation="laatste dag"),
                Column("origin", parsers.code(code_keys(session, "kw_origin")),
                       explanation="leeg is kracht_wonen", example="kracht_wonen"),
                Column("team", parsers.text(80), explanation="team dat begeleidt"),
                *person_columns(),
            ),
            rules=(not_before("started_on", "ended_on"), born_before("started_on")),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One person_ref has one national number throughout the file."""
        return (OneNumberPerPerson(),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return writing.preview_trajectories(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return writing.write_trajectories(work, rows)


def _situation_column(session: Session, *, required: bool) -> Column:
    there = parsers.known(situation_refs(session), _SITUATION)
    return Column("situation_ref", there, required=required, explanation="nummer van de situatie in kw-situations")


def _decided(values: Mapping[str, Any]) -> str | None:
    return "moet ingevuld zijn als offer ingevuld is" if values["offer"] and not values["decided_on"] else None
