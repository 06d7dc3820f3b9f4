"""The planning board."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.projects.krachtwonen.forms_homes import BoardForm, offer_board
from app.projects.krachtwonen.overview_board import ZOOMS, board_view
from app.projects.krachtwonen.views import blueprint
from app.web.work import work


@blueprint.get("/planbord")
@allow("krachtwonen.stay")
def board() -> ResponseReturnValue:
    """Units by day: states and stays as bars, what is free in white."""
    doing, form = work(), BoardForm(request.args)
    offer_board(doing, form)
    form.validate()
    view = board_view(doing, form)
    return render_template("krachtwonen/board.html", form=form, view=view, zooms=ZOOMS)
