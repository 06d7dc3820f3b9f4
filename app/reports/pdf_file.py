"""The report as a tagged PDF, made from the same HTML file that stands on its own."""

from app.reports.html_file import as_html
from app.reports.model import Report


class ForeignAddress(Exception):
    """The file asked for something outside itself."""


def as_pdf(report: Report) -> bytes:
    """The bytes of the document; needs an application context. Nothing is fetched from anywhere."""
    from weasyprint import HTML

    made: bytes = HTML(string=as_html(report), url_fetcher=_refuse).write_pdf(pdf_tags=True)
    return made


def _refuse(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ForeignAddress(url)
