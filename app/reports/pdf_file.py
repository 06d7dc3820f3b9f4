"""The report as a tagged PDF, made from the same HTML file that stands on its own."""

import logging

from app.core.errors import Refused
from app.reports.html_file import as_html
from app.reports.model import Report


class ForeignAddress(Exception):
    """The file asked for something outside itself."""


def as_pdf(report: Report) -> bytes:
    """The bytes of the document; needs an application context. Nothing is fetched from anywhere."""
    try:
        from weasyprint import HTML
    except OSError:
        # It loads Pango when it is imported: a library of the machine, not of Python.
        raise Refused("Een PDF maken vraagt de bibliotheek Pango op de server (libpango-1.0-0).") from None
    # It tells of every page, and of every rule for screens that paper has no use for.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    made: bytes = HTML(string=as_html(report), url_fetcher=_refuse).write_pdf(pdf_tags=True)
    return made


def _refuse(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ForeignAddress(url)
