"""Loads derived indicators, rules of counted indicators and targets from config/policy/plan/."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actionplan.kinds import DerivedKind, Direction, Taken
from app.actionplan.models import Indicator
from app.actionplan.models_indicator import DerivedIndicator, IndicatorRule, IndicatorTarget
from app.core.errors import StartRefused
from app.core.upsert import Upsert
from app.policy.files import PolicyRow, policy_rows
from app.policy.loader import PolicyLoader, register

_DERIVED = Upsert(DerivedIndicator, ("key", "version"), "key")
_TARGETS = Upsert(IndicatorTarget, ("key", "from_year"), "key")
_RULES = Upsert(IndicatorRule, ("key", "version"), "key")
_ENDLESS: Final = 9999
_Row = dict[str, Any]


def load_indicators(session: Session, folder: Path) -> None:
    """Bring the three in line with their files; two rows of one key that hold in the same year are refused."""
    derived = [_derived(row) for row in policy_rows(folder / "plan" / "derived.csv")]
    rules = [_rule(row) for row in policy_rows(folder / "plan" / "rules.csv")]
    targets = [_target(row) for row in policy_rows(folder / "plan" / "targets.csv")]
    for name, rows in (("derived.csv", derived), ("rules.csv", rules), ("targets.csv", targets)):
        _refuse_overlap(name, rows)
    _DERIVED.apply(session, derived)
    known = set(session.scalars(select(Indicator.key)))
    unknown = [rule["key"] for rule in rules if rule["key"] not in known]
    if unknown:
        raise StartRefused(f"beleidsbestand rules.csv: er is geen indicator {', '.join(unknown)}")
    _RULES.apply(session, rules)
    _TARGETS.apply(session, targets)


def _derived(row: PolicyRow) -> _Row:
    kind, of = row.choice("kind", DerivedKind), row.optional_text("of")
    if (of is None) == (kind is DerivedKind.RATE):
        raise StartRefused(f"beleidsbestand derived.csv: {row.text('key')} heeft een noemer (of) nodig als het rate is")
    numbers = {name: row.number(name) for name in ("version", "from_year", "to_year", "decimals")}
    texts = {name: row.text(name) for name in ("key", "action", "label", "unit", "definition", "parts", "owner")}
    return numbers | texts | {"kind": kind, "of": of, "confirmed": row.flag("confirmed"), "source": row.text("source")}


def _rule(row: PolicyRow) -> _Row:
    numbers = {name: row.number(name) for name in ("version", "from_year", "to_year")}
    texts = {name: row.text(name) for name in ("key", "definition", "owner", "source")}
    flags = {name: row.flag(name) for name in ("of_people", "confirmed")}
    return numbers | texts | flags | {"taken": row.choice("taken", Taken)}


def _target(row: PolicyRow) -> _Row:
    return {
        "key": row.text("key"),
        "from_year": row.number("from_year"),
        "to_year": row.number("to_year"),
        "direction": row.choice("direction", Direction),
        "value": row.decimal("value"),
        "band": row.decimal("band") or 0,
        "owner": row.text("owner"),
        "confirmed": row.flag("confirmed"),
        "source": row.text("source"),
    }


def _refuse_overlap(name: str, rows: list[_Row]) -> None:
    last: dict[str, int] = {}
    for row in sorted(rows, key=lambda each: (each["key"], each["from_year"])):
        if row["from_year"] <= last.get(row["key"], 0):
            raise StartRefused(f"beleidsbestand {name}: twee rijen van {row['key']} gelden in {row['from_year']}")
        last[row["key"]] = row["to_year"] or _ENDLESS


register(
    PolicyLoader("indicators", ("plan/derived.csv", "plan/rules.csv", "plan/targets.csv"), load_indicators, order=25)
)
