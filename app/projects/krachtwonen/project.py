"""What Kracht.Wonen declares about itself."""

from importlib import import_module
from typing import Final

from flask import Blueprint

from app.access.work import Work
from app.cases.kinds import Phase
from app.cases.models import Case
from app.projectkit.project import Permission, Project
from app.projects.krachtwonen.commands import COMMANDS
from app.projects.krachtwonen.demo.pool import write_demo
from app.projects.krachtwonen.details import case_details
from app.projects.krachtwonen.figures.measures import ACTION, MEASURES
from app.projects.krachtwonen.figures.measures_beds import BED_MEASURES, MEDICAL_ACTION, PREFIXES
from app.projects.krachtwonen.figures.measures_flow import FLOW_MEASURES
from app.projects.krachtwonen.figures.quality import RULES
from app.projects.krachtwonen.finding import find_units
from app.projects.krachtwonen.guidance.service import end_guidance
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import DECIDE, MANAGE, MEDICAL
from app.projects.krachtwonen.registers.imports_desk import (
    MeetingImporter,
    SituationImporter,
    SituationPersonImporter,
    TrajectoryImporter,
)
from app.projects.krachtwonen.registers.imports_stays import CrisisImporter, MedicalImporter, StayImporter
from app.projects.krachtwonen.registers.imports_units import UnitImporter, UnitStateImporter
from app.projects.krachtwonen.waiting.service_offers import stop_waiting
from app.projects.krachtwonen.work_items import work_items
from app.web.navigation import NavItem

_PAGES: Final = (
    "desk.views",
    "waiting.views",
    "homes.views",
    "stays.views",
    "stays.views_terms",
    "board.views",
    "crisis.views",
    "crisis.views_suspensions",
    "guidance.views",
    "meetings.views",
    "recovery.views",
    "figures.views_quality",
)
"""The files with pages; each adds its own to the blueprint."""
_SITUATIONS: Final = ("/krachtwonen/situatie", "/krachtwonen/melden")
_WAITING: Final = ("/krachtwonen/rangschikking", "/krachtwonen/voorrang", "/krachtwonen/aanbod")
_HOMES: Final = ("/krachtwonen/bewoning", "/krachtwonen/afwezig", "/krachtwonen/toestand")


def _blueprint() -> Blueprint:
    from app.projects.krachtwonen.views import blueprint

    for page in _PAGES:
        # Each adds its pages to the blueprint.
        import_module(f"app.projects.krachtwonen.{page}")
    return blueprint


def end_what_runs(work: Work, case: Case) -> None:
    """What closing a case ends here: guidance, an open offer, a place on the waiting list."""
    end_guidance(work, case)
    stop_waiting(work, case)


PROJECT: Final = Project(
    key=PROJECT_KEY,
    label="Kracht.Wonen",
    prefix="KW",
    actions=(ACTION, MEDICAL_ACTION),
    phases=(
        Phase("gemeld", "Gemeld"),
        Phase("screening", "Screening"),
        Phase("besluit", "Besluit"),
        Phase("wachtlijst", "Wachtlijst"),
        Phase("matching", "Matching"),
        Phase("plaatsing", "Plaatsing"),
        Phase("wooncoaching", "Wooncoaching"),
        Phase("doorstroom", "Doorstroom"),
        Phase("nazorg", "Nazorg"),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="krachtwonen_close_reason",
    blueprint=_blueprint,
    measures=(*MEASURES, *BED_MEASURES, *FLOW_MEASURES),
    quality=RULES,
    figure_prefixes=PREFIXES,
    importers=(
        SituationImporter(),
        SituationPersonImporter(),
        UnitImporter(),
        UnitStateImporter(),
        StayImporter(),
        TrajectoryImporter(),
        MeetingImporter(),
        CrisisImporter(),
        MedicalImporter(),
    ),
    permissions=(
        Permission(MANAGE, "Plaatsen in woningen en crisisbedden geven", frozenset({"coordinator", "social_worker"})),
        Permission(DECIDE, "Beslissen over een aanbod van Kracht.Wonen", frozenset({"coordinator"})),
        Permission(MEDICAL, "Aanmeldingen voor het medisch herstelverblijf", frozenset({"coordinator"})),
    ),
    commands=COMMANDS,
    finder=find_units,
    work_items=work_items,
    navigation=(
        NavItem("Overzicht", "krachtwonen.start", MANAGE),
        NavItem("Situaties", "krachtwonen.list_situations", MANAGE, _SITUATIONS),
        NavItem("Wachtlijst", "krachtwonen.waiting", MANAGE, _WAITING),
        NavItem("Woningen", "krachtwonen.units", MANAGE, _HOMES),
        NavItem("Planbord", "krachtwonen.board", MANAGE),
        NavItem("Crisisnetwerk", "krachtwonen.crisis", MANAGE),
        NavItem("Herstelverblijf", "krachtwonen.recovery", MEDICAL),
        NavItem("Begeleiding", "krachtwonen.guidance", MANAGE, ("/krachtwonen/<number>/begeleiding",)),
        NavItem("Overleg", "krachtwonen.meetings", "case.write", ("/krachtwonen/<number>/mco",)),
        NavItem("Termijnen", "krachtwonen.term_list", MANAGE),
        NavItem("Kwaliteit", "krachtwonen.quality", MANAGE),
    ),
    register_endpoint="krachtwonen.register",
    case_panel="krachtwonen/_panel.html",
    case_details=case_details,
    on_close=end_what_runs,
    demo=write_demo,
)
