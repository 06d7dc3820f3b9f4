"""What the Energiehuis declares about itself."""

from importlib import import_module
from typing import Final

from flask import Blueprint

from app.access.work import Work
from app.cases.kinds import Phase
from app.projectkit.project import Permission, Project
from app.projects.energiehuis.arrears.commands import AGE
from app.projects.energiehuis.coaching.imports import OwnerContactsImporter
from app.projects.energiehuis.commands import COMMANDS
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.demo import write_demo
from app.projects.energiehuis.demo_contracts import write_contracts
from app.projects.energiehuis.details import case_details
from app.projects.energiehuis.figures.measures import MEASURES
from app.projects.energiehuis.figures.measures_portfolio import PORTFOLIO
from app.projects.energiehuis.figures.quality import RULES
from app.projects.energiehuis.finding import find_loan
from app.projects.energiehuis.labels import MILESTONES, PHASES
from app.projects.energiehuis.lifecycle.service import check_step, on_close, on_phase
from app.projects.energiehuis.register.imports import LoanApplicationsImporter
from app.projects.energiehuis.work_items import work_items
from app.web.navigation import NavItem

_PAGES: Final = ("bank", "coaching", "contract", "figures", "letters")
"""The packages whose pages stand on the blueprint of the project itself."""


def _blueprint() -> Blueprint:
    from app.projects.energiehuis.views import blueprint

    for package in _PAGES:
        import_module(f"app.projects.energiehuis.{package}.views")
    return blueprint


def _write_demo(work: Work, seed: int) -> None:
    write_demo(work, seed)
    write_contracts(work, seed)


PROJECT: Final = Project(
    key=PROJECT_KEY,
    label="Energiehuis",
    prefix="EH",
    actions=("A0402", "A0403"),
    phases=(
        *(Phase(state.value, label, is_milestone=state in MILESTONES) for state, label in PHASES.items()),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="loan_close_reason",
    blueprint=_blueprint,
    measures=(*MEASURES, *PORTFOLIO),
    quality=RULES,
    importers=(LoanApplicationsImporter(), OwnerContactsImporter()),
    commands=(*COMMANDS, AGE),
    finder=find_loan,
    work_items=work_items,
    navigation=(
        NavItem("Kredieten beslissen", "energiehuis.decisions.worklist", "energiehuis.decide"),
        NavItem("Achterstand", "energiehuis.late", "case.read"),
        NavItem("Fonds noodkoop", "energiehuis.fund_page", "case.read"),
        NavItem("Verbintenissen", "energiehuis.promised", "case.read"),
        NavItem("Renovatie", "energiehuis.dwellings", "case.read"),
        NavItem("Bank", "energiehuis.bank", "energiehuis.treasury"),
        NavItem("Leningen", "energiehuis.products", "case.read"),
        NavItem("Rentevoeten", "energiehuis.decisions.rates", "energiehuis.rates"),
        NavItem("Brieven", "energiehuis.templates", "energiehuis.letter_texts", ("/energiehuis/brief",)),
    ),
    register_endpoint="energiehuis.files.apply",
    case_panel="energiehuis/_panel.html",
    case_details=case_details,
    permissions=(
        Permission("energiehuis.decide", "Beslissen over kredietaanvragen", frozenset({"coordinator"})),
        Permission("energiehuis.rates", "Rentevoeten invoeren en nakijken", frozenset({"coordinator", "loan_officer"})),
        Permission(
            "energiehuis.treasury",
            "Rekeningafschriften inlezen en betaalbestanden maken",
            frozenset({"treasurer", "coordinator"}),
        ),
        Permission(
            "energiehuis.letters",
            "Brieven van leningen lezen",
            frozenset({"social_worker", "coordinator", "loan_officer", "treasurer"}),
        ),
        Permission("energiehuis.letter_texts", "Teksten van brieven wijzigen", frozenset({"coordinator"})),
    ),
    check_step=check_step,
    on_phase=on_phase,
    on_close=on_close,
    demo=_write_demo,
)
