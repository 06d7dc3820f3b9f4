"""The formats in which the report is written, in one table: command and page offer the same."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.reports.docx_file import as_docx
from app.reports.exports import as_csv, as_document
from app.reports.html_file import as_html
from app.reports.model import Report
from app.reports.pdf_file import as_pdf
from app.reports.xlsx_file import as_xlsx


@dataclass(frozen=True)
class Format:
    """One format: its media type, its name on a button, and what writes it."""

    mimetype: str
    label: str
    write: Callable[[Report], bytes]


def _text(write: Callable[[Report], str]) -> Callable[[Report], bytes]:
    return lambda report: write(report).encode()


def _as_json(report: Report) -> str:
    return json.dumps(as_document(report), ensure_ascii=False, indent=1) + "\n"


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final = {
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", "Word", as_docx),
    "pdf": Format("application/pdf", "PDF", as_pdf),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", "Excel", as_xlsx),
    "csv": Format("text/csv", "CSV", _text(as_csv)),
    "json": Format("application/json", "JSON", _text(_as_json)),
    "html": Format("text/html", "HTML", _text(as_html)),
}
