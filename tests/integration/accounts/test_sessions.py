"""Sessions on the server: new at sign-in, limited in time, ended at once."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import RoleGrant, User
from app.accounts.models_kept import KeptForm
from app.accounts.models_session import UserSession
from app.accounts.queries_session import digest_of
from app.accounts.sessions import HouseSessions
from app.web.work import KEY
from tests.support.people import (
    add_person,
    email_of,
    form_token,
    post,
    sign_in,
    sign_in_as,
    sign_in_by_form,
    token_in,
)


def sessions(work):
    work.session.rollback()
    query = select(UserSession).order_by(UserSession.uid).execution_options(populate_existing=True)
    return work.session.scalars(query).all()


def test_the_cookie_is_for_this_server_alone(app):
    uid = add_person(app, "social_worker")
    client = app.test_client()
    answer = sign_in_by_form(client, email_of(app, uid))
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("regiodossier="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie


def test_in_production_the_cookie_carries_the_host_prefix():
    interface = HouseSessions(secure=True)
    assert interface.name == "__Host-regiodossier"
    assert interface.attributes == {"secure": True, "httponly": True, "samesite": "Lax", "path": "/"}


def test_only_the_digest_of_the_token_is_kept(app, work):
    client = sign_in(app.test_client(), "social_worker")
    token = client.get_cookie("regiodossier").value
    assert len(token) == 43
    assert [row.digest for row in sessions(work)] == [digest_of(token)]
    assert token not in str([row.data for row in sessions(work)])


def test_signing_in_gives_a_new_session_and_the_old_one_is_dead(app, work):
    first = add_person(app, "social_worker")
    client = sign_in_as(app.test_client(), first)
    planted = client.get_cookie("regiodossier").value
    post(client, "/afmelden")
    client.set_cookie("regiodossier", planted)
    sign_in_by_form(client, email_of(app, first))
    assert client.get_cookie("regiodossier").value != planted
    thief = app.test_client()
    thief.set_cookie("regiodossier", planted)
    assert thief.get("/account").status_code == 302


def test_a_token_planted_before_signing_in_is_never_used(app):
    uid = add_person(app, "social_worker")
    client = app.test_client()
    client.set_cookie("regiodossier", "A" * 43)
    sign_in_by_form(client, email_of(app, uid))
    assert client.get_cookie("regiodossier").value != "A" * 43
    assert client.get("/account").status_code == 200


def test_half_an_hour_without_a_page_ends_it(app, clock):
    client = sign_in(app.test_client(), "social_worker")
    for _ in range(3):
        clock.instant += timedelta(minutes=29)
        assert client.get("/account").status_code == 200
    clock.instant += timedelta(minutes=30)
    assert client.get("/account").status_code == 302


def test_ten_hours_end_it_however_busy(app, clock):
    client = sign_in(app.test_client(), "social_worker")
    for _ in range(29):
        clock.instant += timedelta(minutes=20)
        assert client.get("/account").status_code == 200
    clock.instant += timedelta(minutes=20)
    assert client.get("/account").status_code == 302


def test_the_last_use_is_written_at_most_once_a_minute(app, work, clock):
    client = sign_in(app.test_client(), "social_worker")
    begun = clock.now()
    clock.instant += timedelta(seconds=59)
    client.get("/account")
    assert sessions(work)[0].last_seen_at == begun
    clock.instant += timedelta(seconds=1)
    client.get("/account")
    assert sessions(work)[0].last_seen_at == clock.now()


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_page_does_not_wait_for_a_long_write(app, settings, clock):
    client = sign_in(app.test_client(), "social_worker")
    clock.instant += timedelta(minutes=2)
    busy = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    assert client.get("/account").status_code == 200
    busy.execute("ROLLBACK")
    busy.close()
    assert client.get("/account").status_code == 200


def test_closing_an_account_is_felt_at_the_next_page(app, work):
    client = sign_in(app.test_client(), "social_worker")
    assert client.get("/account").status_code == 200
    with work.transaction():
        work.session.get(User, client.user_uid).is_active = False
    assert client.get("/account").status_code == 302


def test_a_role_that_is_ended_or_given_works_at_the_next_page(app, work, clock):
    client = sign_in(app.test_client(), "administrator")
    assert client.get("/gebruikers").status_code == 200
    with work.transaction():
        grant = work.session.scalars(select(RoleGrant).where(RoleGrant.user_uid == client.user_uid)).one()
        grant.valid_until = clock.today()
    assert client.get("/gebruikers").status_code == 403
    with work.transaction():
        grant.valid_until = clock.today() + timedelta(days=1)
    assert client.get("/gebruikers").status_code == 200
    clock.instant += timedelta(days=1)
    sign_in_as(client, client.user_uid)
    assert client.get("/gebruikers").status_code == 403


def test_own_sessions_can_be_ended_one_by_one_and_those_of_others_not(app):
    uid = add_person(app, "social_worker")
    here, there = sign_in_as(app.test_client(), uid), sign_in_as(app.test_client(), uid)
    stranger = sign_in(app.test_client(), "social_worker")
    assert post(here, f"/account/sessies/{stranger.session_uid}/einde").status_code == 404
    assert post(here, f"/account/sessies/{there.session_uid}/einde").location == "/account"
    assert there.get("/account").status_code == 302
    assert stranger.get("/account").status_code == 200
    assert post(here, f"/account/sessies/{here.session_uid}/einde").location == "/aanmelden"
    assert here.get("/account").status_code == 302


def test_messages_survive_the_redirect_and_then_are_gone(app):
    uid = add_person(app, "social_worker")
    here, there = sign_in_as(app.test_client(), uid), sign_in_as(app.test_client(), uid)
    post(here, f"/account/sessies/{there.session_uid}/einde")
    assert "De sessie is beëindigd" in here.get("/account").text
    assert "De sessie is beëindigd" not in here.get("/account").text


def test_sessions_of_long_ago_are_forgotten_at_the_next_sign_in(app, work, clock):
    old = sign_in(app.test_client(), "social_worker")
    clock.instant += timedelta(days=31)
    uid = add_person(app, "social_worker")
    sign_in_by_form(app.test_client(), email_of(app, uid))
    assert old.session_uid not in {row.uid for row in sessions(work)}


def test_a_form_that_was_sent_too_late_waits_sealed_for_its_sender(app, clock, work):
    uid = add_person(app, "administrator")
    client, email = sign_in_as(app.test_client(), uid), email_of(app, uid)
    typed = {"email": "nieuw@voorbeeld.test", "name": "Nora <Nieuw> de Zeldzame", "role": "", "project": ""}
    stale = {**typed, "csrf_token": form_token(client)}
    clock.instant += timedelta(minutes=31)
    forged = app.test_client().post("/gebruikers/nieuw", data=stale)
    assert forged.status_code == 400
    answer = client.post("/gebruikers/nieuw", data=stale)
    assert (answer.status_code, answer.location) == (303, "/aanmelden?next=/account/bewaard")
    assert "verzegeld bewaard" in client.get(answer.location).text
    with app.extensions[KEY].new_session() as session:
        [row] = session.scalars(select(KeptForm))
        assert b"Zeldzame" not in row.content_cell
    assert sign_in(app.test_client(), "administrator").get("/account/bewaard").status_code == 404
    assert sign_in_by_form(client, email, url="/aanmelden?next=/account/bewaard").location == "/account/bewaard"
    page = client.get("/account/bewaard")
    assert "Nora &lt;Nieuw&gt; de Zeldzame" in page.text
    assert "Een formulier dat je nog moet versturen" in client.get("/").text
    token = token_in(page)
    again = client.post("/account/bewaard", data={**typed, "csrf_token": token})
    assert (again.status_code, again.location) == (307, "/gebruikers/nieuw")
    sent = client.post(again.location, data={**typed, "csrf_token": token})  # as the browser does by itself
    assert sent.status_code == 422
    assert "Nora &lt;Nieuw&gt; de Zeldzame" in sent.text and "Kies een rol" in sent.text
    assert client.get("/account/bewaard").status_code == 404
    # Of passwords nothing is kept, and what nobody came back to goes.
    one, two = (sign_in_as(app.test_client(), uid) for _ in range(2))
    clock.instant += timedelta(minutes=31)
    lost = one.post("/account/wachtwoord", data={"csrf_token": form_token(one), "current": "geheim"})
    assert lost.location == "/aanmelden?next=/account/wachtwoord"
    assert "niets bewaard" in one.get("/aanmelden").text
    assert two.post("/gebruikers/nieuw", data={**typed, "csrf_token": form_token(two)}).status_code == 303
    clock.instant += timedelta(hours=25)
    assert sign_in_as(two, uid).get("/account/bewaard").status_code == 404
    assert post(two, "/account/bewaard/weg").status_code == 303
    with app.extensions[KEY].new_session() as session:
        assert session.scalars(select(KeptForm)).all() == []
