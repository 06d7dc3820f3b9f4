"""`import owner-contacts`: contacts of renovation coaches with owners, one row for each contact."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.import_persons import OneNumberPerPerson, born_before
from app.core.upsert import Counts
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.person import person_columns
from app.imports.schema import Column, Schema
from app.imports.values import ImportRow, RowError
from app.organisations.queries import municipality_codes
from app.projects.energiehuis.coaching.service_register import preview_contacts, write_contacts


class OwnerContactsImporter:
    """The contacts with owners; `person_ref` says which rows are about the same owner."""

    kind = "owner-contacts"

    def schema(self, session: Session) -> Schema:
        """The columns, with the municipalities of the region."""
        who = tuple(column for column in person_columns() if column.name != "person_ref")
        return Schema(
            columns=(
                Column("ref", parsers.text(80), required=True, explanation="eigen nummer van het contact"),
                Column("person_ref", parsers.text(64), required=True, explanation="eigen nummer van de eigenaar"),
                Column("contacted_on", numbers.day(), required=True, explanation="dag van het contact",
                       example="15/03/2024"),
                Column("qualifying", parsers.boolean(), required=True,
                       explanation="telt het contact mee als bereikt (1 of 0)", example="1"),
                Column("municipality", parsers.municipality(municipality_codes(session)),
                       explanation="NIS-code van de woning", example="34022"),
                *who,
            ),
            rules=(born_before("contacted_on"),),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One person_ref has one national number throughout the file."""
        return (OneNumberPerPerson(),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns: a person who contradicts what is stored is found while writing."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return preview_contacts(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return write_contacts(work, rows)
