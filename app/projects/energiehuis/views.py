"""Pages of the Energiehuis: the loan products with what is still to be filled in; and its other pages."""

from typing import cast

from flask import Blueprint, Flask, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.clients.panels import PersonPanel, add_person_panel
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.decision.views import decisions
from app.projects.energiehuis.details import person_panel
from app.projects.energiehuis.file.views import files
from app.projects.energiehuis.products.overview import product_lines
from app.web.work import work

blueprint = Blueprint(PROJECT_KEY, __name__, template_folder="templates")
blueprint.register_blueprint(files)
blueprint.register_blueprint(decisions)


@blueprint.record_once
def _on_the_page_of_a_person(state: BlueprintSetupState) -> None:
    add_person_panel(cast(Flask, state.app), PersonPanel("energiehuis/_person.html", person_panel, order=60))


@blueprint.get("/leningen")
@allow("case.read")
def products() -> ResponseReturnValue:
    """Every loan product with its rate, its limits and its source."""
    doing = work()
    return render_template(
        "energiehuis/products.html",
        lines=product_lines(doing.session, doing.clock.today()),
        may_enter=doing.actor.holds("energiehuis.rates", PROJECT_KEY),
    )
