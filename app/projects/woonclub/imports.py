"""`import woonclub`: a register of households that looked for a home, one row for each registration."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.import_persons import OneNumberPerPerson, born_before
from app.core.upsert import Counts
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.person import person_columns
from app.imports.schema import Column, RowRule, Schema, not_before
from app.imports.values import ImportRow, Parser, RowError
from app.organisations.queries import municipality_codes, service_points
from app.policy.queries import code_keys
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.service_import import preview_rows, write_rows

MOST_MEMBERS: Final = 40


class WoonclubImporter:
    """The Woonclub register. An empty optional cell leaves what the system already knows of that row as it is."""

    kind = "woonclub"

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists that are in force now."""
        points = {point.code for point in service_points(session, PROJECT_KEY)}
        return Schema(
            columns=(
                Column("ref", parsers.text(80), required=True, explanation="eigen nummer van de rij in het register"),
                Column("registered_on", numbers.day(), required=True, explanation="dag van aanmelding",
                       example="15/03/2018"),
                Column("municipality", parsers.municipality(municipality_codes(session)), required=True,
                       explanation="NIS-code van de woonplaats bij aanmelding", example="34022"),
                Column("adults", numbers.count(MOST_MEMBERS), required=True, explanation="aantal volwassenen"),
                Column("children", numbers.count(MOST_MEMBERS), required=True, explanation="aantal kinderen"),
                Column("situation", _code(session, "housing_situation"), required=True,
                       explanation="woonsituatie van de nacht ervoor", example="rent_private"),
                Column("main_reason", _code(session, "search_reason"), required=True,
                       explanation="belangrijkste reden om een andere woning te zoeken", example="own_feet"),
                Column("point", parsers.code(points), explanation="woonclubpunt: NIS-code of mobiel"),
                Column("seeking", numbers.count(2 * MOST_MEMBERS),
                       explanation="hoeveel leden een woning zoeken; leeg is iedereen"),
                *person_columns(),
                Column("found_on", numbers.day(), explanation="dag waarop de woning gevonden werd"),
                Column("outcome", _code(session, "search_outcome"), explanation="hoe de zoektocht afliep",
                       example="private_rent"),
                Column("trajectory_started_on", numbers.day(), explanation="begin van het traject"),
                Column("subproject", _code(session, "woonclub_subproject"), explanation="woonclub of hbdh"),
                Column("closed_on", numbers.day(), explanation="dag van afsluiting"),
                Column("close_reason", _code(session, "woonclub_close_reason"), explanation="reden van afsluiting"),
            ),
            rules=(
                RowRule(("adults", "children"), _somebody),
                RowRule(("adults", "children", "seeking"), _seeking),
                not_before("registered_on", "found_on"),
                not_before("registered_on", "trajectory_started_on"),
                not_before("registered_on", "closed_on"),
                RowRule(("found_on", "outcome"), _outcome_given),
                RowRule(("closed_on", "close_reason"), _closing_day),
                born_before("registered_on"),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """One person_ref has one national number throughout the file."""
        return (OneNumberPerPerson(),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns: a person who contradicts what is stored is found while writing."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return preview_rows(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return write_rows(work, rows)


def _code(session: Session, name: str) -> Parser:
    return parsers.code(code_keys(session, name))


def _somebody(values: Mapping[str, Any]) -> str | None:
    return None if values["adults"] + values["children"] else "een huishouden telt minstens één persoon"


def _seeking(values: Mapping[str, Any]) -> str | None:
    members, seeking = values["adults"] + values["children"], values["seeking"]
    return "is meer dan het aantal leden" if seeking is not None and seeking > members else None


def _outcome_given(values: Mapping[str, Any]) -> str | None:
    return "moet ingevuld zijn als found_on ingevuld is" if values["found_on"] and not values["outcome"] else None


def _closing_day(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder closed_on" if values["close_reason"] and not values["closed_on"] else None
