"""What holds for every project, those of the house and a fifth one that is only a folder."""

import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

import app.projects
from app import create_app
from app.access.actor import system_actor
from app.access.matrix import matrix
from app.access.work import working
from app.cases.kinds import kind_of
from app.core.errors import NotFound, StartRefused
from app.core.period import Period
from app.projectkit.contract import problems
from app.projectkit.project import Phase, Project
from app.projectkit.registry import discover, measures, project, projects
from app.web.work import KEY
from tests.support.cases import add_case
from tests.support.databases import TEST_ROOTS
from tests.support.people import sign_in

FIFTH = Path(__file__).parent.parent / "support" / "vijfde"


@pytest.fixture
def fifth_folder(tmp_path, monkeypatch):
    """A folder beside app/projects with one more project in it."""
    shutil.copytree(FIFTH, tmp_path / "more" / "vijfde")
    monkeypatch.setattr(app.projects, "__path__", [*app.projects.__path__, str(tmp_path / "more")])
    yield tmp_path / "more" / "vijfde"
    sys.modules.pop("app.projects.vijfde", None)
    matrix.cache_clear()


@pytest.fixture
def with_fifth(fifth_folder, settings, clock) -> Flask:
    """The application with the fifth project."""
    from app.web.extensions import db

    application = create_app(settings, clock=clock, roots=TEST_ROOTS)
    yield application
    with application.app_context():
        db.engine.dispose()
    application.extensions[KEY].vault.keystore.engine.dispose()


def check_measures(plugged: Project, work) -> None:
    """Every measure can be read on this engine and gives the columns that counting needs."""
    for measure in plugged.measures:
        result = work.session.execute(measure.select(Period.of_year(2026)))
        wanted = {"ref", "weight"} | {dimension.column for dimension in measure.dimensions}
        assert wanted <= set(result.keys()), measure.key


def test_every_project_keeps_the_contract(app, work):
    assert problems(projects()) == []
    for plugged in projects():
        assert plugged.key in app.blueprints
        assert kind_of(plugged.key).label == plugged.label
        assert plugged.case_panel is None or app.jinja_env.get_template(plugged.case_panel)
        check_measures(plugged, work)


def test_a_fifth_project_is_only_a_folder(with_fifth):
    assert "vijfde" in {each.key for each in projects()}
    assert "vijfde.opened" in {measure.key for measure in measures()}
    worker = sign_in(with_fifth.test_client(), "social_worker")
    assert worker.get("/vijfde/").text == "vijfde project"
    assert "Vijfde" in worker.get("/").text
    assert sign_in(with_fifth.test_client(), "analyst").get("/vijfde/").status_code == 403
    with working(with_fifth.extensions[KEY], system_actor("test"), "test") as work:
        with work.transaction():
            number = add_case(work, project="vijfde", opened_on=date(2026, 3, 2)).number
        assert number == "VIJF-2026-0001"
        check_measures(project("vijfde"), work)
        found = work.session.execute(project("vijfde").measures[0].select(Period.of_year(2026))).all()
        assert [row.ref for row in found] == [number]
    assert number in worker.get("/dossiers").text


def test_without_its_folder_the_fifth_is_gone(app):
    assert "vijfde" not in {each.key for each in projects()}
    with pytest.raises(NotFound):
        project("vijfde")
    with pytest.raises(NotFound):
        kind_of("vijfde")


def test_a_folder_without_a_project_stops_the_program(fifth_folder, settings):
    (fifth_folder / "__init__.py").write_text('"""Nothing."""\n')
    with pytest.raises(StartRefused, match="vijfde biedt geen PROJECT"):
        create_app(settings, roots=TEST_ROOTS)


def test_a_project_that_breaks_the_contract_stops_the_program(fifth_folder, settings):
    broken = (fifth_folder / "__init__.py").read_text().replace('("Vijfde", "vijfde.index"', '("Vijfde", "vijfde.weg"')
    (fifth_folder / "__init__.py").write_text(broken)
    with pytest.raises(StartRefused, match=r"pagina vijfde\.weg bestaat niet"):
        create_app(settings, roots=TEST_ROOTS)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"key": "Vijfde"}, "sleutel"),
        ({"key": "static"}, "sleutel"),
        ({"prefix": "v"}, "voorvoegsel"),
        ({"label": ""}, "naam"),
        ({"phases": (Phase("nieuw", "Nieuw"),)}, "minstens één open en één gesloten"),
        ({"phases": (Phase("klaar", "Klaar", is_open=False),)}, "minstens één open en één gesloten"),
        ({"phases": (Phase("klaar", "Klaar", is_open=False), Phase("nieuw", "Nieuw"))}, "eerste fase"),
        ({"phases": (Phase("a", "A"), Phase("a", "A", is_open=False))}, "fase a komt twee keer voor"),
        ({"phases": (Phase("A b", "A"), Phase("c", "C", is_open=False))}, "geldige sleutel"),
        ({"actions": ("A0402",)}, "hoort bij actie"),
    ],
)
def test_what_the_contract_refuses(fifth_folder, change, problem):
    good = next(each for each in discover() if each.key == "vijfde")
    assert problems([good]) == []
    assert any(problem in found for found in problems([replace(good, **change)]))


def test_two_projects_do_not_share_a_name(fifth_folder):
    good = next(each for each in discover() if each.key == "vijfde")
    found = problems([good, replace(good)])
    assert {each.split()[0] for each in found} == {"sleutel", "voorvoegsel", "meting", "recht"}
    odd = replace(good.measures[0], key="woonclub.opened")
    assert any("begint niet met" in each for each in problems([replace(good, measures=(odd,))]))
    assert problems([replace(good, measures=(odd,), figure_prefixes=("woonclub",))]) == []
    wrong = replace(good.permissions[0], key="case.look", roles=frozenset({"niemand"}))
    assert len(problems([replace(good, permissions=(wrong,))])) == 2
