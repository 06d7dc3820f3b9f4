"""Choosing a password: by the one-time link and from the own account; which ones are refused."""

import re
from datetime import timedelta

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from app.access.actor import Grant
from app.accounts.models import User
from app.accounts.passwords import check_new_password, production_hasher
from app.accounts.service_passwords import give_password
from app.accounts.service_users import add_user
from app.accounts.signed_in import hasher_of
from app.core.errors import Refused
from tests.support.people import PASSWORD, add_person, email_of, post, sign_in_as, sign_in_by_form, token_in

NEW = "de kat leest 's nachts kranten"


def test_production_hashes_with_the_recommended_parameters():
    parameters = extract_parameters(production_hasher().hash("x" * 12))
    assert parameters == RFC_9106_LOW_MEMORY


@pytest.mark.parametrize(
    "password",
    [
        "vier ooievaars vlogen",
        "zeer-lange-zin " * 8,
        "ëëñ brug te vér weg",
        "9482 1130 5627",
        "🦉🐢🌲🍞🎻🚲🪁🥁🧭🪵🕯🧶",
    ],
)
def test_accepts_twelve_to_128_characters_of_any_kind(password):
    check_new_password(password)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elf tekens.", "minstens 12"),
        ("lang " * 26, "hoogstens 128"),
        ("Wachtwoord2026!", "makkelijk te raden"),
        ("Regiodossier01", "makkelijk te raden"),
        ("123456789012", "makkelijk te raden"),
        ("azertyuiop123", "makkelijk te raden"),
        ("aaaaaaaaaaaaaa", "makkelijk te raden"),
        ("OCMW Kortrijk 2026", "makkelijk te raden"),
        ("Annelies Voorbeeld1", "makkelijk te raden"),
    ],
)
def test_refuses_what_is_short_long_or_easy_to_guess(password, says):
    with pytest.raises(Refused, match=says) as refusal:
        check_new_password(password, ("annelies.voorbeeld", "Annelies Voorbeeld"))
    assert refusal.value.field == "password"


@pytest.fixture
def invited(work):
    with work.transaction():
        return add_user(work, email="Nieuw@voorbeeld.test", name="Nieuwe Collega", grant=Grant("social_worker"))


def choose(client, token, password, again=None):
    page = client.get(f"/welkom/{token}")
    form = {"csrf_token": token_in(page), "password": password, "again": again or password}
    return client.post(f"/welkom/{token}", data=form)


def test_the_link_works_once_and_signs_in(app, invited):
    client = app.test_client()
    assert choose(client, invited.token, NEW).location == "/"
    assert client.get("/account").status_code == 200
    assert app.test_client().get(f"/welkom/{invited.token}").status_code == 404
    assert sign_in_by_form(app.test_client(), "nieuw@voorbeeld.test", NEW).status_code == 302


def test_opening_the_link_does_not_spend_it(app, invited):
    for _ in range(2):
        assert app.test_client().get(f"/welkom/{invited.token}").status_code == 200


def test_the_link_runs_out(app, invited, clock):
    clock.instant += timedelta(hours=72)
    answer = app.test_client().get(f"/welkom/{invited.token}")
    assert answer.status_code == 404
    assert "werkt niet meer" in answer.text


def test_the_link_is_not_kept(work, invited):
    user = work.session.get(User, invited.user.uid)
    assert invited.token.encode() not in user.invitation_digest


@pytest.mark.parametrize(
    ("password", "again"), [("kort", None), (NEW, "iets heel anders hier"), ("welkom welkom 12", None)]
)
def test_a_refused_first_password_leaves_the_link_open(app, invited, password, again):
    client = app.test_client()
    answer = choose(client, invited.token, password, again)
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert client.get(f"/welkom/{invited.token}").status_code == 200


def change(client, current, new):
    return post(client, "/account/wachtwoord", {"current": current, "password": new, "again": new})


def test_changing_the_password_signs_out_elsewhere_and_renews_the_session_here(app):
    uid = add_person(app, "social_worker")
    here, there = sign_in_as(app.test_client(), uid), sign_in_as(app.test_client(), uid)
    before = here.get_cookie("regiodossier").value
    assert change(here, PASSWORD, NEW).location == "/account"
    assert here.get_cookie("regiodossier").value != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert sign_in_by_form(app.test_client(), email_of(app, uid), NEW).status_code == 302


def test_a_wrong_current_password_is_refused_and_counted(app):
    client = sign_in_as(app.test_client(), add_person(app, "social_worker"))
    for _ in range(5):
        answer = change(client, "niet het juiste", NEW)
        assert answer.status_code == 422
        assert "niet je huidige wachtwoord" in answer.text
    assert "Te veel mislukte pogingen" in change(client, PASSWORD, NEW).text


def test_a_password_given_by_somebody_else_is_changed_first(app, work):
    uid = add_person(app, "administrator")
    with work.transaction():
        give_password(work, hasher=hasher_of(app), user=work.session.get(User, uid), password=PASSWORD)
    client = sign_in_as(app.test_client(), uid)
    assert client.get("/gebruikers").location == "/account/wachtwoord"
    assert re.search("Kies eerst een eigen wachtwoord", client.get("/account/wachtwoord").text)
    change(client, PASSWORD, NEW)
    client.csrf_raw = None
    assert client.get("/gebruikers").status_code == 200
