"""What Kracht.Wonen declares about itself."""

from typing import Final

from flask import Blueprint

from app.cases.kinds import Phase
from app.projectkit.project import Permission, Project
from app.projects.krachtwonen.demo import write_demo
from app.projects.krachtwonen.imports_desk import (
    MeetingImporter,
    SituationImporter,
    SituationPersonImporter,
    TrajectoryImporter,
)
from app.projects.krachtwonen.imports_stays import CrisisImporter, MedicalImporter, StayImporter
from app.projects.krachtwonen.imports_units import UnitImporter, UnitStateImporter
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.measures import ACTION, MEASURES
from app.projects.krachtwonen.measures_beds import BED_MEASURES, MEDICAL_ACTION, PREFIXES
from app.projects.krachtwonen.quality import RULES
from app.projects.krachtwonen.queries import MANAGE
from app.projects.krachtwonen.service import DECIDE, end_guidance
from app.projects.krachtwonen.service_crisis import MEDICAL


def _blueprint() -> Blueprint:
    from app.projects.krachtwonen.views import blueprint

    return blueprint


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
    measures=(*MEASURES, *BED_MEASURES),
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
    on_close=end_guidance,
    demo=write_demo,
)
