"""The planning board."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.projects.krachtwonen.board.forms import BoardForm, offer_board
from app.projects.krachtwonen.board.labels import Links
from app.projects.krachtwonen.board.overview import ZOOMS, board_view
from app.projects.krachtwonen.views import blueprint
from app.web.work import work


@blueprint.get("/planbord")
@allow("krachtwonen.stay")
def board() -> ResponseReturnValue:
    """Units by day: states and stays as bars, what is free in white."""
    doing, form = work(), BoardForm(request.args)
    offer_board(doing, form)
    form.validate()
    links = Links(*(_below(page) for page in ("stay", "offer_accept", "unit_ready", "unit")))
    view = board_view(doing, form, links)
    return render_template("krachtwonen/board/board.html", form=form, view=view, zooms=ZOOMS)


def _below(page: str) -> str:
    """The address of a page without the uid at its end: a board has a thousand of them."""
    return url_for(f"krachtwonen.{page}", uid=UUID(int=0)).rpartition("/")[0]
