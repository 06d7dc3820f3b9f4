"""What the Energiehuis declares about itself."""

from typing import Final

from flask import Blueprint

from app.cases.kinds import Phase
from app.projectkit.project import Permission, Project
from app.projects.energiehuis.commands import COMMANDS
from app.projects.energiehuis.commands_portfolio import AGE
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.demo_contracts import write_contracts
from app.projects.energiehuis.details import case_details
from app.projects.energiehuis.imports import LoanApplicationsImporter
from app.projects.energiehuis.imports_owners import OwnerContactsImporter
from app.projects.energiehuis.labels import PHASES
from app.projects.energiehuis.measures import MEASURES
from app.projects.energiehuis.measures_portfolio import PORTFOLIO


def _blueprint() -> Blueprint:
    from app.projects.energiehuis import views_bank, views_coaching, views_letters, views_loan  # noqa: F401
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
    measures=(*MEASURES, *PORTFOLIO),
    importers=(LoanApplicationsImporter(), OwnerContactsImporter()),
    commands=(*COMMANDS, AGE),
    demo=write_contracts,
    permissions=(
        Permission(
            "energiehuis.treasury",
            "Rekeningafschriften inlezen en betaalbestanden maken",
            frozenset({"treasurer", "coordinator"}),
        ),
        Permission("energiehuis.letter_texts", "Teksten van brieven wijzigen", frozenset({"coordinator"})),
    ),
    navigation=(
        ("Leningen", "energiehuis.products", "case.read"),
        ("Achterstand", "energiehuis.late", "case.read"),
        ("Renovatie", "energiehuis.dwellings", "case.read"),
        ("Bank", "energiehuis.bank", "energiehuis.treasury"),
    ),
    case_panel="energiehuis/_panel.html",
    case_details=case_details,
)
