"""The second step of signing in, and proving again who one is."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models_factor import RecoveryCode, SecondFactor
from app.accounts.models_session import UserSession
from app.accounts.register import FACTOR_REQUIRED
from app.accounts.service_factor import confirm_factor, offer_factor
from app.audit.models import AuditRecord
from app.crypto.one_time import STEP, code_at
from tests.support.people import (
    PASSWORD,
    add_person,
    email_of,
    form_token,
    post,
    sign_in,
    sign_in_as,
    sign_in_by_form,
    token_in,
)


def now_code(clock, secret, steps=0):
    return code_at(secret, int(clock.now().timestamp()) // STEP + steps)


@pytest.fixture
def colleague(app, work, clock):
    """(uid, email, secret, recovery codes) of a colleague with a second step; the clock is on a fresh step."""
    uid = add_person(app, "social_worker", None, "34022")
    with work.transaction():
        secret = offer_factor(work, user_uid=uid).secret
        codes = confirm_factor(work, user_uid=uid, code=now_code(clock, secret))
    clock.instant += timedelta(seconds=STEP)
    return uid, email_of(app, uid), secret, codes


def send_code(client, code):
    page = client.get("/aanmelden/code")
    return client.post("/aanmelden/code?next=/account", data={"csrf_token": token_in(page), "code": code})


def test_the_password_alone_opens_nothing(app, clock, colleague, work):
    _uid, email, secret, _codes = colleague
    client = app.test_client()
    assert sign_in_by_form(client, email).location == "/aanmelden/code"
    assert client.get("/account").location.startswith("/aanmelden?")
    assert client.get("/dossiers").status_code == 302
    answer = send_code(client, "000000")
    assert (answer.status_code, "klopt niet" in answer.text) == (422, True)
    before = client.get_cookie("regiodossier").value
    answer = send_code(client, now_code(clock, secret))
    assert (answer.status_code, answer.location) == (302, "/account")
    assert client.get_cookie("regiodossier").value != before
    assert client.get("/account").status_code == 200
    assert client.get("/aanmelden/code").status_code == 302
    details = list(
        work.session.scalars(
            select(AuditRecord.detail).where(AuditRecord.action.startswith("sign_in")).order_by(AuditRecord.seq)
        )
    )
    assert details == ["wrong code", "second step"]


def test_a_code_works_once_and_a_recovery_code_too(app, clock, colleague, work):
    _uid, email, secret, codes = colleague
    for code, works in (
        (now_code(clock, secret), True),
        (now_code(clock, secret), False),
        (now_code(clock, secret, -1), False),
        (now_code(clock, secret, 2), False),
        (now_code(clock, secret, 1), True),
        (codes[0].lower(), True),
        (codes[0], False),
        (codes[1], True),
    ):
        client = app.test_client()
        sign_in_by_form(client, email)
        assert (send_code(client, code).status_code == 302) is works, code
    assert work.session.scalars(select(RecoveryCode).where(RecoveryCode.used_at.is_not(None))).all().__len__() == 2


def test_right_passwords_buy_no_guesses_at_the_code(app, colleague):
    answers = []
    for _ in range(8):
        client = app.test_client()
        if sign_in_by_form(client, colleague[1]).status_code == 429:
            answers.append(429)
            break
        answers.append(send_code(client, "000000").status_code)
    assert answers[-1] == 429


def test_the_second_step_may_not_take_long(app, clock, colleague):
    _uid, email, _secret, _codes = colleague
    client = app.test_client()
    sign_in_by_form(client, email)
    clock.instant += timedelta(minutes=11)
    assert client.get("/aanmelden/code").location == "/aanmelden"


def test_sets_it_up_by_the_pages_where_it_is_required(app, clock, work):
    app.config[FACTOR_REQUIRED] = True
    client = sign_in(app.test_client(), "social_worker", None, "34022")
    assert client.get("/dossiers").location == "/account/tweede-stap"
    assert post(client, "/account/tweede-stap/begin").status_code == 302
    page = client.get("/account/tweede-stap").text
    secret = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    assert 'role="img"' in page
    assert post(client, "/account/tweede-stap", {"code": "123"}).status_code == 422
    answer = post(client, "/account/tweede-stap", {"code": now_code(clock, secret)})
    codes = re.findall(r"<code>([A-Z2-7-]{29})</code>", answer.text)
    assert len(set(codes)) == 8
    assert client.get("/dossiers").status_code == 200
    page = client.get("/account/tweede-stap").text
    assert "nog 8 herstelcodes" in page
    assert secret not in page.replace(" ", "")
    assert post(client, "/account/tweede-stap/begin").status_code == 422
    stored = work.session.scalars(select(SecondFactor)).one()
    assert secret.encode() not in stored.secret_cell
    again = post(client, "/account/herstelcodes").text
    assert not set(codes) & set(re.findall(r"<code>([A-Z2-7-]{29})</code>", again))
    assert work.session.scalar(select(RecoveryCode).where(RecoveryCode.used_at.is_not(None))) is None


def test_a_beheerder_wipes_it_and_a_new_link_does_not(app, colleague):
    uid, email, _secret, _codes = colleague
    admin = sign_in(app.test_client(), "administrator")
    link = re.search(r"/welkom/[\w-]+", post(admin, f"/gebruikers/{uid}/uitnodigen").text)[0]
    client = app.test_client()
    new = "negen groene paraplu's"
    answer = client.post(link, data={"csrf_token": token_in(client.get(link)), "password": new, "again": new})
    assert answer.location == "/aanmelden/code"
    assert client.get("/account").status_code == 302
    assert post(admin, f"/gebruikers/{uid}/tweede-stap-wissen").status_code == 302
    assert post(admin, f"/gebruikers/{uid}/tweede-stap-wissen").status_code == 422
    assert sign_in_by_form(app.test_client(), email, new).location == "/"


def test_asks_for_proof_before_something_grave(app, clock, work):
    admin = sign_in(app.test_client(), "administrator")
    uid = add_person(app, "volunteer", None, "34022")
    clock.instant += timedelta(minutes=16)
    url = f"/gebruikers/{uid}/rollen"
    answer = post(admin, url, {"role": "volunteer"}, headers={"Referer": f"http://localhost/gebruikers/{uid}"})
    assert answer.location == f"/account/bewijs?next=/gebruikers/{uid}"
    answer = post(admin, url, headers={"Referer": "http://elders.test/gebruikers"})
    assert answer.location == "/account/bewijs"
    assert admin.get("/gebruikers/nieuw").location == "/account/bewijs?next=/gebruikers/nieuw"
    assert post(admin, "/account/bewijs", {"password": "iets anders dan dat"}).status_code == 422
    old = work.session.scalars(select(UserSession).where(UserSession.uid == admin.session_uid)).one()
    answer = admin.post(
        "/account/bewijs?next=/gebruikers/nieuw", data={"csrf_token": form_token(admin), "password": PASSWORD}
    )
    assert answer.location == "/gebruikers/nieuw"
    assert admin.get("/gebruikers/nieuw").status_code == 200
    work.session.rollback()
    fresh = work.session.scalars(select(UserSession).where(UserSession.ended_at.is_(None))).one()
    assert fresh.uid != old.uid
    assert fresh.created_at == old.created_at, "proving who one is does not make the day longer"
    worker = sign_in_as(app.test_client(), add_person(app, "social_worker", None, "34022"))
    assert worker.get("/account").text.count("data-session-ending") == 1
