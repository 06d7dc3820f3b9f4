"""Loads the retention terms from config/policy/retention.csv."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.core.upsert import Upsert
from app.policy.files import policy_rows
from app.policy.loader import PolicyLoader, register
from app.privacy.models_retention import RetentionTerm

_TERMS = Upsert(RetentionTerm, key=("project", "valid_from"), lead="project")


def load_terms(session: Session, folder: Path) -> None:
    """Bring the terms in line with the file."""
    rows = [
        {
            "project": row.text("project"),
            "valid_from": row.day("valid_from"),
            "valid_to": row.day("valid_to"),
            "months": row.number("months"),
            "confirmed": row.flag("confirmed"),
            "source": row.text("source"),
        }
        for row in policy_rows(folder / "retention.csv")
    ]
    _TERMS.apply(session, rows)


register(PolicyLoader("retention", ("retention.csv",), load_terms, order=60))
