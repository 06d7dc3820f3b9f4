"""No route without a declaration: the program does not start with one."""

import pytest
from flask import Blueprint

from app.access.guard import allow, mark_of, public, seal
from app.access.matrix import matrix
from app.core.errors import StartRefused


def rogue(view) -> Blueprint:
    blueprint = Blueprint("rogue", __name__)
    blueprint.add_url_rule("/rogue", "page", view)
    return blueprint


def test_every_endpoint_is_declared(app):
    for endpoint in app.view_functions:
        mark = mark_of(app, endpoint)
        assert mark is not None, endpoint
        assert mark.permission in matrix().permissions or mark.reason, endpoint


def test_an_undeclared_route_stops_the_start(app):
    app.register_blueprint(rogue(lambda: "hello"))
    with pytest.raises(StartRefused, match=r"rogue\.page"):
        seal(app)


def test_an_unknown_permission_stops_the_start(app):
    app.register_blueprint(rogue(allow("no.such.permission")(lambda: "hello")))
    with pytest.raises(StartRefused, match=r"no\.such\.permission"):
        seal(app)


def test_a_declared_route_is_taken(app):
    app.register_blueprint(rogue(public("a test")(lambda: "hello")))
    seal(app)


def test_every_route_answers_only_the_methods_it_names(app):
    for rule in app.url_map.iter_rules():
        assert not rule.methods & {"PUT", "PATCH", "DELETE", "TRACE"}, f"{rule}: a form sends GET or POST"
