"""Plugs erasure and retention in: their pages and the entry in the navigation."""

from flask import Flask

from app.access.work import Work
from app.clients.models import Person
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries_rights import is_restricted
from app.privacy import views, views_merge, views_oversight, views_registers, views_rights
from app.web.navigation import NavItem, add_navigation


def register(app: Flask) -> None:
    """Everything of this package; before the seal."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_rights.blueprint)
    app.register_blueprint(views_oversight.blueprint)
    app.register_blueprint(views_registers.blueprint)
    app.register_blueprint(views_merge.blueprint)
    add_person_panel(app, PersonPanel("privacy/_of_person.html", _panel, order=90))
    add_navigation(
        app,
        NavItem("Toezicht", "oversight.index", "audit.read", order=78),
        NavItem("Rechten", "rights.index", "rights.read", order=79),
        NavItem("Bewaring", "privacy.index", "rights.read", order=80),
        NavItem("Dubbels", "merging.index", "person.merge", order=82),
        NavItem("Registers", "registers.index", "register.write", order=81),
    )


def _panel(work: Work, person: Person) -> dict[str, object]:
    return {
        "uid": person.uid,
        "may_merge": work.actor.holds("person.merge") and person.erased_on is None,
        "merged_into": person.merged_into_uid,
        "may_read": work.actor.holds("rights.read"),
        "is_restricted": is_restricted(work.session, person.uid),
    }
