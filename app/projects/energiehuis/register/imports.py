"""`import loan-applications`: a register of applications for energy loans, with what was decided on them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

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
from app.projects.energiehuis.arithmetic.schedule import MOST_MONTHS
from app.projects.energiehuis.models import Outcome
from app.projects.energiehuis.products.queries import product_labels
from app.projects.energiehuis.register.service import preview_applications, write_applications

MOST_CENTS: Final = 2**31 - 1

Rule = Callable[[Mapping[str, Any]], str | None]


class LoanApplicationsImporter:
    """The register of applications. An empty optional cell leaves what the system already knows of that row as it is.

    History: limits of products and terms are not held against it.
    """

    kind = "loan-applications"

    def schema(self, session: Session) -> Schema:
        """The columns, with the products that there ever were."""
        return Schema(
            columns=(
                Column("ref", parsers.text(80), required=True, explanation="eigen nummer van de aanvraag"),
                Column("received_on", numbers.day(), required=True, explanation="dag waarop de aanvraag binnenkwam",
                       example="15/03/2018"),
                Column("product", parsers.code(product_labels(session)), required=True,
                       explanation="code van de lening", example="EL2_B"),
                Column("municipality", parsers.municipality(municipality_codes(session)), required=True,
                       explanation="NIS-code van de woonplaats", example="34022"),
                Column("amount_requested", numbers.amount(), required=True, explanation="gevraagd bedrag in euro"),
                Column("decision", parsers.code({each.value for each in Outcome}),
                       explanation="goedgekeurd, geweigerd of ingetrokken"),
                Column("decided_on", numbers.day(), explanation="dag van de beslissing"),
                Column("amount_approved", numbers.amount(), explanation="toegekend bedrag in euro"),
                Column("months", numbers.count(MOST_MONTHS), explanation="looptijd in maanden"),
                Column("signed_on", numbers.day(), explanation="dag van ondertekening"),
                Column("first_due_on", numbers.day(), explanation="eerste vervaldag"),
                *person_columns(),
            ),
            rules=(
                RowRule(("amount_requested",), _amount("amount_requested")),
                RowRule(("amount_approved",), _amount("amount_approved")),
                RowRule(("months",), _months),
                RowRule(("decision", "decided_on"), _both),
                not_before("received_on", "decided_on"),
                not_before("decided_on", "signed_on"),
                not_before("signed_on", "first_due_on"),
                RowRule(("decision", "amount_approved"), _only_approved("amount_approved")),
                RowRule(("decision", "signed_on"), _only_approved("signed_on")),
                RowRule(("signed_on", "first_due_on"), _signed_first),
                born_before("received_on"),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One person_ref has one national number throughout the file."""
        return (OneNumberPerPerson(),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns: a person who contradicts what is stored is found while writing."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return preview_applications(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return write_applications(work, rows)


def _amount(column: str) -> Rule:
    def check(values: Mapping[str, Any]) -> str | None:
        amount = values[column]
        if amount is None or 0 < amount * 100 <= MOST_CENTS:
            return None
        return "moet meer dan 0 euro zijn" if amount <= 0 else "is meer dan een lening kan zijn"

    return check


def _months(values: Mapping[str, Any]) -> str | None:
    return "moet minstens 1 zijn" if values["months"] == 0 else None


def _both(values: Mapping[str, Any]) -> str | None:
    if (values["decision"] is None) == (values["decided_on"] is None):
        return None
    return "hoort samen ingevuld te zijn met decision"


def _only_approved(column: str) -> Rule:
    def check(values: Mapping[str, Any]) -> str | None:
        if values[column] is None or values["decision"] == Outcome.APPROVED:
            return None
        return "kan enkel bij een goedgekeurde aanvraag"

    return check


def _signed_first(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder signed_on" if values["first_due_on"] and not values["signed_on"] else None
