"""A throw-away fifth project: copied next to the others by a test, to show that nothing else need change."""

from flask import Blueprint
from sqlalchemy import Select, literal, select

from app.access.guard import allow
from app.actionplan.measures import Measure
from app.cases.models import Case
from app.core.period import Period
from app.projectkit.project import Permission, Phase, Project
from app.web.navigation import NavItem


def opened(period: Period) -> Select:
    """Cases opened in the period."""
    return select(Case.number.label("ref"), Case.uid.label("case_uid"), literal(1).label("weight")).where(
        Case.project == "vijfde", Case.opened_on.between(period.first, period.last)
    )


def blueprint() -> Blueprint:
    """One page."""
    pages = Blueprint("vijfde", __name__)

    @pages.get("/")
    @allow("vijfde.look")
    def index() -> str:
        return "vijfde project"

    return pages


PROJECT = Project(
    key="vijfde",
    label="Vijfde project",
    prefix="VIJF",
    actions=("A0901",),
    phases=(Phase("nieuw", "Nieuw"), Phase("klaar", "Klaar", is_open=False)),
    close_reasons="vijfde_close_reason",
    blueprint=blueprint,
    measures=(
        Measure(
            key="vijfde.opened",
            action="A0901",
            label="Geopende dossiers",
            unit="dossier",
            definition="Dossiers die in het jaar geopend zijn.",
            select=opened,
        ),
    ),
    permissions=(Permission("vijfde.look", "Het vijfde project bekijken", frozenset({"social_worker"})),),
    navigation=(NavItem("Vijfde", "vijfde.index", "vijfde.look"),),
)
