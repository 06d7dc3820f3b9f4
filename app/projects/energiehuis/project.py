"""What the Energiehuis declares about itself."""

from typing import Final

from flask import Blueprint

from app.cases.kinds import Phase
from app.projectkit.project import Project
from app.projects.energiehuis.commands import COMMANDS
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.details import case_details
from app.projects.energiehuis.imports import LoanApplicationsImporter
from app.projects.energiehuis.imports_owners import OwnerContactsImporter
from app.projects.energiehuis.labels import PHASES
from app.projects.energiehuis.measures import MEASURES
from app.projects.energiehuis.quality import RULES


def _blueprint() -> Blueprint:
    from app.projects.energiehuis.views import blueprint

    return blueprint


PROJECT: Final = Project(
    key=PROJECT_KEY,
    label="Energiehuis",
    prefix="EH",
    actions=("A0402", "A0403"),
    phases=(
        *(Phase(state.value, label) for state, label in PHASES.items()),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="loan_close_reason",
    blueprint=_blueprint,
    measures=MEASURES,
    quality=RULES,
    importers=(LoanApplicationsImporter(), OwnerContactsImporter()),
    commands=COMMANDS,
    navigation=(("Leningen", "energiehuis.products", "case.read"),),
    case_panel="energiehuis/_panel.html",
    case_details=case_details,
)
