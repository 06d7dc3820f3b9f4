"""The charts of the report as pictures, for the formats that cannot draw: bars with their labels and numbers."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any, Final

from app.reports.model import Number
from app.web.charts import bar_chart
from app.web.formatting import number
from app.web.static_files import STATIC_FOLDER

WIDTH: Final = 900
"""Dots across; a picture stands in a document at a third of that in points, so that it prints sharply."""
_ROW, _HEAD, _EDGE = 44, 46, 8
_LABEL, _VALUE = 250, 150
_SIZE: Final = 24
_INK, _SOFT, _PETROL, _GROUND, _WHITE = "#1e2325", "#545c5f", "#0f5662", "#f2eee5", "#ffffff"
_FONTS: Final = STATIC_FOLDER / "vendor" / "source-sans-3"

Items = Sequence[tuple[str, Number | None]]


def bars(title: str, items: Items, mark: tuple[str, Number] | None = None) -> bytes:
    """A PNG of one bar for each item on one scale; `mark`, what they are held against, stands below them in grey."""
    from PIL import Image, ImageDraw

    known = [*items, mark] if mark else list(items)
    rows = bar_chart(known).rows
    image = Image.new("RGB", (WIDTH, _HEAD + _ROW * len(rows) + _EDGE), _WHITE)
    draw = ImageDraw.Draw(image)
    draw.text((_EDGE, _EDGE), title, fill=_INK, font=_font(600))
    across = WIDTH - _LABEL - _VALUE - _EDGE
    for place, row in enumerate(rows):
        top = _HEAD + place * _ROW
        is_mark = mark is not None and place == len(rows) - 1
        draw.text((_EDGE, top + 6), row.label, fill=_SOFT if is_mark else _INK, font=_font(400))
        draw.rectangle((_LABEL, top + 10, _LABEL + across, top + 34), fill=_GROUND)
        draw.rectangle(
            (_LABEL, top + 10, _LABEL + across * row.length / 100, top + 34), fill=_SOFT if is_mark else _PETROL
        )
        draw.text((WIDTH - _EDGE, top + 6), number(row.value), fill=_INK, font=_font(400), anchor="ra")
    out = BytesIO()
    image.quantize(16).save(out, "PNG")
    return out.getvalue()


def in_words(title: str, items: Items, mark: tuple[str, Number] | None = None) -> str:
    """What the picture shows, for who does not see it."""
    told = [*items, mark] if mark else items
    return f"{title}. " + "; ".join(f"{label}: {number(value)}" for label, value in told) + "."


@cache
def _font(weight: int) -> Any:  # noqa: ANN401 - the drawing library has no types here
    from PIL import ImageFont

    return ImageFont.truetype(str(_FONTS / f"source-sans-3-latin-{weight}-normal.woff2"), _SIZE)
