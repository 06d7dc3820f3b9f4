"""A demo of the report: an approved text of the last closed year, and a newer one that waits for approval."""

from dataclasses import replace

from app.access.actor import Actor
from app.access.work import Work
from app.reports.service_text import approve_text, write_text

_ACTION = "A0901"
_FIRST = (
    "Bij Woonclub meldden zich [[woonclub.new_households]] nieuwe huishoudens, samen [[woonclub.persons]] mensen. "
    "Nog in hetzelfde jaar vonden [[woonclub.found_same_year]] van hen een woning. (Verzonnen tekst.)"
)
_SECOND = _FIRST + " Vrijwilligers hielpen op 3 plaatsen."


def write_demo_text(work: Work, *, writer: Actor, approver: Actor) -> None:
    """Two versions of one text: the first approved, the second with a figure that somebody typed."""
    year, writing = work.clock.today().year - 1, replace(work, actor=writer)
    write_text(writing, year=year, code=_ACTION, text=_FIRST, after=0)
    approve_text(replace(work, actor=approver), year=year, code=_ACTION, number=1)
    write_text(writing, year=year, code=_ACTION, text=_SECOND, after=1)
