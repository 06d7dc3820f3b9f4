"""Errors reach people as pages in plain words, and the log without a word about anybody."""

import logging

import pytest
from flask import abort

from app.access.guard import public
from app.core.errors import NotFound, Refused
from tests.support.canary import CANARY


@pytest.fixture
def client(app):
    def fail(kind):
        if kind == "unexpected":
            raise ValueError(CANARY)
        if kind == "not-mine":
            raise NotFound
        if kind == "refused":
            raise Refused("De woning is al bewoond.")
        abort(int(kind))

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/fout/<kind>", "probe", public("a test")(fail), methods=["GET", "POST"])
    return app.test_client()


def test_missing_and_not_yours_are_the_same_page(client):
    missing, foreign = client.get("/bestaat/niet"), client.get("/fout/not-mine")
    assert (missing.status_code, missing.data) == (404, foreign.data)
    assert foreign.status_code == 404


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429])
def test_every_refusal_has_a_page_of_the_house(client, code):
    answer = client.get(f"/fout/{code}")
    assert answer.status_code == code
    assert "<h1>" in answer.text
    assert "Regiodossier" in answer.text


def test_a_refused_step_shows_its_message(client, app):
    answer = client.get("/fout/refused")
    assert answer.status_code == 422
    assert "De woning is al bewoond." in answer.text


def test_an_unexpected_error_says_nothing_about_anybody(client, caplog):
    with caplog.at_level(logging.INFO):
        answer = client.get("/fout/unexpected?naam=" + CANARY)
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert CANARY not in caplog.text
    assert "ValueError" in caplog.text


def test_a_form_without_its_token_is_met_with_a_calm_page(client):
    answer = client.post("/fout/404", data={"naam": CANARY})
    assert answer.status_code == 400
    assert "laad de pagina opnieuw" in answer.text
    assert CANARY not in answer.text


def test_a_wrong_method_has_a_page(client):
    assert client.delete("/fout/404").status_code == 405


def test_too_large_a_request_has_a_page(client, app):
    app.config["MAX_CONTENT_LENGTH"] = 10
    app.config["WTF_CSRF_ENABLED"] = False
    answer = client.post("/fout/413", data={"naam": "x" * 100})
    assert answer.status_code == 413
