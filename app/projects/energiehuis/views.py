"""Pages of the Energiehuis: the loan products with what is still to be filled in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.overview import product_lines
from app.web.work import work

blueprint = Blueprint(PROJECT_KEY, __name__, template_folder="templates")


@blueprint.get("/leningen")
@allow("case.read")
def products() -> ResponseReturnValue:
    """Every loan product with its rate, its limits and its source."""
    doing = work()
    return render_template("energiehuis/products.html", lines=product_lines(doing.session, doing.clock.today()))
