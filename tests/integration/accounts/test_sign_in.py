"""Signing in and out through the real pages."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from app.accounts.models import User
from app.accounts.models_session import SignInAttempt, UserSession
from app.accounts.passwords import Hasher
from app.accounts.signed_in import HASHER
from app.audit.models import AuditRecord
from tests.support.people import PASSWORD, add_person, email_of, post, sign_in, sign_in_by_form, token_in


def trail(work, prefix="sign"):
    work.session.rollback()
    rows = work.session.scalars(select(AuditRecord).order_by(AuditRecord.seq))
    return [(row.action, row.entity_uid, row.detail) for row in rows if row.action.startswith(prefix)]


def test_signs_in_and_sees_the_own_account(app, work):
    uid = add_person(app, "social_worker", None, "34022")
    client = app.test_client()
    answer = sign_in_by_form(client, f" {email_of(app, uid).upper()} ")
    assert (answer.status_code, answer.location) == (302, "/")
    page = client.get("/account")
    assert page.status_code == 200
    assert "OCMW Kortrijk" in page.text
    assert trail(work) == [("sign_in", uid, None)]


@pytest.mark.parametrize("case", ["unknown", "wrong", "closed", "no password"])
def test_every_failure_reads_the_same_and_is_on_record(app, work, case):
    uid = add_person(app, "social_worker")
    email = "niemand@voorbeeld.test" if case == "unknown" else email_of(app, uid)
    with work.transaction():
        user = work.session.get(User, uid)
        if case == "closed":
            user.is_active = False
        if case == "no password":
            user.password_hash = None
    client = app.test_client()
    answer = sign_in_by_form(client, email, "iets helemaal anders" if case == "wrong" else PASSWORD)
    assert answer.status_code == 422
    assert "E-mailadres of wachtwoord klopt niet" in answer.text
    assert client.get("/account").status_code == 302
    reasons = {
        "unknown": (None, "unknown account"),
        "wrong": (uid, "wrong password"),
        "closed": (uid, "closed account"),
        "no password": (uid, "no password yet"),
    }
    assert trail(work) == [("sign_in_failed", *reasons[case])]


class CountingHasher(Hasher):
    """Counts how often the slow function ran to its end."""

    def __init__(self):
        argon2 = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        super().__init__(argon2)
        self.checked = []

    def verify(self, kept, password):
        self.checked.append(kept or self._nobody)
        return super().verify(kept, password)


def test_an_unknown_account_costs_one_hash_under_the_same_parameters(app):
    hasher = app.extensions[HASHER] = CountingHasher()
    uid = add_person(app, "social_worker")
    sign_in_by_form(app.test_client(), email_of(app, uid), "iets helemaal anders")
    sign_in_by_form(app.test_client(), "niemand@voorbeeld.test")
    known, unknown = hasher.checked
    assert known.split("$")[:4] == unknown.split("$")[:4]
    assert len(known) == len(unknown)


def test_a_hash_under_old_parameters_is_renewed_at_sign_in(app, work):
    uid = add_person(app, "social_worker")
    app.extensions[HASHER] = Hasher(PasswordHasher(time_cost=2, memory_cost=128, parallelism=1))
    assert sign_in_by_form(app.test_client(), email_of(app, uid)).status_code == 302
    kept = work.session.scalars(select(User.password_hash).where(User.uid == uid)).one()
    assert "m=128,t=2,p=1" in kept
    assert sign_in_by_form(app.test_client(), email_of(app, uid)).status_code == 302


def test_an_account_waits_after_five_failures_and_longer_after_six(app, clock):
    uid = add_person(app, "social_worker")
    email, client = email_of(app, uid), app.test_client()
    for _ in range(5):
        assert sign_in_by_form(client, email, "iets helemaal anders").status_code == 422
    answer = sign_in_by_form(client, email)
    assert answer.status_code == 429
    assert "Wacht een minuut" in answer.text
    clock.instant += timedelta(seconds=15)
    assert sign_in_by_form(client, email, "iets helemaal anders").status_code == 422
    clock.instant += timedelta(seconds=29)
    assert sign_in_by_form(client, email).status_code == 429
    clock.instant += timedelta(seconds=1)
    assert sign_in_by_form(client, email).status_code == 302


def test_another_account_does_not_wait_but_the_address_does_in_the_end(app):
    client = app.test_client()
    for number in range(30):
        assert sign_in_by_form(client, f"niemand{number}@voorbeeld.test").status_code == 422
    uid = add_person(app, "social_worker")
    assert sign_in_by_form(client, email_of(app, uid)).status_code == 429
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in_by_form(elsewhere, email_of(app, uid)).status_code == 302


def test_addresses_and_accounts_are_kept_as_keyed_digests_and_forgotten(app, work, clock):
    sign_in_by_form(app.test_client(), "niemand@voorbeeld.test")
    rows = work.session.scalars(select(SignInAttempt)).all()
    assert [len(row.subject) for row in rows] == [32, 32]
    clock.instant += timedelta(hours=25)
    other = app.test_client()
    other.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    sign_in_by_form(other, "iemand.anders@voorbeeld.test")
    work.session.rollback()
    assert work.session.scalars(select(SignInAttempt.last_at)).all() == [clock.now()] * 2


def test_a_right_password_starts_the_count_anew(app, work):
    uid = add_person(app, "social_worker")
    client = app.test_client()
    for _ in range(4):
        sign_in_by_form(client, email_of(app, uid), "iets helemaal anders")
    assert sign_in_by_form(client, email_of(app, uid)).status_code == 302
    assert [row.failures for row in work.session.scalars(select(SignInAttempt))] == [4], "the address keeps its own"


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/account?x=1", "/account?x=1"),
        ("//elders.test/", "/"),
        ("/\\elders.test", "/"),
        ("https://elders.test/", "/"),
        ("javascript:alert(1)", "/"),
        ("/account\r\nX: 1", "/"),
        ("/\t/elders.test", "/"),
        ("account", "/"),
    ],
)
def test_next_leads_to_pages_of_this_site_only(app, wanted, lands):
    uid = add_person(app, "social_worker")
    client = app.test_client()
    token = token_in(client.get("/aanmelden"))
    form = {"csrf_token": token, "email": email_of(app, uid), "password": PASSWORD}
    answer = client.post("/aanmelden", query_string={"next": wanted}, data=form)
    assert (answer.status_code, answer.location) == (302, lands)


def test_a_page_that_asks_to_sign_in_is_where_one_lands(app):
    uid = add_person(app, "social_worker")
    client = app.test_client()
    asked = client.get("/account?x=1")
    assert asked.status_code == 302
    assert sign_in_by_form(client, email_of(app, uid), url=asked.location).location == "/account?x=1"


def test_signing_out_ends_the_session_here_and_in_the_browser(app, work):
    client = sign_in(app.test_client(), "social_worker")
    token = client.get_cookie("regiodossier").value
    answer = post(client, "/afmelden")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get_cookie("regiodossier") is None
    client.set_cookie("regiodossier", token)
    assert client.get("/account").status_code == 302
    assert work.session.scalars(select(UserSession.ended_at)).one() is not None
    assert trail(work) == [("sign_out", client.user_uid, None)]
    assert "Je bent afgemeld" in client.get("/aanmelden").text


def test_a_visitor_leaves_nothing_in_the_database(app, work):
    client = app.test_client()
    client.get("/aanmelden")
    client.get("/account")
    client.get("/bestaat-niet")
    assert work.session.scalars(select(UserSession)).all() == []


def test_what_was_typed_stays_but_not_the_password(app):
    answer = sign_in_by_form(app.test_client(), "niemand@voorbeeld.test")
    assert 'value="niemand@voorbeeld.test"' in answer.text
    assert PASSWORD not in answer.text
