"""What the desk for threatened evictions declares about itself."""

from typing import Final

from flask import Blueprint

from app.cases.kinds import Phase
from app.projectkit.project import Permission, Project
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.demo import write_demo
from app.projects.uithuiszetting.details import case_details
from app.projects.uithuiszetting.imports import EvictionsImporter
from app.projects.uithuiszetting.measures import FIGURE_PREFIX, MEASURES
from app.projects.uithuiszetting.quality import RULES
from app.projects.uithuiszetting.service import FOLLOWED, REPORTED
from app.projects.uithuiszetting.service_checks import plan_checks
from app.projects.uithuiszetting.work_items import work_items
from app.web.navigation import NavItem


def _blueprint() -> Blueprint:
    from app.projects.uithuiszetting import views, views_checks  # noqa: F401
    from app.projects.uithuiszetting.blueprint import blueprint

    return blueprint


PROJECT: Final = Project(
    key=PROJECT_KEY,
    label="Preventie uithuiszetting",
    prefix="UH",
    actions=("A0902",),
    phases=(
        Phase(REPORTED, "Gemeld"),
        Phase(FOLLOWED, "In opvolging"),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="eviction_outcome",
    blueprint=_blueprint,
    measures=MEASURES,
    quality=RULES,
    importers=(EvictionsImporter(),),
    permissions=(
        Permission(
            "uithuiszetting.desk",
            "Meldingen van uithuiszetting verdelen en opnemen",
            frozenset({"social_worker", "coordinator"}),
        ),
        Permission(
            "uithuiszetting.escalation",
            "De lijst van meldingen zien die de coördinator vragen",
            frozenset({"coordinator"}),
        ),
    ),
    work_items=work_items,
    navigation=(
        NavItem("Meldingen", "uithuiszetting.desk", "uithuiszetting.desk"),
        NavItem("Voor de coördinator", "uithuiszetting.escalation", "uithuiszetting.escalation"),
    ),
    register_endpoint="uithuiszetting.register",
    case_panel="uithuiszetting/_panel.html",
    case_details=case_details,
    on_close=plan_checks,
    demo=write_demo,
    figure_prefixes=(FIGURE_PREFIX,),
)
