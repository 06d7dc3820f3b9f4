"""The main navigation: every page stands in one group, for whoever may see it, and marks where one is."""

import re

import pytest
from flask import Flask

from app.access.guard import mark_of
from app.access.matrix import matrix
from app.web.navigation import KEY, heading_of, place_of, routes_of
from tests.support.people import sign_in

OUTSIDE = (
    "/account",
    "/aanmelden",
    "/welkom",
    "/static",
    "/stijlgids",
    "/api",
    "/toetsen",
    "/gezond",
    "/klaar",
    "/metrics",
    "/hulp",
    "/toegankelijkheid",
    "/gegevensbescherming",
)
CURRENT = re.compile(r'<a class="nav-item" href="([^"]*)" aria-current="(page|true)">')


@pytest.fixture
def engine_name() -> str:
    """Routes and roles are the same on every engine."""
    return "sqlite"


def test_every_page_stands_in_a_group(app: Flask):
    items = app.extensions[KEY]
    routes = routes_of(app, items)
    lost = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
        and rule.rule.split("<")[0].rstrip("/") not in OUTSIDE
        and not rule.rule.startswith(OUTSIDE)
        and not heading_of(rule.rule, place_of(rule.rule, items, routes), items, routes)
    }
    assert lost == set()


def test_entries_open_for_whoever_sees_them(app: Flask):
    held = matrix().held
    for item in app.extensions[KEY]:
        needed = mark_of(app, item.endpoint).permission
        blind = [role for role, has in held.items() if item.permission in has and needed not in has]
        assert not blind, item.endpoint


def current(client, path: str) -> list[tuple[str, str]]:
    """What the wide navigation marks."""
    page = client.get(path).get_data(as_text=True)
    return CURRENT.findall(page[page.index("site-nav-wide") : page.index("site-nav-narrow")])


def test_the_group_and_the_page_are_marked(app: Flask):
    client = sign_in(app.test_client(), "coordinator")
    assert current(client, "/") == [("/", "true"), ("/", "page")]
    assert current(client, "/personen/zoeken") == [("/personen/zoeken", "page")]
    assert current(client, "/energiehuis/bank") == [("/energiehuis/beslissen", "true"), ("/energiehuis/bank", "page")]
    assert current(client, "/krachtwonen/woningen/nieuw") == [
        ("/krachtwonen/", "true"),
        ("/krachtwonen/woningen", "true"),
    ]
    assert current(client, "/account") == []


def test_everybody_sees_their_own_groups(app: Flask):
    seen = {}
    for role in ("coordinator", "social_worker", "volunteer", "analyst", "dpo", "administrator", "treasurer"):
        page = sign_in(app.test_client(), role).get("/").get_data(as_text=True)
        wide = page[page.index('aria-label="Hoofdnavigatie"') : page.index("site-nav-narrow")].split("</nav>")[0]
        seen[role] = re.findall(r">([^<>]+)</a>", wide)
    projects = ["Energiehuis", "Kracht.Wonen", "Preventie uithuiszetting", "Woonclub"]
    assert seen["coordinator"] == ["Mijn werk", "Personen", "Dossiers", *projects, "Cijfers", "Beheer"]
    assert seen["social_worker"] == ["Mijn werk", "Personen", "Dossiers", *projects, "Cijfers"]
    assert seen["volunteer"] == ["Mijn werk", "Woonclub"]
    assert seen["analyst"] == ["Mijn werk", "Cijfers"]
    assert seen["dpo"] == seen["administrator"] == ["Mijn werk", "Cijfers", "Beheer"]
    assert seen["treasurer"] == ["Mijn werk", "Dossiers", "Energiehuis", "Cijfers"]
