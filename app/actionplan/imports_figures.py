"""The imports of money (`finance`) and of published figures (`measurements`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.actionplan.imports import TreeImporter
from app.actionplan.imports_plan import CODE
from app.actionplan.models import Basis, FigureKind, MoneyKind, PlanPeriod, SourceTable, YearMapping
from app.actionplan.queries_tree import nearest_plan, plan_of_year, plan_periods
from app.actionplan.service_tree import FIGURES, MONEY, FigureKey, Row, with_indicator, with_node
from app.imports import numbers, parsers
from app.imports.schema import Column, RowRule, Schema
from app.imports.values import ImportRow

_MONEY_FIELDS = {
    "code": "code",
    "kind": "kind",
    "year": "year",
    "basis": "basis",
    "ontvangsten": "receipts",
    "uitgaven": "expenses",
    "saldo_printed": "balance_printed",
    "source_table": "source_table",
    "year_mapping": "year_mapping",
    "source_line": "source_line",
    "opmerking": "remark",
}
_FIGURE_FIELDS = {
    "code": "code",
    "year": "year",
    "date": "on",
    "indicator_key": "indicator_key",
    "label_nl": "label",
    "value": "value",
    "unit": "unit",
    "project": "project",
    "source": "source",
    "quote": "quote",
    "soort": "kind",
    "uitsplitsing": "breakdown",
    "periode": "period",
    "opmerking": "remark",
}
_MAY_NOT_BE_EMPTY = frozenset({"year_mapping", "kind", "source"})
_AMOUNTS = ("ontvangsten", "uitgaven", "saldo_printed")


def _some_amount(values: Mapping[str, Any]) -> str | None:
    empty = all(values[name] is None for name in _AMOUNTS)
    return "minstens één van de drie bedragen moet ingevuld zijn" if empty else None


def _printed_sign(values: Mapping[str, Any]) -> str | None:
    printed, expenses = values["uitgaven_as_printed"], values["uitgaven"]
    sign = -1 if values["source_table"] == SourceTable.SYNTHESIS else 1
    if printed is None or printed == sign * (expenses if expenses is not None else printed + 1):
        return None
    return "is niet hetzelfde bedrag als uitgaven (in de synthese staat het er negatief)"


def _not_negative(values: Mapping[str, Any]) -> str | None:
    return "mag niet negatief zijn" if values["value"] < 0 else None


def _kept(row: ImportRow, fields: Mapping[str, str]) -> Row:
    values = row.renamed(fields)
    return {name: value for name, value in values.items() if value is not None or name not in _MAY_NOT_BE_EMPTY}


class FinanceImporter(TreeImporter):
    """Amounts exactly as printed, also where they do not add up: that is for the findings."""

    kind = "finance"
    upsert = MONEY

    def schema(self, session: Session) -> Schema:
        """One row per node, kind, year, basis and table."""
        return Schema(
            (
                Column("code", CODE, True, "code van het doel, actieplan of de actie", "A0901"),
                Column("kind", parsers.code(list(MoneyKind)), True, "soort tabel", "exploitatie"),
                Column("year", numbers.year(), True, "jaar", "2024"),
                Column("basis", parsers.code(list(Basis)), True, "rekening of meerjarenplan", "rekening"),
                Column("ontvangsten", numbers.whole_euros(), False, "ontvangsten in hele euro", "173738"),
                Column("uitgaven", numbers.whole_euros(), False, "uitgaven in hele euro, positief", "173599"),
                Column("saldo_printed", numbers.whole_euros(), False, "saldo zoals gedrukt", "139"),
                Column("source_table", parsers.code(list(SourceTable)), True, "gedrukt in", "synthese"),
                Column("uitgaven_as_printed", numbers.whole_euros(), False, "uitgaven met hun teken", "-173599"),
                Column("year_mapping", parsers.code(list(YearMapping)), False, "zekerheid van het jaar"),
                Column("source_line", numbers.count(), False, "regel in het brondocument"),
                Column("opmerking", parsers.long_text(2000), False, "opmerking bij het overnemen"),
            ),
            key=("source_table", "code", "kind", "year", "basis"),
            rules=(
                RowRule(_AMOUNTS, _some_amount),
                RowRule(("source_table", "uitgaven", "uitgaven_as_printed"), _printed_sign),
            ),
        )

    def plan_of(self, periods: Sequence[PlanPeriod], row: ImportRow) -> PlanPeriod | None:
        return plan_of_year(periods, row["year"])

    def stored_rows(self, session: Session, rows: Sequence[ImportRow], *, write: bool) -> list[Row]:
        periods = plan_periods(session)
        named = []
        for row in rows:
            plan = self.plan_of(periods, row)
            named.append(_kept(row, _MONEY_FIELDS) | {"plan": plan.code if plan else ""})
        return with_node(session, named)


class MeasurementImporter(TreeImporter):
    """Published figures. A row without code belongs to no action; one from before a plan hangs in that plan."""

    kind = "measurements"
    upsert = FIGURES

    def schema(self, session: Session) -> Schema:
        """One row per figure; an indicator key that is new makes a new indicator."""
        return Schema(
            (
                Column("code", CODE, False, "code van de actie; leeg als het bij geen actie hoort", "A0901"),
                Column("year", numbers.year(), True, "jaar waarover het cijfer gaat", "2024"),
                Column("date", numbers.day(), False, "dag van de meting", "2024-12-31"),
                Column("indicator_key", parsers.text(60), True, "sleutel van de indicator", "trajecten_nieuw"),
                Column("label_nl", parsers.text(200), True, "wat het cijfer is", "Nieuwe trajecten"),
                Column("value", numbers.decimal_number(), True, "het cijfer", "123"),
                Column("unit", parsers.text(40), True, "eenheid", "trajecten"),
                Column("project", parsers.text(60), False, "project", "Woonclub"),
                Column("source", parsers.text(120), False, "document waaruit dit komt", "001"),
                Column("quote", parsers.long_text(2000), False, "de zin waarin het cijfer staat"),
                Column("soort", parsers.code(list(FigureKind)), False, "soort cijfer", "resultaat"),
                Column("uitsplitsing", parsers.text(120), False, "dimensie=waarde; leeg bij een totaal"),
                Column("periode", parsers.text(120), False, "periode, als het geen kalenderjaar is"),
                Column("opmerking", parsers.long_text(2000), False, "opmerking bij het overnemen"),
            ),
            key=("code", "year", "indicator_key", "uitsplitsing", "date"),
            rules=(RowRule(("value",), _not_negative),),
        )

    def plan_of(self, periods: Sequence[PlanPeriod], row: ImportRow) -> PlanPeriod | None:
        return nearest_plan(periods, row["year"])

    def stored_rows(self, session: Session, rows: Sequence[ImportRow], *, write: bool) -> list[Row]:
        periods = plan_periods(session)
        named = []
        for row in rows:
            plan, day = self.plan_of(periods, row), row["date"]
            breakdown = row["uitsplitsing"] or ""
            key = FigureKey(row["code"], row["year"], row["indicator_key"], breakdown, day.isoformat() if day else "")
            values = _kept(row, _FIGURE_FIELDS) | {"code": row["code"], "breakdown": breakdown, "ref": key.ref}
            named.append(values | {"plan": plan.code if plan else ""})
        return with_indicator(session, with_node(session, named), create=write)
