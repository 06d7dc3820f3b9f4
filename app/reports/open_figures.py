"""The open figures: those of closed years as the public report has them, page by page, and their description."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.access.work import Work
from app.actionplan.queries_measurement import closed_years, last_closing
from app.core.errors import NotFound
from app.reports.build import build_report
from app.reports.exports import safe
from app.reports.lines import FIGURE, Line, lines_of
from app.reports.publication import Audience, for_audience
from app.reports.queries_marks import ground_mark

LARGEST_PAGE: Final = 500
COLUMNS: Final = ("action", "title", "key", "breakdown", "year", "value", "hidden", "unit", "source")
_MOST_KEPT: Final = 10
_kept: dict[str, tuple[Line, ...]] = {}
"""Lines under the mark of their closing: what was published does not change under one mark."""


@dataclass(frozen=True)
class Page:
    """Some figures, and from where the next page goes on."""

    rows: list[dict[str, Any]]
    following: int | None


def years(work: Work) -> list[dict[str, Any]]:
    """The closed years with their revision, last year first."""
    return [{"year": close.year, "revision": close.revision} for close in closed_years(work.session)]


def mark_of(work: Work, year: int) -> str:
    """What changes whenever the published figures of a year do; NotFound for a year that is not closed."""
    close = last_closing(work.session, year)
    if close is None:
        raise NotFound
    # What stands beside a frozen figure comes from policy files and imports: names, targets, published figures.
    ground = ground_mark(work.session)
    return hashlib.sha256(f"{close.uid}:{close.revision}:{ground}".encode()).hexdigest()[:32]


def figures(work: Work, year: int, start: int, size: int) -> Page:
    """Figures of a closed year from a place on."""
    mark = mark_of(work, year)
    if mark not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        report = for_audience(build_report(work.session, work.clock, year), Audience.PUBLIC)
        _kept[mark] = tuple(line for line in lines_of(report) if line.kind == FIGURE)
    lines = _kept[mark]
    end = start + size
    return Page([_row(line) for line in lines[start:end]], end if end < len(lines) else None)


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """The same rows with a head; a text that a spreadsheet would read as a formula is disarmed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe("" if row[name] is None else row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue()


def _row(line: Line) -> dict[str, Any]:
    given = (line.code, line.title, line.name, line.breakdown, line.year)
    return dict(zip(COLUMNS, (*given, safe(line.value), line.hidden, line.unit, line.source), strict=True))


def description() -> dict[str, Any]:
    """The interface in OpenAPI 3.1."""
    page = {"name": "from", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 1000000}}
    size = {"name": "size", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}}
    year = {"name": "year", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    refused = {"401": {"description": "Geen geldig token"}}
    paged = refused | {
        "304": {"description": "Ongewijzigd sinds de gegeven ETag"},
        "400": {"description": "Een parameter is niet te lezen"},
        "404": {"description": "Dit jaar is niet afgesloten"},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Open cijfers van W13", "version": "1", "description": "Cijfers van afgesloten jaren."},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Figure": _schema(), "Page": _page_schema()},
        },
        "security": [{"token": []}],
        "paths": {
            "/api/v1/years": {"get": {"responses": refused | {"200": _answer({"type": "object"})}}},
            "/api/v1/figures/{year}": {
                "parameters": [year, page, size],
                "get": {"responses": paged | {"200": _answer({"$ref": "#/components/schemas/Page"})}},
            },
            "/api/v1/figures/{year}.csv": {
                "parameters": [year, page, size],
                "get": {"responses": paged | {"200": _answer({"type": "string"}, "text/csv")}},
            },
        },
    }


def _answer(schema: dict[str, Any], kind: str = "application/json") -> dict[str, Any]:
    return {"description": "Gelukt", "content": {kind: {"schema": schema}}}


def _schema() -> dict[str, Any]:
    kinds: dict[str, Any] = {name: {"type": "string"} for name in COLUMNS}
    kinds |= {"year": {"type": "integer"}, "value": {"type": ["number", "null"]}}
    return {"type": "object", "required": list(COLUMNS), "properties": kinds, "additionalProperties": False}


def _page_schema() -> dict[str, Any]:
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}}
    properties = {"year": {"type": "integer"}, "figures": rows, "next": {"type": ["string", "null"]}}
    return {"type": "object", "required": list(properties), "properties": properties}
