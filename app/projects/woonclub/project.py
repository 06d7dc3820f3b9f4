"""What Woonclub declares about itself."""

from importlib import import_module
from typing import Final

from flask import Blueprint

from app.cases.kinds import Phase
from app.projectkit.project import Permission, Project
from app.projects.woonclub.commands import COMMANDS
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.demo import write_demo
from app.projects.woonclub.details import case_details
from app.projects.woonclub.imports import WoonclubImporter
from app.projects.woonclub.measures import MEASURES
from app.projects.woonclub.measures_accelerated import MEASURES as ACCELERATED_MEASURES
from app.projects.woonclub.measures_listings import MEASURES as LISTING_MEASURES
from app.projects.woonclub.measures_plan import PLAN_MEASURES
from app.projects.woonclub.quality import RULES
from app.projects.woonclub.service import end_search
from app.projects.woonclub.work_items import work_items
from app.web.navigation import NavItem

_PAGES: Final = ("", "_desk", "_intake", "_rights", "_files", "_listings", "_matching", "_aftercare")
"""The files with pages; each adds its own to the blueprint."""


def _blueprint() -> Blueprint:
    from app.projects.woonclub.blueprint import blueprint

    for page in _PAGES:
        import_module(f"app.projects.woonclub.views{page}")
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
        Phase("gepauzeerd", "Gepauzeerd", by_hand=False),
        Phase("woning_gevonden", "Woning gevonden"),
        Phase("nazorg", "Nazorg"),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="woonclub_close_reason",
    blueprint=_blueprint,
    measures=(*MEASURES, *PLAN_MEASURES, *ACCELERATED_MEASURES, *LISTING_MEASURES),
    quality=RULES,
    importers=(WoonclubImporter(),),
    commands=COMMANDS,
    permissions=(
        Permission(
            "woonclub.desk",
            "Aan de balie van de Woonclub aanmelden en de lijst van de dag zien",
            frozenset({"social_worker", "coordinator"}),
        ),
        Permission("woonclub.listings", "Huuraanbod lezen", frozenset({"volunteer", "social_worker", "coordinator"})),
    ),
    work_items=work_items,
    navigation=(
        NavItem("Balie", "woonclub.desks_today", "woonclub.desk", ("/woonclub/aanmelden",)),
        NavItem("Huuraanbod", "woonclub.listings", "woonclub.listings"),
        NavItem("Opvolging", "woonclub.after", "case.write", ("/woonclub/nazorg", "/woonclub/voorstel")),
    ),
    register_endpoint="woonclub.register",
    close_endpoint="woonclub.end",
    case_panel="woonclub/_panel.html",
    case_details=case_details,
    on_close=end_search,
    demo=write_demo,
)
