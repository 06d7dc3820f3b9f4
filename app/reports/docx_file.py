"""The report as a Word document: the tree as headings, money and figures as tables, charts as pictures, the texts."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from app.reports.charts_of import SectionCharts, charts_of
from app.reports.docx_parts import LANGUAGE, dress, picture, table
from app.reports.letterhead import letterhead
from app.reports.model import WHOLE_PLAN, Figure, Report, Section
from app.reports.wording import SOURCES, about, figure_rows, heading_of, indicator_of
from app.web.formatting import date_nl, number

_DEEPEST = 5


def as_docx(report: Report) -> bytes:
    """The bytes of the document."""
    import docx

    document: Any = docx.Document()
    title = f"Beleidsevaluatie {report.year}"
    document.core_properties.title = title
    document.core_properties.language = LANGUAGE
    made_by = letterhead()
    dress(document, made_by.head, " · ".join(part for part in (title, made_by.foot) if part))
    document.add_heading(title, 0)
    for line in about(report):
        document.add_paragraph(line)
    if report.closed:
        document.add_paragraph(
            f"Vastgesteld op {date_nl(report.closed.on)}, revisie {report.closed.revision}: {report.closed.reason}"
        )
        if report.closed.remark:
            document.add_paragraph(report.closed.remark)
    _synthesis(document, report)
    charts = charts_of(report)
    for section in report.sections:
        _section(document, section, report, charts.get(section.code))
    _findings(document, report)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _synthesis(document: Any, report: Report) -> None:  # noqa: ANN401 - the writer has no types
    document.add_heading("Synthese", 1)
    head = ["Actie", "Post", *(column.label for column in report.synthesis_columns)]
    rows: list[list[str]] = []
    for line in report.synthesis:
        parts = (("Saldo", line.balance), ("O", line.receipts), ("U", line.expenses))
        rows += [[f"{line.code} {line.title}", name, *map(number, cells)] for name, cells in parts]
    rows += [[label, "", *map(number, cells)] for label, cells in report.totals]
    table(document, head, rows, texts=(0, 1), widths=(3, 1))


def _section(document: Any, section: Section, report: Report, charts: SectionCharts | None) -> None:  # noqa: ANN401
    document.add_heading(heading_of(section), min(section.depth + 1, _DEEPEST))
    texts = [section.statement, *(section.description or "").split("\n"), indicator_of(section, report)]
    for text in filter(None, (each.strip() for each in texts if each)):
        document.add_paragraph(text)
    for money in section.money:
        head = [money.kind.capitalize(), *(column.label for column in money.columns)]
        table(document, head, [[name, *map(number, cells)] for name, cells in money.rows], texts=(0,), widths=(2,))
    if not section.money and section.level != WHOLE_PLAN:
        document.add_paragraph("Geen financiële gegevens.")
    if section.narrative:
        document.add_paragraph(f"Meting op {date_nl(report.measured_on)}").runs[0].bold = True
    for text in section.narrative:
        document.add_paragraph(text)
    for drawn in charts.pictures(section.code) if charts else ():
        picture(document, drawn.title, drawn.items, drawn.mark)
    if section.figures:
        _figures(document, section.figures, report)


def _figures(document: Any, figures: Iterable[Figure], report: Report) -> None:  # noqa: ANN401 - no types
    closed = report.closed is not None
    year = [str(report.year), str(report.year - 1), *(["Vastgesteld"] if closed else []), "Gepubliceerd", "Doel"]
    head = ["Cijfer", *year, "Eenheid", "Bron"]
    rows = [
        [label, *cells, figure.unit, SOURCES[figure.source] + (f", {figure.note}" if figure.note else "")]
        for figure, label, cells in figure_rows(figures, closed=closed)
    ]
    table(document, head, rows, texts=(0, len(head) - 2, len(head) - 1), widths=(3,))


def _findings(document: Any, report: Report) -> None:  # noqa: ANN401 - the writer has no types
    if report.findings:
        document.add_heading("Wat niet klopt in de bron", 1)
        head: Sequence[str] = ["Code", "Soort", "Jaar", "Wat", "Gedrukt", "Verwacht"]
        rows = [
            [each.code, each.kind, str(each.year), each.what, number(each.printed), number(each.expected)]
            for each in report.findings
        ]
        table(document, head, rows, texts=(0, 1, 2, 3), widths=(1, 1, 1, 3))
