"""The loader of Woonclub's dated policy: opening rules, figures, staff, instruments."""

from collections.abc import Callable
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import StartRefused
from app.core.upsert import Upsert
from app.policy.files import PolicyRow, policy_rows
from app.policy.loader import PolicyLoader, register
from app.projects.woonclub.models_policy import InstrumentDomain, PointOpening, StaffAllocation, WoonclubFigure
from app.projects.woonclub.rules_desk import Rhythm

_FOLDER = "woonclub"


def load_woonclub(session: Session, folder: Path) -> None:
    """The four files. A row that left its file stays: cases refer to it."""

    def rows(name: str, read: Callable[[PolicyRow], dict[str, Any]]) -> list[dict[str, Any]]:
        return [read(row) | _validity(row) for row in policy_rows(folder / _FOLDER / f"{name}.csv")]

    Upsert(PointOpening, ("key",), "key").apply(session, rows("openings", _opening))
    figures = rows("figures", _figure)
    _refuse_overlaps(figures)
    Upsert(WoonclubFigure, ("key", "above", "valid_from"), "key").apply(session, figures)
    Upsert(StaffAllocation, ("key",), "key").apply(session, rows("staff", _staff))
    Upsert(InstrumentDomain, ("instrument", "domain"), "instrument").apply(session, rows("instruments", _domain))


def _opening(row: PolicyRow) -> dict[str, Any]:
    rhythm, weekday = row.choice("rhythm", Rhythm), row.number("weekday")
    if (weekday is None) != (rhythm is Rhythm.APPOINTMENT):
        raise StartRefused(f"openingsuren {row.text('key')}: een weekdag hoort bij elk ritme behalve afspraak")
    return {
        "key": row.text("key"),
        "point": row.text("point"),
        "rhythm": rhythm,
        "weekday": weekday,
        "opens": _time(row, "opens"),
        "closes": _time(row, "closes"),
        "counted_from": row.day("counted_from"),
        "evening": row.flag("evening") is True,
    }


def _figure(row: PolicyRow) -> dict[str, Any]:
    return {
        "key": row.text("key"),
        "above": row.number("above") or 0,
        "value": row.decimal("value"),
        "unit": row.text("unit"),
        "label": row.text("label"),
    }


def _staff(row: PolicyRow) -> dict[str, Any]:
    return {"key": row.text("key"), "team": row.text("team"), "fte": row.decimal("fte")}


def _domain(row: PolicyRow) -> dict[str, Any]:
    return {
        "instrument": row.text("instrument"),
        "domain": row.text("domain"),
        "instrument_label": row.text("instrument_label"),
        "label": row.text("label"),
        "sort": row.number("sort") or 0,
        "lowest": row.number("lowest"),
        "highest": row.number("highest"),
    }


def _validity(row: PolicyRow) -> dict[str, Any]:
    return {
        "valid_from": row.required_day("valid_from"),
        "valid_to": row.day("valid_to"),
        "source": row.text("source"),
        "confirmed": row.flag("confirmed") is True,
    }


def _time(row: PolicyRow, name: str) -> time | None:
    written = row.optional_text(name)
    try:
        return None if written is None else time.fromisoformat(written)
    except ValueError:
        raise StartRefused(f"openingsuren {row.text('key')}: {name} is niet te lezen") from None


def _refuse_overlaps(rows: list[dict[str, Any]]) -> None:
    ordered = sorted(rows, key=lambda row: (row["key"], row["above"], row["valid_from"]))
    for one, other in pairwise(ordered):
        same = (one["key"], one["above"]) == (other["key"], other["above"])
        if same and (one["valid_to"] is None or one["valid_to"] > other["valid_from"]):
            raise StartRefused(f"twee rijen van {one['key']} gelden op dezelfde dag in config/policy/{_FOLDER}")


_FILES = ("openings", "figures", "staff", "instruments")
register(PolicyLoader("woonclub", tuple(f"{_FOLDER}/{name}.csv" for name in _FILES), load_woonclub, order=20))
