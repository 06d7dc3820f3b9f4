"""The loaders of code lists and sources: one CSV file per list, columns beyond the standard ones become attributes."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.upsert import Upsert
from app.policy.files import policy_rows
from app.policy.loader import PolicyLoader, register
from app.policy.models import Code, PolicySource

_STANDARD = frozenset({"key", "label_nl", "label_en", "sort", "active_from", "active_to", "source"})
_BEGINNING = date(2018, 1, 1)


def load_codes(session: Session, folder: Path) -> None:
    """Every list of config/policy/codes/. A key that left its file stays: records refer to it."""
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("codes/*.csv")):
        rows.extend(
            {
                "list": path.stem,
                "key": row.text("key"),
                "label_nl": row.text("label_nl"),
                "label_en": row.text("label_en"),
                "sort": row.number("sort") or 0,
                "active_from": row.day("active_from") or _BEGINNING,
                "active_to": row.day("active_to"),
                "source": row.text("source"),
                "attrs": {
                    name: _attribute(value) for name, value in row.fields.items() if name not in _STANDARD and value
                },
            }
            for row in policy_rows(path)
        )
    Upsert(Code, ("list", "key"), "list").apply(session, rows)


def load_sources(session: Session, folder: Path) -> None:
    """The documents that figures and facts come from."""
    rows = [
        {
            "key": row.text("key"),
            "title": row.text("title"),
            "published": row.number("published"),
            "confirmed": bool(row.flag("confirmed")),
        }
        for row in policy_rows(folder / "sources.csv")
    ]
    Upsert(PolicySource, ("key",), "key").apply(session, rows)


def _attribute(value: str) -> str | int | bool:
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isdecimal() else value


register(PolicyLoader("codes", ("codes/*.csv",), load_codes, order=0))
register(PolicyLoader("sources", ("sources.csv",), load_sources, order=0))
