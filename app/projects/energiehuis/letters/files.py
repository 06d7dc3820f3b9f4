"""A letter as DOCX and as PDF, made from what was kept of it."""

import re
from datetime import date
from html import escape
from io import BytesIO
from typing import Any, Final

from app.projects.energiehuis.bank.lender import lender
from app.web.formatting import date_long

_ONE: Final = re.compile(r"\+{3}[\d/]+\+{3}|BE\d\d(?: \d{4}){3}|VII\.\d+|\b0\d{1,2}(?: \d\d){3}\b")
"""What is never broken over two lines: a communication, an account, an article of law, a telephone number."""
_STYLE: Final = (
    "@page{size:A4;margin:2.5cm;@bottom-left{content:element(number)}"
    "@bottom-right{content:'bladzijde ' counter(page) ' van ' counter(pages);font:8pt sans-serif;color:#555}}"
    "footer{position:running(number);font:8pt sans-serif;color:#555}"
    "body{font:11pt/1.5 sans-serif}h1{font-size:13pt}address{font-style:normal}"
    ".to{margin:1.2cm 0 1.2cm 8.5cm}.one{white-space:nowrap}"
    "table{width:100%;border-collapse:collapse;font-size:9pt}thead{display:table-header-group}"
    "th,td{text-align:right;border-bottom:0.5pt solid #999;padding:1pt 3pt}tr{break-inside:avoid}"
)


def letter_docx(content: dict[str, Any], number: str, written_on: date) -> bytes:
    """The letter for a word processor."""
    from docx import Document
    from docx.shared import Cm, Pt

    own, file = lender(), Document()
    file.core_properties.title = f"Brief bij {number}"
    file.core_properties.author = own.name
    file.core_properties.language = "nl-BE"
    for section in file.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
        section.footer.paragraphs[0].text = number
    file.styles["Normal"].font.size = Pt(11)
    file.add_paragraph(f"{own.name}\n{own.address}\n{own.phone}")
    file.add_paragraph(content["to"]).paragraph_format.left_indent = Cm(8.5)
    file.add_paragraph(f"{date_long(written_on)}\nOns kenmerk: {number}")
    file.add_heading(content["subject"], level=1)
    for paragraph in content["paragraphs"]:
        file.add_paragraph(paragraph)
    if rows := content.get("table"):
        _add_table(file, rows)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def letter_pdf(content: dict[str, Any], number: str, written_on: date) -> bytes:
    """The letter for print, tagged, made from plain HTML without anything from outside."""
    from weasyprint import HTML

    own = lender()
    body = "".join(f"<p>{_lines(paragraph)}</p>" for paragraph in content["paragraphs"])
    body += _html_table(content.get("table") or [])
    page = (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(content["subject"])}</title>'
        f"<style>{_STYLE}</style></head><body><footer>{escape(number)}</footer>"
        f"<address>{_lines(own.name)}<br>{_lines(own.address)}<br>{_lines(own.phone)}</address>"
        f'<p class="to">{_lines(content["to"])}</p><p>{date_long(written_on)}<br>Ons kenmerk: {escape(number)}</p>'
        f"<h1>{escape(content['subject'])}</h1>{body}</body></html>"
    )
    made = HTML(string=page, url_fetcher=_nothing_from_outside).write_pdf(pdf_tags=True)
    return bytes(made)


def _add_table(file: Any, rows: list[list[str]]) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    table = file.add_table(rows=len(rows), cols=len(rows[0]), style="Light Grid Accent 1")
    # All cells at once: asking a table for one cell makes the list of all of them.
    for cell, text in zip(table._cells, (text for row in rows for text in row), strict=True):
        cell.text = text
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # The names of the columns stand on every page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _html_table(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in rows[0])
    lines = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _lines(text: str) -> str:
    return _ONE.sub(r'<span class="one">\g<0></span>', escape(text)).replace("\n", "<br>")


def _nothing_from_outside(url: str, *_args: object, **_options: object) -> dict[str, object]:
    raise ValueError(f"a letter asks for nothing elsewhere: {url[:20]}")
