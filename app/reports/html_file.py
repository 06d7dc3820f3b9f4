"""The report as one HTML file that stands on its own: the page's body with its style sheet inside."""

from flask import current_app

from app.reports.charts_of import charts_of
from app.reports.model import Report
from app.web.static_files import STATIC_FOLDER

_STYLE_SHEETS = ("tokens.css", "base.css", "tables.css", "figures.css", "report.css")


def as_html(report: Report) -> str:
    """A whole document without links to the system; needs an application context."""
    # The environment itself: a file knows no colleague and no navigation, so no context processor takes part.
    body = current_app.jinja_env.get_template("reports/_body.html").render(
        report=report, linked=False, charts=charts_of(report)
    )
    style = "\n".join((STATIC_FOLDER / "css" / name).read_text() for name in _STYLE_SHEETS)
    title = f"Beleidsevaluatie {report.year}"
    return (
        f'<!doctype html>\n<html lang="nl-BE">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{style}\n</style>\n</head>\n"
        f'<body class="report-file">\n<main class="report-body">\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n'
    )
