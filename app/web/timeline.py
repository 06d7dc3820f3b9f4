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
    """An address that was built here: nothing in it was typed."""
    label: str = ""
    text: str = ""
    first: date | None = None
    """Where a click inside the stretch picks a day: its first one."""


@dataclass(frozen=True, slots=True)
class TimelineHead:
    """What a row is of: its name, which leads somewhere, and a note."""

    address: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The head and cells of one row, which a template writes as they are: every text in them is escaped."""

    head: TimelineHead
    cells: tuple[TimelineCell, ...]

    def __html__(self) -> str:
        """The markup, by the protocol that templates ask for."""
        head = self.head
        name = f'<a href="{head.address}">{escape(head.name)}</a><span>{escape(head.note)}</span>'
        return f'<tr><th scope="row">{name}</th>{"".join(map(_cell, self.cells))}</tr>'


def _cell(cell: TimelineCell) -> str:
    if not cell.address:
        return f'<td colspan="{cell.days}" class="{cell.look}"></td>'
    pick = f' data-first="{cell.first}" data-days="{cell.days}"' if cell.first else ""
    text = escape(cell.text) if cell.text else ""
    return (
        f'<td colspan="{cell.days}" class="{cell.look}">'
        f'<a href="{cell.address}"{pick} aria-label="{escape(cell.label)}">{text}</a></td>'
    )
