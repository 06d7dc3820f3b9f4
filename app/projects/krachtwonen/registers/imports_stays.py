"""`import kw-stays`, `crisis-stays` and `medical-referrals`: who slept where, with no night taken twice."""

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
from app.organisations.queries import municipality_codes
from app.policy.queries import code_keys
from app.projects.krachtwonen.kinds import Layer
from app.projects.krachtwonen.registers import queries as stored
from app.projects.krachtwonen.registers import service_beds as beds
from app.projects.krachtwonen.registers import service_medical as medical
from app.projects.krachtwonen.registers import service_stays as stays
from app.projects.krachtwonen.registers.imports_overlap import Days, Overlaps, PersonOverlaps, Span

_REF: Final = Column("ref", parsers.text(80), required=True, explanation="eigen nummer van de rij in het register")
_UNIT_TAKEN = "in deze woning verblijft op die nachten al iemand"
_PERSON_TAKEN = "deze persoon verblijft op die nachten al ergens"
_PERSON_REF = next(column for column in person_columns() if column.name == "person_ref")
MOST_PERSONS: Final = 500


class StayImporter:
    """Stays in homes. An empty optional cell leaves what the system already knows of that row as it is."""

    kind = "kw-stays"

    def schema(self, session: Session) -> Schema:
        """The columns, with the units and situations that are there."""
        situations = parsers.known(stored.situation_refs(session), "een situatie")
        return Schema(
            columns=(
                _REF,
                _unit_column(session, required=True),
                Column("moved_in", numbers.day(), required=True, explanation="eerste nacht", example="15/03/2018"),
                Column("moved_out", numbers.day(), explanation="dag van vertrek: geen nacht meer"),
                Column("destination", parsers.code(code_keys(session, "exit_destination")), explanation="bestemming",
                       example="social_rent"),
                Column("waiting_accelerated", parsers.boolean(), explanation="wacht op versnelde toewijzing"),
                Column("situation_ref", situations, explanation="nummer van de situatie in kw-situations"),
                _PERSON_REF,
                Column("persons", numbers.count(MOST_PERSONS), explanation="aantal personen; leeg is 1"),
            ),
            rules=(
                not_before("moved_in", "moved_out"),
                RowRule(("moved_out", "destination"), _gone),
                RowRule(("persons",), _somebody),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """No unit and no person twice on a night."""
        days = Days("moved_in", "moved_out", stored.STAY)
        return (
            Overlaps("unit_ref", days, _UNIT_TAKEN, lambda keys: _places(session, keys)),
            PersonOverlaps(days, _PERSON_TAKEN, lambda keys: _nights(session, Layer.HOME, keys)),
        )

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns and the whole file."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return stays.preview_stays(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return stays.write_stays(work, rows)


class CrisisImporter:
    """Stays in the crisis network, one row for each person."""

    kind = "crisis-stays"

    def schema(self, session: Session) -> Schema:
        """The columns, with the units that are there."""
        return Schema(
            columns=(
                _REF,
                Column("first_night", numbers.day(), required=True, explanation="eerste nacht", example="15/03/2018"),
                Column("departed_on", numbers.day(), explanation="dag van vertrek: geen nacht meer"),
                Column("stay_group", parsers.text(80), explanation="wie samen kwam, heeft dezelfde groep"),
                _unit_column(session, required=False),
                Column("municipality", parsers.municipality(municipality_codes(session)),
                       explanation="NIS-code van wie doorverwees", example="34022"),
                *(_required_ref(column) for column in person_columns()),
            ),
            rules=(not_before("first_night", "departed_on"), born_before("first_night")),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """No person twice on a night, and in one unit only who belongs together."""
        days = Days("first_night", "departed_on", stored.CRISIS)
        return (
            OneNumberPerPerson(),
            PersonOverlaps(days, _PERSON_TAKEN, lambda keys: _nights(session, Layer.BED, keys)),
            Overlaps("unit_ref", days, _UNIT_TAKEN, lambda keys: _places(session, keys), group="stay_group"),
        )

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns and the whole file."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return beds.preview_crisis(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return beds.write_crisis(work, rows)


class MedicalImporter:
    """Referrals to the medical recovery stay, with the stay of who was admitted."""

    kind = "medical-referrals"

    def schema(self, session: Session) -> Schema:
        """The columns, with the code lists that are in force now."""
        return Schema(
            columns=(
                _REF,
                Column("referred_on", numbers.day(), required=True, explanation="dag van aanmelding"),
                Column("decision", parsers.code(code_keys(session, "medical_decision")), required=True,
                       explanation="opgenomen, geweigerd, ingetrokken of open", example="opgenomen"),
                Column("decided_on", numbers.day(), explanation="dag van het besluit"),
                Column("refusal_reason", _words(parsers.code(code_keys(session, "medical_refusal"))),
                       explanation="reden van weigering", example="volzet"),
                Column("first_night", numbers.day(), explanation="eerste nacht"),
                Column("departed_on", numbers.day(), explanation="dag van vertrek: geen nacht meer"),
                _PERSON_REF,
            ),
            rules=(
                not_before("referred_on", "decided_on"),
                not_before("referred_on", "first_night"),
                not_before("first_night", "departed_on"),
                RowRule(("decision", "decided_on"), _refused_on_a_day),
                RowRule(("decision", "refusal_reason"), _only_refused),
                RowRule(("decision", "first_night"), _only_admitted),
                RowRule(("first_night", "departed_on"), _came_first),
            ),
        )  # fmt: skip

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """No person twice on a night."""
        days = Days("first_night", "departed_on", stored.MEDICAL)
        return (PersonOverlaps(days, _PERSON_TAKEN, lambda keys: _nights(session, Layer.BED, keys)),)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Nothing beyond the columns and the whole file."""
        return ()

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return medical.preview_medical(session, rows)

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return medical.write_medical(work, rows)


def _places(session: Session, keys: Sequence[str]) -> list[Span]:
    taken = stored.places_taken(session, keys)
    return [Span(unit, nights, ref, group) for unit, nights, ref, group, _place in taken]


def _nights(session: Session, layer: Layer, keys: Sequence[str]) -> list[Span]:
    return [Span(who, nights, ref) for who, nights, ref in stored.nights_of_refs(session, layer, keys)]


def _unit_column(session: Session, *, required: bool) -> Column:
    there = parsers.known(stored.unit_refs(session), "een woning")
    return Column("unit_ref", there, required=required, explanation="nummer van de woning in kw-units")


def _required_ref(column: Column) -> Column:
    return Column(column.name, column.parser, column.name == "person_ref", column.explanation, column.example)


def _words(parse: Parser) -> Parser:
    """A code written as the words of the list: with spaces and slashes for underscores."""

    def read(cell: str) -> Any:  # noqa: ANN401 - what the parser gives
        return parse("_".join(cell.replace("/", " ").lower().split()))

    return read


def _gone(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder moved_out" if values["destination"] and not values["moved_out"] else None


def _somebody(values: Mapping[str, Any]) -> str | None:
    return "is minstens één" if values["persons"] == 0 else None


def _refused_on_a_day(values: Mapping[str, Any]) -> str | None:
    return "moet ingevuld zijn" if values["decision"] == "geweigerd" and not values["decided_on"] else None


def _only_refused(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder weigering" if values["refusal_reason"] and values["decision"] != "geweigerd" else None


def _only_admitted(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder opname" if values["first_night"] and values["decision"] != "opgenomen" else None


def _came_first(values: Mapping[str, Any]) -> str | None:
    return "staat er zonder first_night" if values["departed_on"] and not values["first_night"] else None
