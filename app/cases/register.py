"""Plugs the cases in: pages, navigation, and the persons that are visible through cases."""

from typing import Final

from flask import Flask

from app.access.work import Work
from app.access.work_items import add_work_items
from app.accounts.lapsed import keep_when_lapsed
from app.cases import (
    views,
    views_documents,
    views_drafts,
    views_export,
    views_log,
    views_privacy,
    views_steps,
    views_tasks,
    views_team,
    views_together,
)
from app.cases.file_kinds import LARGEST
from app.cases.finding import find_case, recent_cases
from app.cases.labels import CaseRow, case_rows
from app.cases.lapsed import keep_lapsed
from app.cases.queries_household import cases_of_person
from app.cases.stores import store_of
from app.cases.visibility import through_cases
from app.cases.work_items import work_items
from app.clients.finders import add_finder
from app.clients.models import Person
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.scope import visible_through
from app.web.navigation import CASES, MY_WORK, NavItem, add_navigation
from app.web.uploads import accept_files
from config.settings import Settings

_OF_A_CASE: Final = ("/contact-noteren", "/contact", "/notitie", "/klad")


def register(app: Flask) -> None:
    """Everything of this package; before the projects, whose pages lean on it."""
    visible_through(through_cases)
    for pages in (
        views,
        views_documents,
        views_drafts,
        views_export,
        views_log,
        views_privacy,
        views_steps,
        views_tasks,
        views_team,
        views_together,
    ):
        app.register_blueprint(pages.blueprint)
    settings: Settings = app.config["SETTINGS"]
    app.extensions[views_documents.STORE] = store_of(settings)
    accept_files(app, "documents.upload", LARGEST)
    keep_when_lapsed(app, keep_lapsed)
    add_person_panel(app, PersonPanel("cases/_of_person.html", _cases_of, order=10))
    add_finder(app, find_case, recent_cases)
    add_work_items(app, CASES, work_items)
    add_navigation(
        app,
        NavItem("Vandaag", "cases.my_work", "work.read", group=MY_WORK, order=10),
        NavItem("Mijn taken", "case_tasks.index", "case.write", group=MY_WORK, order=11),
        NavItem("Dossiers", "cases.index", "case.read", _OF_A_CASE, group=CASES, order=20),
        NavItem("Team", "case_team.index", "case.read", ("/overdracht", "/afwezig"), group=CASES, order=30),
    )


def _cases_of(work: Work, person: Person) -> list[CaseRow]:
    return case_rows(work, cases_of_person(work, person.uid), with_names=False)
