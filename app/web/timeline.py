"""A row of a timeline as table cells: markup made once per row, for pages with thousands of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class TimelineCell:
    """A stretch of days: how it looks, what it says, where it leads. Without an address it is no link."""

    days: int
    look: str
    """Classes of the cell; never anything that a person typed."""
    address: str = ""
    label: str = ""
    text: str = ""
    first: date | None = None
    """Where a click inside the stretch picks a day: its first one."""


def timeline_cells(cells: Iterable[TimelineCell]) -> Markup:
    """The cells of one row; every text in them is escaped."""
    return Markup("".join(_cell(cell) for cell in cells))  # noqa: S704 - escaped in _cell, once for a whole row


def _cell(cell: TimelineCell) -> str:
    opening = f'<td colspan="{cell.days}" class="{escape(cell.look)}">'
    if not cell.address:
        return f"{opening}</td>"
    pick = f' data-first="{cell.first}" data-days="{cell.days}"' if cell.first else ""
    address, label = escape(cell.address), escape(cell.label)
    return f'{opening}<a href="{address}"{pick} aria-label="{label}">{escape(cell.text)}</a></td>'
