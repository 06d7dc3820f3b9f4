"""Loads the terms of closing a year from config/policy/year_terms.csv."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.actionplan.models_year import YearTerm
from app.core.errors import StartRefused
from app.core.upsert import Upsert
from app.policy.files import PolicyRow, policy_rows
from app.policy.loader import PolicyLoader, register

_TERMS = Upsert(YearTerm, ("from_year",), "from_year")
_ANY_YEAR = 2001
"""Days are read in a year without 29 February, so that they exist in every year."""


def load_terms(session: Session, folder: Path) -> None:
    """Bring the terms in line with the file."""
    rows = [
        {
            "from_year": row.number("from_year"),
            **{name: _day(row, name) for name in ("no_new_after", "no_edit_after", "deadline")},
            "confirmed": row.flag("confirmed"),
            "source": row.text("source"),
        }
        for row in policy_rows(folder / "year_terms.csv")
    ]
    _TERMS.apply(session, rows)


def _day(row: PolicyRow, name: str) -> str:
    text = row.text(name)
    try:
        return date.fromisoformat(f"{_ANY_YEAR}-{text}").isoformat()[5:]
    except ValueError:
        raise StartRefused(f"beleidsbestand year_terms.csv: {name} is geen maand en dag zoals 01-31") from None


register(PolicyLoader("year_terms", ("year_terms.csv",), load_terms, order=62))
