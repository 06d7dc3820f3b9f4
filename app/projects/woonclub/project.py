"""What Woonclub declares about itself."""

from typing import Final

from flask import Blueprint

from app.cases.kinds import Phase
from app.projectkit.project import Project
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.demo import write_demo
from app.projects.woonclub.details import case_details
from app.projects.woonclub.imports import WoonclubImporter
from app.projects.woonclub.measures import MEASURES
from app.projects.woonclub.quality import RULES
from app.projects.woonclub.service import end_search


def _blueprint() -> Blueprint:
    from app.projects.woonclub.views import blueprint

    return blueprint


PROJECT: Final = Project(
    key=PROJECT_KEY,
    label="Woonclub",
    prefix="WC",
    actions=("A0901",),
    phases=(
        Phase("aangemeld", "Aangemeld"),
        Phase("intake", "Intake"),
        Phase("actief_zoeken", "Actief zoeken"),
        Phase("gepauzeerd", "Gepauzeerd"),
        Phase("woning_gevonden", "Woning gevonden"),
        Phase("nazorg", "Nazorg"),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="woonclub_close_reason",
    blueprint=_blueprint,
    measures=MEASURES,
    quality=RULES,
    importers=(WoonclubImporter(),),
    register_endpoint="woonclub.register",
    case_panel="woonclub/_panel.html",
    case_details=case_details,
    on_close=end_search,
    demo=write_demo,
)
