"""Plugs erasure and retention in: their pages and the entry in the navigation."""

from flask import Flask

from app.access.work import Work
from app.access.work_items import add_work_items
from app.clients.models import Person
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries_rights import is_restricted
from app.privacy import views, views_merge, views_oversight, views_registers, views_rights
from app.privacy.work_items import work_items
from app.web.navigation import CONTROL, NavItem, add_navigation


def register(app: Flask) -> None:
    """Everything of this package; before the seal."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_rights.blueprint)
    app.register_blueprint(views_oversight.blueprint)
    app.register_blueprint(views_registers.blueprint)
    app.register_blueprint(views_merge.blueprint)
    add_person_panel(app, PersonPanel("privacy/_of_person.html", _panel, order=90))
    add_work_items(app, "Rechten en toezicht", work_items)
    add_navigation(
        app,
        NavItem("Toezicht", "oversight.index", "audit.read", group=CONTROL, order=78),
        NavItem("Rechten", "rights.index", "rights.read", group=CONTROL, order=79),
        NavItem("Bewaring", "privacy.index", "rights.read", group=CONTROL, order=80),
        NavItem("Registers", "registers.index", "register.write", group=CONTROL, order=81),
        NavItem("Dubbels", "merging.index", "person.merge", group=CONTROL, order=82),
    )


def _panel(work: Work, person: Person) -> dict[str, object]:
    return {
        "uid": person.uid,
        "may_merge": work.actor.holds("person.merge") and person.erased_on is None,
        "merged_into": person.merged_into_uid,
        "may_read": work.actor.holds("rights.read"),
        "is_restricted": is_restricted(work.session, person.uid),
    }
