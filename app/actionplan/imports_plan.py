"""The imports of the tree itself (`plan`) and of its yearly texts (`narratives`)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actionplan.imports import TreeImporter
from app.actionplan.models import CodeStatus, Level, PlanNode, PlanPeriod
from app.actionplan.queries_tree import node_uids, plan_before, plan_of_year, plan_periods
from app.actionplan.rules_lineage import continued
from app.actionplan.service_tree import NARRATIVES, NODES, Row, with_node
from app.imports import numbers, parsers
from app.imports.importer import FileCheck
from app.imports.schema import Column, Schema
from app.imports.values import ImportRow, RowError
from app.policy.queries import code_keys

CODE = parsers.text(20)
_RANK = {level: place for place, level in enumerate(Level)}
_NODE_FIELDS = {
    "code": "code",
    "parent": "parent",
    "level": "level",
    "title": "title",
    "description": "description",
    "priority": "priority",
    "status_note": "status_note",
    "plan_ref": "plan_ref",
    "continues": "continues",
    "source": "source",
    "code_status": "code_status",
    "statement": "statement",
    "title_printed": "title_printed",
    "status": "status",
    "indicator": "indicator_title",
    "vlaamse_prioriteit": "flemish_priority",
}
_MAY_NOT_BE_EMPTY = frozenset({"source", "code_status"})
_NARRATIVE_FIELDS = {
    "code": "code",
    "date": "on",
    "text": "text",
    "heading": "heading",
    "code_printed": "code_printed",
    "source_line": "source_line",
    "opmerking": "remark",
}


class PlanImporter(TreeImporter):
    """Nodes with their statements and descriptions. A node that the file leaves out stays as it is."""

    kind = "plan"
    upsert = NODES

    def schema(self, session: Session) -> Schema:
        """One row per node; `plan` is only needed once there are several plans."""
        plans = [period.code for period in plan_periods(session)]
        return Schema(
            (
                Column("code", CODE, True, "code van het doel, actieplan of de actie", "A0901"),
                Column("parent", CODE, False, "code van het niveau erboven; leeg bij de top", "AP09"),
                Column("level", parsers.code(list(Level)), True, "niveau: sd, od, ap of actie", "actie"),
                Column("title", parsers.text(200), True, "korte naam", "Woonclub"),
                Column("description", parsers.long_text(), False, "toelichting"),
                Column("priority", parsers.boolean(), False, "prioritair, als dat zo gedrukt is", "true"),
                Column("status_note", parsers.long_text(2000), False, "uitleg bij de stand van zaken"),
                Column("plan_ref", parsers.text(20), False, "nummer in de tekst van het beleidsplan", "10.1"),
                Column("source", parsers.text(120), False, "document waaruit dit komt", "001"),
                Column("code_status", parsers.code(list(CodeStatus)), False, "hoe zeker de code is", "gedrukt"),
                Column("statement", parsers.long_text(), False, "doelzin"),
                Column("title_printed", parsers.text(200), False, "kop zoals gedrukt"),
                Column("status", parsers.code(code_keys(session, "node_status")), False, "stand", "lopend"),
                Column("indicator", parsers.text(200), False, "naam van de indicator"),
                Column("vlaamse_prioriteit", parsers.text(20), False, "Vlaamse beleidsprioriteit", "WSE-LR1"),
                Column("continues", parsers.text(120), False, "codes uit het vorige plan; ; ertussen", "A0901"),
                Column("plan", parsers.code(plans), len(plans) > 1, "beleidsplan", "2020-2025"),
            ),
            key=("code",) if len(plans) < 2 else ("plan", "code"),
        )

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        return (_Parents(self, session),)

    def plan_of(self, periods: Sequence[PlanPeriod], row: ImportRow) -> PlanPeriod | None:
        wanted = row["plan"]
        matching = [period for period in periods if wanted in (None, period.code)]
        return matching[0] if len(matching) == 1 else None

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """A new code is fine here; whether its parent exists is known at the end of the file."""
        periods, known = plan_periods(session), node_uids(session)
        for row in rows:
            plan = self.plan_of(periods, row)
            if plan is None:
                yield row.error("plan", "er is geen beleidsplan om deze rij in te zetten")
                continue
            before = plan_before(periods, plan)
            for code in continued(row["continues"]):
                if before is None or (before.code, code) not in known:
                    yield row.error("continues", f"{code} staat niet in het plan voor {plan.code}")

    def stored_rows(self, session: Session, rows: Sequence[ImportRow], *, write: bool) -> list[Row]:
        periods = plan_periods(session)
        stored = []
        for row in rows:
            plan = self.plan_of(periods, row)
            values = row.renamed(_NODE_FIELDS)
            kept = {name: value for name, value in values.items() if value or name not in _MAY_NOT_BE_EMPTY}
            stored.append(kept | {"plan": plan.code if plan else ""})
        return stored


class _Parents:
    """Every parent must be in the file or in the database, on a level above its child."""

    columns: tuple[str, ...] = ("code", "parent", "level", "plan")

    def __init__(self, importer: PlanImporter, session: Session) -> None:
        self._importer = importer
        self._periods = plan_periods(session)
        query = select(PlanNode.plan, PlanNode.code, PlanNode.level)
        self._levels = {(plan, code): level for plan, code, level in session.execute(query)}
        self._children: list[tuple[ImportRow, str]] = []

    def add(self, row: ImportRow) -> Iterable[RowError]:
        plan = self._importer.plan_of(self._periods, row)
        if plan is not None:
            self._levels[plan.code, row["code"]] = Level(row["level"])
            # Only what the check at the end needs: the texts of the row are not kept.
            kept = {name: row[name] for name in self.columns}
            self._children.append((ImportRow(row.number, kept), plan.code))
        return ()

    def finish(self) -> Iterable[RowError]:
        for row, plan in self._children:
            message = self._problem(row, plan)
            if message:
                yield row.error("parent", message)

    def close(self) -> None:
        self._children.clear()

    def _problem(self, row: ImportRow, plan: str) -> str | None:
        top = row["level"] == Level.GOAL
        if row["parent"] is None:
            return None if top else "moet ingevuld zijn, behalve bij een strategische doelstelling"
        above = self._levels.get((plan, row["parent"]))
        if above is None:
            return "staat niet in het bestand en niet in het plan"
        if _RANK[above] >= _RANK[Level(row["level"])]:
            return "moet een hoger niveau hebben dan deze rij"
        return None


class NarrativeImporter(TreeImporter):
    """The text of each measurement: one per node and day."""

    kind = "narratives"
    upsert = NARRATIVES

    def schema(self, session: Session) -> Schema:
        """One row per node and day."""
        return Schema(
            (
                Column("code", CODE, True, "code waar de tekst bij hoort", "A0901"),
                Column("date", numbers.day(), True, "dag van de meting", "2024-12-31"),
                Column("text", parsers.long_text(), True, "de tekst; lege regels maken alinea's"),
                Column("ap_code", CODE, False, "actieplan waar de actie in staat", "AP09"),
                Column("heading", parsers.text(400), False, "kop boven de tekst", "Woonclub"),
                Column("code_printed", CODE, False, "code zoals gedrukt, juist of fout"),
                Column("source_line", numbers.count(), False, "regel in het brondocument"),
                Column("opmerking", parsers.long_text(2000), False, "opmerking bij het overnemen"),
            ),
            key=("code", "date"),
        )

    def plan_of(self, periods: Sequence[PlanPeriod], row: ImportRow) -> PlanPeriod | None:
        return plan_of_year(periods, row["date"].year)

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Also that the action plan named is really the one above the action."""
        yield from super().check(session, rows)
        query = select(PlanNode.plan, PlanNode.code, PlanNode.parent)
        parents = {(plan, code): parent for plan, code, parent in session.execute(query)}
        periods = plan_periods(session)
        for row in rows:
            plan = self.plan_of(periods, row)
            key = (plan.code if plan else "", row["code"])
            if row["ap_code"] is not None and key in parents and parents[key] != row["ap_code"]:
                yield row.error("ap_code", "is niet het actieplan waar deze actie in staat")

    def stored_rows(self, session: Session, rows: Sequence[ImportRow], *, write: bool) -> list[Row]:
        periods = plan_periods(session)
        named = []
        for row in rows:
            plan = self.plan_of(periods, row)
            named.append(row.renamed(_NARRATIVE_FIELDS) | {"plan": plan.code if plan else ""})
        return with_node(session, named)
