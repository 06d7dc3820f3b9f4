"""The report as one HTML file that stands on its own: the page's body with its style sheet inside."""

from flask import current_app
from markupsafe import escape

from app.reports.charts_of import charts_of
from app.reports.letterhead import letterhead
from app.reports.model import Report
from app.reports.wording import about, indicator_of
from app.web.static_files import STATIC_FOLDER

_STYLE_SHEET = STATIC_FOLDER / "css" / "paper.css"


def as_html(report: Report) -> str:
    """A whole document without links to the system; needs an application context."""
    # The environment itself: a file knows no colleague and no navigation, so no context processor takes part.
    body = current_app.jinja_env.get_template("reports/_body.html").render(
        report=report, linked=False, indicator_of=indicator_of, charts=charts_of(report)
    )
    lines = "\n".join(f'<p class="soft">{escape(line)}</p>' for line in about(report))
    title, made_by = f"Beleidsevaluatie {report.year}", letterhead()
    foot = " · ".join(part for part in (title, made_by.foot) if part)
    return (
        f'<!doctype html>\n<html lang="nl-BE">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE_SHEET.read_text()}\n</style>\n</head>\n"
        f'<body class="paper">\n<p class="paper-head">{escape(made_by.head)}</p>\n<main>\n<h1>{title}</h1>\n{lines}\n'
        f'<p class="paper-foot">{escape(foot)}</p>\n{body}\n</main>\n</body>\n</html>\n'
    )
