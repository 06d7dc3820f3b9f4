"""The registry: finds the projects in app/projects and plugs each into the house by its declaration alone."""

import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from flask import Flask

import app.projects
from app.access.matrix import declare
from app.access.projects import declare_project
from app.access.work_items import add_work_items
from app.actionplan import registry as figures
from app.actionplan.measures import Measure
from app.actionplan.quality import Checked
from app.actionplan.quality import register as register_rules
from app.cases.kinds import install_kinds
from app.clients.finders import add_finder
from app.core.errors import NotFound, StartRefused
from app.imports import registry as importers
from app.projectkit.contract import problems, wiring_problems
from app.projectkit.project import Project
from app.projectkit.quality import cases_of, excluded_of
from app.web.navigation import add_navigation

_installed: dict[str, Project] = {}


def discover() -> list[Project]:
    """The PROJECT of every package in app/projects, by name of the package.

    Raises StartRefused when a package has none, or one that calls itself by another name.
    """
    found = []
    for module in sorted(pkgutil.iter_modules(app.projects.__path__), key=lambda each: each.name):
        if not module.ispkg:
            continue
        project = getattr(import_module(f"{app.projects.__name__}.{module.name}"), "PROJECT", None)
        if not isinstance(project, Project) or project.key != module.name:
            raise StartRefused(f"map app/projects/{module.name} biedt geen PROJECT met die sleutel")
        found.append(project)
    return found


def plug_in(application: Flask) -> None:
    """Find the projects, hold them to the contract, and register what they bring.

    Call this once for each application, before its routes are sealed. StartRefused names every problem.
    """
    found = discover()
    _refuse(problems(found))
    install_kinds(project.case_kind() for project in found)
    for project in found:
        _plug(application, project)
    _refuse(wiring_problems(application, found))
    _installed.clear()
    _installed.update({project.key: project for project in found})


def projects() -> tuple[Project, ...]:
    """Every project that is plugged in."""
    return tuple(_installed.values())


def project(key: str) -> Project:
    """One project by its key; NotFound when there is none."""
    if key not in _installed:
        raise NotFound
    return _installed[key]


def measures() -> Iterator[Measure]:
    """The measures of every project."""
    return (measure for each in projects() for measure in each.measures)


def _plug(application: Flask, project: Project) -> None:
    declare_project(project.key, project.label)
    for permission in project.permissions:
        declare(permission.key, permission.label, permission.roles)
    figures.register(project.measures)
    cases, excluded = cases_of(project.key), excluded_of(project.key)
    register_rules(Checked(project.key, project.label, cases, excluded, project.quality))
    for importer in project.importers:
        importers.register(importer)
    blueprint = project.blueprint()
    if blueprint.name != project.key:
        _refuse([f"project {project.key}: de blueprint heet {blueprint.name}"])
    application.register_blueprint(blueprint, url_prefix=f"/{project.key}")
    if project.finder is not None:
        add_finder(application, project.finder)
    if project.work_items is not None:
        add_work_items(application, project.label, project.work_items)
    add_navigation(application, *(replace(item, group=project.label) for item in project.navigation))


def _refuse(found: list[str]) -> None:
    if found:
        raise StartRefused("; ".join(found))
