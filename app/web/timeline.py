"""A row of a timeline as table cells: markup made once per row, for pages with thousands of them."""

from dataclasses import dataclass
from datetime import date
from html import escape


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


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The cells of one row, which a template writes as they are: every text in them is escaped."""

    cells: tuple[TimelineCell, ...]

    def __html__(self) -> str:
        """The markup, by the protocol that templates ask for."""
        return "".join(_cell(cell) for cell in self.cells)


def _cell(cell: TimelineCell) -> str:
    opening = f'<td colspan="{cell.days}" class="{escape(cell.look)}">'
    if not cell.address:
        return f"{opening}</td>"
    pick = f' data-first="{cell.first}" data-days="{cell.days}"' if cell.first else ""
    address, label = escape(cell.address), escape(cell.label)
    return f'{opening}<a href="{address}"{pick} aria-label="{label}">{escape(cell.text)}</a></td>'
