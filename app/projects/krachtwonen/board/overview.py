"""What the planning board is asked for: which days, which units, and what is free."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.access.work import Work
from app.policy.queries import code_labels
from app.projects.krachtwonen.board.forms import BoardForm
from app.projects.krachtwonen.board.labels import BoardPage, Links, about_unit, board_page
from app.projects.krachtwonen.board.queries import board
from app.projects.krachtwonen.board.rules import is_free
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import UnitFilter
from app.projects.krachtwonen.kinds import CRISIS_KINDS
from app.projects.krachtwonen.stays.rules import Nights
from app.web.formatting import date_nl

ZOOMS: Final = {"14": "2 weken", "35": "5 weken", "92": "3 maanden"}
_USUAL: Final = "35"


@dataclass(frozen=True)
class BoardView:
    """The board with the way to its neighbours."""

    shown: BoardPage
    first: date
    last: date
    zoom: str
    back: str
    onward: str
    today: str
    wanted: Nights | None
    asked: dict[str, object]
    """What the address says besides the first day and the zoom."""


def board_view(work: Work, form: BoardForm, links: Links) -> BoardView:
    """The board that the address asks for; what cannot be read is left out."""
    zoom = form.dagen.data if form.dagen.data in ZOOMS else _USUAL
    today = work.clock.today()
    first = form.van.data or _monday(today)
    window = Nights(first, first + timedelta(days=int(zoom)))
    wanted = _free_nights(form)
    if wanted is not None:
        window = Nights(min(first, wanted.first), max(window.until or first, wanted.until or first))
    step = timedelta(days=7 if zoom == "14" else 28)
    return BoardView(
        shown=board_page(work, board(work, _filter(form), window), links, wanted),
        first=window.first,
        last=(window.until or first) - timedelta(days=1),
        zoom=zoom,
        back=date_nl(first - step),
        onward=date_nl(first + step),
        today=date_nl(_monday(today)),
        wanted=wanted,
        asked=_asked(form),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_LONGEST: Final = timedelta(days=92)


def _free_nights(form: BoardForm) -> Nights | None:
    first = form.vrij_van.data
    if first is None:
        return None
    until = form.vrij_tot.data or first + timedelta(days=1)
    return Nights(first, min(until, first + _LONGEST)) if until > first else None


def _filter(form: BoardForm) -> UnitFilter:
    return UnitFilter(
        kind=form.soort.data,
        municipality=form.gemeente.data,
        persons=form.personen.data,
        bedrooms=form.slaapkamers.data,
        features=tuple(form.kenmerk.data or ()),
    )


def _asked(form: BoardForm) -> dict[str, object]:
    plain = ("soort", "gemeente", "personen", "slaapkamers", "kenmerk")
    found: dict[str, object] = {name: form[name].data for name in plain if form[name].data}
    for name in ("vrij_van", "vrij_tot"):
        if form[name].data:
            found[name] = date_nl(form[name].data)
    return found


def free_tonight(work: Work, besides: Unit) -> list[tuple[str, str]]:
    """Where somebody can move tonight from a unit, as choices; a bed for some nights is given elsewhere."""
    today = work.clock.today()
    tonight = Nights(today, today + timedelta(days=1))
    kinds = code_labels(work.session, "facility_kind")
    found = {row.unit.uid: row.unit for row in board(work, UnitFilter(), tonight).rows if is_free(row.bars, tonight)}
    return [
        (str(uid), f"{unit.ref}, {about_unit(unit, kinds)}")
        for uid, unit in found.items()
        if uid != besides.uid and unit.kind not in CRISIS_KINDS
    ]
