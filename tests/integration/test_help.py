"""Help where one is: every page of the navigation explains itself, in words that the house uses everywhere."""

import re
import tomllib
from pathlib import Path

import pytest
from flask import Flask

from app.access.guard import mark_of
from app.access.matrix import matrix
from app.web.help import explained
from app.web.help_texts import first_day, glossary, page_texts, releases
from app.web.navigation import KEY
from tests.support.people import sign_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine_name() -> str:
    """Texts and routes are the same on every engine."""
    return "sqlite"


def test_every_page_of_the_navigation_has_an_explanation(app: Flask):
    texts = page_texts()
    assert {item.endpoint for item in app.extensions[KEY]} - texts.keys() == set()
    assert texts.keys() - app.view_functions.keys() == set()
    for item in app.extensions[KEY]:
        assert texts[item.endpoint].title == item.label
    assert explained(app, "case_log.log") == "cases.index"
    assert explained(app, "static") is None


def test_words_are_those_of_the_word_list():
    listed = set()
    for line in (ROOT / "docs/woordenlijst.md").read_text().splitlines():
        if line.startswith("| "):
            term = re.sub(r"\([^)]*\)", "", line.split("|")[1])
            listed |= {word.strip().casefold() for word in term.split(",")}
    assert {word for word in glossary() if word.casefold() not in listed} == set()
    used = {word for page in page_texts().values() for word in page.words}
    assert used - glossary().keys() == set()


def test_every_role_has_a_first_day_it_can_walk(app: Flask):
    steps, held = first_day(), matrix().held
    assert steps.keys() == {"", *matrix().roles}
    for role, part in steps.items():
        for step in part:
            needed = mark_of(app, step.endpoint).permission
            assert role == "" or needed is None or needed in held[role], (role, step.endpoint)


def test_the_newest_release_is_this_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert releases()[0].version == project["version"]


def test_help_in_the_pages(app: Flask):
    client = sign_in(app.test_client(), "social_worker")
    start = client.get("/dossiers").text
    assert 'hx-get="/hulp/bij/cases.index"' in start
    text = client.get("/hulp/bij/case_log.log").text
    assert page_texts()["cases.index"].text[0] in text
    assert glossary()["dossier"] in text
    assert client.get("/hulp/bij/bestaat.niet").status_code == 404
    tour = client.get("/hulp/rondleiding").text
    assert "Maatschappelijk werker" in tour
    assert "Beheerder" not in tour[tour.index("<main") :]
    own_pages = client.get("/hulp").text
    assert "/hulp/bij/cases.index" in own_pages
    assert "/hulp/bij/users.index" not in own_pages
    assert "Eerste uitgave" in client.get("/hulp/nieuw").text
    for signed in (client, app.test_client()):
        assert "axe" in signed.get("/toegankelijkheid").text
        notice = signed.get("/gegevensbescherming").text
        assert "Tien jaar na het afsluiten van het laatste dossier (nog te bevestigen)" in notice
    assert "/hulp" not in app.test_client().get("/toegankelijkheid").text
