"""Writing the policy tree: what the policy loader and the imports share. Rows name nodes by plan and code."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actionplan.models import (
    Indicator,
    Narrative,
    NodeMoney,
    PlanNode,
    PlanPeriod,
    PlanTotal,
    PublishedFigure,
)
from app.actionplan.queries_tree import node_uids
from app.core.uid import new_uid
from app.core.upsert import Upsert

Row = dict[str, Any]

PERIODS = Upsert(PlanPeriod, ("code",), "code")
NODES = Upsert(PlanNode, ("plan", "code"), "code")
MONEY = Upsert(NodeMoney, ("node_uid", "source_table", "kind", "year", "basis"), "node_uid")
TOTALS = Upsert(PlanTotal, ("plan", "line", "year", "basis"), "plan")
INDICATORS = Upsert(Indicator, ("key",), "key")
FIGURES = Upsert(PublishedFigure, ("ref",), "ref")
NARRATIVES = Upsert(Narrative, ("node_uid", "on"), "node_uid")


class FigureKey(NamedTuple):
    """What tells one published figure from another, as it was published."""

    code: str | None
    year: int
    indicator: str
    breakdown: str
    day: str

    @property
    def ref(self) -> str:
        return ":".join(str(part or "") for part in self)


def with_node(session: Session, rows: Sequence[Row]) -> list[Row]:
    """The same rows with the uid of their node in place of `plan` and `code`; no code, no node."""
    known = node_uids(session)
    resolved = []
    for row in rows:
        plan, code = row.pop("plan"), row.pop("code")
        resolved.append(row | {"node_uid": known[plan, code] if code else None})
    return resolved


def with_indicator(session: Session, rows: Sequence[Row], *, create: bool) -> list[Row]:
    """The same rows with the uid of their indicator in place of `indicator_key`.

    An unknown key becomes a new indicator, named by the first row that has it; without `create` it gets
    a uid that leads nowhere, which is enough to compare.
    """
    keys = {row["indicator_key"] for row in rows}
    query = select(Indicator.key, Indicator.uid).where(Indicator.key.in_(keys))
    known: dict[str, UUID] = {row.key: row.uid for row in session.execute(query)}
    resolved = []
    for row in rows:
        key = row.pop("indicator_key")
        if key not in known:
            known[key] = _new_indicator(session, key, row, create=create)
        resolved.append(row | {"indicator_uid": known[key]})
    return resolved


def _new_indicator(session: Session, key: str, row: Mapping[str, Any], *, create: bool) -> UUID:
    uid = new_uid()
    if create:
        label, source = row.get("label") or key, row.get("source") or "import"
        session.add(Indicator(uid=uid, key=key, label=label, unit=row["unit"], source=source))
        session.flush()
    return uid
