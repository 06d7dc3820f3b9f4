"""What a Word document of the report is built with: its dress, its tables, its pictures."""

from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Any, Final

from app.reports.model import Number
from app.reports.pictures import Items, bars, in_words

_MARGIN_MM, _ACROSS_MM = 16, 178
_PICTURE_MM: Final = 110
_TEXT_PT, _TABLE_PT, _SMALL_PT = 10, 8, 7.5
_TYPEFACE: Final = "Source Sans 3"
LANGUAGE: Final = "nl-BE"
_TABLE_STYLE: Final = "Light List"
_INK: Final = "0F5662"


def dress(document: Any, head: str, foot: str) -> None:  # noqa: ANN401 - the writer has no types
    """A4 with the house's typeface, and on every page who made it and which page it is."""
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(_MARGIN_MM)
    page.top_margin = page.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _TYPEFACE, Pt(_TEXT_PT)
    style.paragraph_format.space_after = Pt(4)
    _colour_and_language(document.styles)
    for place, text in ((page.header, head), (page.footer, foot)):
        place.paragraphs[0].text = text
        place.paragraphs[0].style.font.size = Pt(_SMALL_PT)
    _page_number(page.footer.paragraphs[0])


def table(
    document: Any,  # noqa: ANN401 - the writer has no types
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    texts: Collection[int],
    widths: Sequence[int],
) -> None:
    """A table whose head comes back on every page; numbers to the right, texts in the columns that say so."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    made = document.add_table(rows=len(rows) + 1, cols=len(head), style=_TABLE_STYLE)
    made.autofit = False
    shares = [*widths, *(1 for _ in head[len(widths) :])]
    across = [Mm(_ACROSS_MM * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, across, strict=True):
        column.width = width
    # One look at all cells: asking the table for each of them again costs the square of their number.
    cells = iter(made._cells)
    for row in (head, *rows):
        for column, text in enumerate(row):
            cell = next(cells)
            cell.width = across[column]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(text).font.size = Pt(_TABLE_PT)
            if column not in texts:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _keep_rows_whole(made)
    document.add_paragraph()


def picture(document: Any, title: str, items: Items, mark: tuple[str, Number] | None) -> None:  # noqa: ANN401
    """A chart, told in words for who does not see it."""
    from docx.shared import Mm

    drawn = document.add_picture(BytesIO(bars(title, items, mark)), width=Mm(_PICTURE_MM))
    about = drawn._inline.docPr
    about.set("descr", in_words(title, items, mark))
    about.set("title", title)


def _colour_and_language(styles: Any) -> None:  # noqa: ANN401 - the writer has no types
    """Tables in the house's colour instead of black, and a text that is spelled and read aloud as Dutch."""
    from docx.oxml.ns import qn

    style = styles[_TABLE_STYLE].element
    for shade in style.iter(qn("w:shd")):
        shade.set(qn("w:fill"), _INK)
        shade.attrib.pop(qn("w:themeFill"), None)
    for edge in style.iter(*(qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH"))):
        if edge.get(qn("w:color")):
            edge.set(qn("w:color"), _INK)
            edge.attrib.pop(qn("w:themeColor"), None)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _keep_rows_whole(made: Any) -> None:  # noqa: ANN401 - the writer has no types
    """No row over two pages, and the head on each of them."""
    from docx.oxml import OxmlElement

    for number, row in enumerate(made._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _page_number(paragraph: Any) -> None:  # noqa: ANN401 - the writer has no types
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run("\t\t")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = OxmlElement("w:r")
    shown.append(OxmlElement("w:t"))
    shown[0].text = "1"
    field.append(shown)
    paragraph._p.append(field)
