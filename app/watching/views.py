"""What a machine asks: is the process alive, can it work, how much does it do."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, Response, abort, current_app, request

from app.access.guard import public
from app.watching.counting import Counting
from app.watching.metrics import CONTENT_TYPE, measurements
from app.watching.queries import is_ready
from app.web.work import services
from config.settings import Settings

COUNTING = "watching.counting"
_FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")
_SCHEME = "bearer "

blueprint = Blueprint("watching", __name__)


@blueprint.get("/gezond")
@public("a load balancer asks whether the process answers")
def health() -> Response:
    """The process answers. Nothing is asked of a database."""
    return Response("gezond\n", mimetype="text/plain")


@blueprint.get("/klaar")
@public("a load balancer asks whether requests can be sent here; yes or no is all it hears")
def ready() -> Response:
    """Both databases answer and have the schema of this program."""
    if is_ready(services()):
        return Response("klaar\n", mimetype="text/plain")
    return Response("niet klaar\n", status=503, mimetype="text/plain")


@blueprint.get("/metrics")
@public("monitoring reads numbers: this machine itself, or whoever has the token of the settings")
def metrics() -> Response:
    """Measurements; for anybody else there is nothing here."""
    if not (_from_this_machine() or _has_token()):
        abort(404)
    counting: Counting = current_app.extensions[COUNTING]
    return Response(measurements(services(), counting), content_type=CONTENT_TYPE)


def _from_this_machine() -> bool:
    """Asked by a program here, and not passed on by a proxy that is here too."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    given = request.headers.get("Authorization", "")
    if settings.watch.metrics_token_file is None or not given.lower().startswith(_SCHEME):
        return False
    try:
        wanted = settings.watch.metrics_token_file.read_text().strip().encode()
    except OSError:
        return False
    return len(wanted) > 0 and hmac.compare_digest(given[len(_SCHEME) :].strip().encode(), wanted)
