"""The loader of municipalities, postal codes, organisations and service points."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import StartRefused
from app.core.upsert import Upsert
from app.organisations.models import Municipality, Organisation, PostalCode, ServicePoint
from app.policy.files import PolicyRow, policy_rows
from app.policy.loader import PolicyLoader, register


def load_organisations(session: Session, folder: Path) -> None:
    """The four files, each after what it refers to."""
    municipalities = [_municipality(row) for row in policy_rows(folder / "municipalities.csv")]
    Upsert(Municipality, ("nis5",), "nis5").apply(session, municipalities)
    places = [_place(row) for row in policy_rows(folder / "postal_codes.csv")]
    Upsert(PostalCode, ("postcode", "place"), "postcode").apply(session, places)
    organisations = [_organisation(row) for row in policy_rows(folder / "organisations.csv")]
    Upsert(Organisation, ("code",), "code").apply(session, organisations)
    points = [_point(row) for row in policy_rows(folder / "points.csv")]
    Upsert(ServicePoint, ("code", "project"), "code").apply(session, points)


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
        **_validity(row),
    }


def _place(row: PolicyRow) -> dict[str, Any]:
    return {
        "postcode": row.text("postcode"),
        "place": row.text("place"),
        "municipality": row.text("municipality"),
        **_validity(row),
    }


def _organisation(row: PolicyRow) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "kind": row.text("kind"),
        "name": row.text("name"),
        "short_name": row.text("short_name"),
        "municipality": row.optional_text("municipality"),
        **_validity(row),
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


def _validity(row: PolicyRow) -> dict[str, date | str | None]:
    first = row.day("valid_from")
    if first is None:
        raise StartRefused("een gemeente of organisatie zonder begindatum in config/policy")
    return {"valid_from": first, "valid_to": row.day("valid_to"), "source": row.text("source")}


_FILES = ("municipalities.csv", "postal_codes.csv", "organisations.csv", "points.csv")
register(PolicyLoader("organisations", _FILES, load_organisations, order=10))
