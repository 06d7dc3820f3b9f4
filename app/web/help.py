"""Help that every page links to: what the keys do."""

from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.guard import allow

blueprint = Blueprint("help", __name__)


def install_help(app: Flask) -> None:
    """Add the pages, and the link to them at the foot of every page."""
    app.register_blueprint(blueprint)
    app.context_processor(_links)


@blueprint.get("/toetsen")
@allow("account.own")
def keys() -> ResponseReturnValue:
    """What the keys do; the same list opens in place with a question mark."""
    return render_template("help/keys.html")


def _links() -> dict[str, str]:
    return {"keys_url": url_for("help.keys")} if current_user.is_authenticated else {}
