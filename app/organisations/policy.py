"""The loader of municipalities, postal codes, organisations and service points."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.organisations.models import Municipality, Organisation, PostalCode, ServicePoint
from app.policy.files import PolicyRow
from app.policy.loader import PolicyLoader, register
from app.policy.tables import PolicyTable, load_tables, validity


def load_organisations(session: Session, folder: Path) -> None:
    """The four files, each after what it refers to."""
    load_tables(session, folder, _TABLES)


def _municipality(row: PolicyRow) -> dict[str, Any]:
    return {
        "nis5": row.text("nis5"),
        "name": row.text("name"),
        "kind": row.text("kind"),
        "postcode": row.text("postcode"),
        "arrondissement": row.text("arrondissement"),
        "inhabitants": row.number("inhabitants"),
        "inhabitants_year": row.number("inhabitants_year"),
        "language_facilities": row.optional_text("language_facilities"),
        "successor": row.optional_text("successor"),
        **validity(row),
    }


def _place(row: PolicyRow) -> dict[str, Any]:
    return {
        "postcode": row.text("postcode"),
        "place": row.text("place"),
        "municipality": row.text("municipality"),
        **validity(row),
    }


def _organisation(row: PolicyRow) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "kind": row.text("kind"),
        "name": row.text("name"),
        "short_name": row.text("short_name"),
        "municipality": row.optional_text("municipality"),
        **validity(row),
    }


def _point(row: PolicyRow) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "project": row.text("project"),
        "name": row.text("name"),
        "municipality": row.optional_text("municipality"),
        "volunteers": bool(row.flag("volunteers")),
        "opening_rule": row.optional_text("opening_rule"),
        "active_from": row.day("active_from"),
        "active_to": row.day("active_to"),
        "source": row.text("source"),
    }


_TABLES = (
    PolicyTable("municipalities.csv", Municipality, ("nis5",), _municipality),
    PolicyTable("postal_codes.csv", PostalCode, ("postcode", "place"), _place),
    PolicyTable("organisations.csv", Organisation, ("code",), _organisation),
    PolicyTable("points.csv", ServicePoint, ("code", "project"), _point),
)
register(PolicyLoader("organisations", tuple(table.file for table in _TABLES), load_organisations, order=10))
