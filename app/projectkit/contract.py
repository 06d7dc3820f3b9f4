"""What every project promises: checked when the program starts, so that a project that breaks it never runs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flask import Flask

from app.access.guard import mark_of
from app.access.matrix import matrix
from app.projectkit.project import Project
from app.web.navigation import NavItem

_KEY = re.compile(r"[a-z][a-z0-9]{2,19}")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_PHASE_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_RESERVED = frozenset({"api", "counter", "static"})


def problems(projects: Sequence[Project]) -> list[str]:
    """Everything that is wrong with these declarations, by themselves and beside each other."""
    found = [f"project {project.key}: {problem}" for project in projects for problem in _own_problems(project)]
    for what, names in (
        ("sleutel", [project.key for project in projects]),
        ("voorvoegsel", [project.prefix for project in projects]),
        ("meting", [measure.key for project in projects for measure in project.measures]),
        ("import", [importer.kind for project in projects for importer in project.importers]),
        ("kwaliteitsregel", [rule.key for project in projects for rule in project.quality]),
        ("recht", [permission.key for project in projects for permission in project.permissions]),
        ("opdracht", [f"{project.key} {each.name}" for project in projects for each in project.commands]),
    ):
        found += [f"{what} {name} komt twee keer voor" for name in _twice(names)]
    return found


def wiring_problems(app: Flask, projects: Iterable[Project]) -> list[str]:
    """What is wrong once the routes are there: pages and permissions that are named but do not exist."""
    found = []
    for project in projects:
        pages = [item.endpoint for item in project.navigation]
        pages += [project.register_endpoint] if project.register_endpoint else []
        found += [
            f"project {project.key}: pagina {page} bestaat niet" for page in pages if page not in app.view_functions
        ]
        found += [
            f"project {project.key}: wie {item.permission} heeft, mag pagina {item.endpoint} niet altijd openen"
            for item in project.navigation
            if item.endpoint in app.view_functions and not _opens(app, item)
        ]
        rules = [rule.rule for rule in app.url_map.iter_rules()]
        found += [
            f"project {project.key}: geen adres begint met {beginning}"
            for item in project.navigation
            for beginning in item.below
            if not any(rule == beginning or rule.startswith(f"{beginning}/") for rule in rules)
        ]
    return found


def _opens(app: Flask, item: NavItem) -> bool:
    """Whether every role that sees the entry may open its page; an entry may be for fewer than its page."""
    mark = mark_of(app, item.endpoint)
    needed = mark.permission if mark else None
    known = item.permission in matrix().permissions
    return known and all(needed in held for held in matrix().held.values() if item.permission in held)


def _own_problems(project: Project) -> Iterator[str]:
    if not _KEY.fullmatch(project.key) or project.key in _RESERVED:
        yield "de sleutel is geen vrije naam van 3 tot 20 kleine letters en cijfers"
    if not _PREFIX.fullmatch(project.prefix):
        yield "het voorvoegsel van dossiernummers telt 2 tot 6 hoofdletters"
    if not project.label or not project.close_reasons or not project.actions:
        yield "naam, actie of lijst van afsluitredenen ontbreekt"
    yield from _phase_problems(project)
    yield from _measure_problems(project)
    yield from _permission_problems(project)
    for rule in project.quality:
        if not rule.key.startswith(f"{project.key}."):
            yield f"kwaliteitsregel {rule.key} begint niet met de sleutel van het project"


def _phase_problems(project: Project) -> Iterator[str]:
    keys = [phase.key for phase in project.phases]
    yield from (f"fase {key} komt twee keer voor" for key in _twice(keys))
    yield from (f"fase {key} is geen geldige sleutel" for key in keys if not _PHASE_KEY.fullmatch(key))
    if not any(phase.is_open for phase in project.phases) or all(phase.is_open for phase in project.phases):
        yield "er is minstens één open en één gesloten fase nodig"
    elif not project.phases[0].is_open:
        yield "de eerste fase is niet open"


def _measure_problems(project: Project) -> Iterator[str]:
    allowed = {project.key, *project.figure_prefixes}
    for measure in project.measures:
        if measure.key.partition(".")[0] not in allowed:
            yield f"meting {measure.key} begint niet met de sleutel van het project"
        if measure.action not in project.actions:
            yield f"meting {measure.key} hoort bij actie {measure.action}, die het project niet noemt"
        if not measure.label or not measure.definition or not measure.unit:
            yield f"meting {measure.key} mist naam, eenheid of regel"


def _permission_problems(project: Project) -> Iterator[str]:
    for permission in project.permissions:
        if not permission.key.startswith(f"{project.key}."):
            yield f"recht {permission.key} begint niet met de sleutel van het project"
        unknown = sorted(permission.roles - set(matrix().roles))
        if unknown:
            yield f"recht {permission.key} noemt onbekende rollen: {', '.join(unknown)}"


def _twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)
