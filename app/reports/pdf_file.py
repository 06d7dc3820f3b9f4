"""The report as a tagged PDF, made from the same HTML file that stands on its own."""

import gc
import logging
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from app.core.errors import Refused
from app.reports.html_file import as_html
from app.reports.model import Report
from app.web.static_files import STATIC_FOLDER

_FONTS: Final = STATIC_FOLDER / "vendor" / "source-sans-3"
_WEIGHTS: Final = (400, 600)
_INSIDE: Final = ("data",)
"""The only addresses that are opened: what the document itself carries."""


def as_pdf(report: Report) -> bytes:
    """The bytes of the document; needs an application context. Nothing is fetched from anywhere."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError:
        # It loads Pango when it is imported: a library of the machine, not of Python.
        raise Refused("Een PDF maken vraagt de bibliotheek Pango op de server (libpango-1.0-0).") from None
    # It tells of every page, and of every rule for screens that paper has no use for.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts, fetcher = FontConfiguration(), URLFetcher(allowed_protocols=_INSIDE, fail_on_errors=True)
    typeface = CSS(string="\n".join(map(_face, _WEIGHTS)), url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=as_html(report), url_fetcher=fetcher)
    with _uncollected():
        made: bytes = page.write_pdf(stylesheets=[typeface], font_config=fonts, pdf_tags=True)
    return made


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: it would walk all boxes of all pages again and again, a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _face(weight: int) -> str:
    """One weight of the house's typeface, carried in the style sheet itself."""
    font = b64encode((_FONTS / f"source-sans-3-latin-{weight}-normal.woff2").read_bytes()).decode()
    where = f"data:font/woff2;base64,{font}"
    return f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; src: url("{where}"); }}'
