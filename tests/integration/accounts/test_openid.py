"""Signing in through a provider, over real HTTP: who gets in, who does not, and what a provider may not say."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from sqlalchemy import select

from app import create_app
from app.access.actor import Grant
from app.accounts.models import RoleGrant, User, UserIdentity
from app.accounts.queries import grants_of
from app.accounts.register import FACTOR_REQUIRED
from app.accounts.service_factor import confirm_factor, offer_factor
from app.accounts.service_users import grant_role
from app.audit.models import AuditRecord
from app.core.errors import StartRefused
from app.crypto.one_time import STEP, code_at
from app.web.work import KEY
from config.openid import OpenIdSettings
from tests.support.databases import TEST_ROOTS
from tests.support.openid_provider import CLIENT, SECRET, openid_provider
from tests.support.people import add_person, post, sign_in, sign_in_as, token_in

SITE = "http://127.0.0.1:8000"
RIGHTS = """
[right]
"Regiodossier-maatschappelijk werker" = {role = "social_worker", project = "woonclub"}
"Regiodossier-cijfers" = {role = "analyst"}
[organisation]
"0999000122" = "34022"
"0999000123" = "34023"
"0999000124" = "nergens"
"""


@pytest.fixture
def provider(clock):
    with openid_provider(lambda: int(clock.now().timestamp()), f"{SITE}/aanmelden/openid/terug") as running:
        yield running


@pytest.fixture
def settings(settings, provider, tmp_path):
    """The installation of the test, with a provider."""
    secret, rights = tmp_path / "secret", tmp_path / "rights.toml"
    secret.write_text(f"{SECRET}\n")
    secret.chmod(0o400)
    rights.write_text(RIGHTS)
    ours = OpenIdSettings(
        provider.address,
        CLIENT,
        secret,
        strong=frozenset({"urn:be:two-factor"}),
        rights_claim="regiodossier_rol_3d",
        rights_file=rights,
        loopback_http=True,
    )
    return replace(settings, openid=ours, url=SITE)


@pytest.fixture
def colleague(app, work, provider):
    """A colleague without a role whom an administrator linked."""
    uid = add_person(app)
    link(app, uid, provider.subject)
    return uid


def link(app, uid, subject):
    with app.extensions[KEY].new_session() as session:
        session.add(
            RoleGrant(
                user_uid=uid, role="volunteer", organisation="34022", valid_from=app.extensions[KEY].clock.today()
            )
        )
        session.commit()
    administrator = sign_in(app.test_client(), "administrator")
    answer = post(administrator, f"/gebruikers/{uid}/koppelen", {"subject": subject})
    assert answer.status_code == 302, answer.text
    return administrator


def browse(address):
    """As a browser at the provider: where it sends us."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = connection.getresponse().getheader("Location")
    connection.close()
    return back.removeprefix(SITE)


def enter(client, start="/aanmelden/openid?next=/account"):
    """There and back; the answer to coming back."""
    return client.get(browse(client.get(start).location))


def details(work, action="sign_in"):
    query = select(AuditRecord.detail).where(AuditRecord.action.startswith(action)).order_by(AuditRecord.seq)
    return list(work.session.scalars(query))


def test_a_linked_colleague_gets_in_and_a_stranger_does_not(app, provider, colleague, work, clock):
    client = app.test_client()
    assert "Meld je aan met ACM/IDM" in client.get("/aanmelden?next=/account").text
    sent = client.get("/aanmelden/openid?next=/account")
    assert sent.location.startswith(f"{provider.address}/auth?tenant=vo&response_type=code")
    assert "prompt" not in sent.location
    cookie = sent.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    way_back = browse(sent.location)
    answer = client.get(way_back)
    assert (answer.status_code, answer.location) == (302, "/account")
    assert client.get("/account").status_code == 200
    # The way back works once, and only in the browser that set out.
    for other in (client, app.test_client()):
        assert other.get(way_back).status_code == 422
    provider.subject = "iemand anders"
    stranger = app.test_client()
    answer = enter(stranger)
    assert (answer.status_code, "iemand anders" in answer.text) == (403, True)
    assert stranger.get("/account").status_code == 302
    assert details(work) == ["provider", "unlinked identity"]
    assert work.session.scalars(select(User)).all().__len__() == 2, "nobody was made"
    # Closing the account closes this way in as well; so does taking the link away.
    provider.subject = "5f0c1a"
    administrator = sign_in(app.test_client(), "administrator")
    assert "5f0c1a" in administrator.get(f"/gebruikers/{colleague}").text
    post(administrator, f"/gebruikers/{colleague}/sluiten")
    assert (client.get("/account").status_code, enter(app.test_client()).status_code) == (302, 403)
    post(administrator, f"/gebruikers/{colleague}/openen")
    assert enter(client).status_code == 302
    post(administrator, f"/gebruikers/{colleague}/ontkoppelen")
    assert (client.get("/account").status_code, enter(app.test_client()).status_code) == (302, 403)
    with app.extensions[KEY].new_session() as session:
        assert session.scalars(select(UserIdentity)).all() == []


def test_linking_is_for_who_manages_the_whole_account(app, provider, colleague):
    other = add_person(app, "volunteer", None, "34022")
    administrator = sign_in(app.test_client(), "administrator", None, "34022")
    for subject, says in (("", "Vul het kenmerk in"), (provider.subject, "ander account"), ("x" * 256, "255")):
        answer = post(administrator, f"/gebruikers/{other}/koppelen", {"subject": subject})
        assert (answer.status_code, says in answer.text) == (422, True), subject
    answer = post(administrator, f"/gebruikers/{colleague}/koppelen", {"subject": "tweede"})
    assert (answer.status_code, "al gekoppeld" in answer.text) == (422, True)
    answer = post(administrator, f"/gebruikers/{administrator.user_uid}/koppelen", {"subject": "zelf"})
    assert answer.status_code == 422
    elsewhere = sign_in(app.test_client(), "administrator", None, "34023")
    assert post(elsewhere, f"/gebruikers/{other}/koppelen", {"subject": "z"}).status_code == 404
    stale = sign_in_as(app.test_client(), administrator.user_uid)
    app.extensions[KEY].clock.instant += timedelta(minutes=16)
    assert post(stale, f"/gebruikers/{other}/koppelen", {"subject": "z"}).location.startswith("/account/bewijs")


LIES = {
    "another issuer": {"iss": "https://elders.test"},
    "for somebody else": {"aud": "een ander programma"},
    "for us and others": {"aud": [CLIENT, "een ander programma"]},
    "asked by another": {"azp": "een ander programma"},
    "of another trip": {"nonce": "van een andere reis"},
    "no nonce": {"nonce": None},
    "over": {"exp": 1_700_000_000},
    "no end": {"exp": None},
    "of the future": {"iat": 4_000_000_000},
    "not yet": {"nbf": 4_000_000_000},
    "nobody": {"sub": ""},
    "no subject": {"sub": None},
}


def test_what_a_provider_may_not_say_opens_nothing(app, provider, colleague):
    def refused(what):
        client = app.test_client()
        answer = enter(client)
        assert (answer.status_code, client.get("/account").status_code) == (422, 302), what
        assert "5f0c1a" not in answer.text

    for what, claims in LIES.items():
        provider.claims = claims
        refused(what)
    provider.claims = {}
    for what, sign in _forgeries(provider).items():
        provider.sign = sign
        refused(what)
    provider.sign = None
    assert enter(app.test_client()).status_code == 302


def _forgeries(provider):
    def text(part):
        return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()

    public = json.dumps(provider.key_document()["keys"][0]).encode()
    kid = provider.keys[0].kid
    stranger = ECKey.generate_key("P-256")
    return {
        "no signature": lambda said: f"{text({'alg': 'none', 'kid': kid})}.{text(said)}.",
        "public key as secret": lambda said: jwt.encode({"alg": "HS256", "kid": kid}, said, OctKey.import_key(public)),
        "another key": lambda said: jwt.encode({"alg": "ES256", "kid": kid}, said, stranger),
        "unknown key": lambda said: jwt.encode({"alg": "ES256", "kid": "zelf gemaakt"}, said, stranger),
        "no token": lambda said: "geen.echt.token",
    }


def test_a_broken_trip_and_a_broken_provider_are_told_apart(app, provider, colleague, clock):
    client = app.test_client()
    way_back = browse(client.get("/aanmelden/openid").location)
    for wrong in (
        way_back.replace("state=", "state=x"),
        way_back.split("?")[0],
        way_back.replace("code=", "error=access_denied&code="),
    ):
        trying = app.test_client()
        trying.set_cookie("regiodossier-openid", client.get_cookie("regiodossier-openid").value)
        assert trying.get(wrong).status_code == 422, wrong
    clock.instant += timedelta(minutes=11)
    answer = client.get(way_back)
    assert (answer.status_code, "duurde te lang" in answer.text) == (422, True)
    # Away from this site leads nobody.
    assert enter(app.test_client(), "/aanmelden/openid?next=https://elders.test/").location == "/"
    # New keys of the provider are found, once a minute; what it says of itself is not believed blindly.
    clock.instant += timedelta(minutes=2)
    provider.keys.append(ECKey.generate_key("P-256", {"kid": "nieuw", "use": "sig", "alg": "ES256"}))
    assert enter(app.test_client()).status_code == 302
    looked = provider.asked.count("/keys")
    provider.published = provider.keys[:1]
    provider.keys.append(ECKey.generate_key("P-256", {"kid": "nooit", "use": "sig", "alg": "ES256"}))
    for _ in range(3):
        assert enter(app.test_client()).status_code == 422
    assert provider.asked.count("/keys") == looked
    clock.instant += timedelta(hours=2)
    for wrong in ({"issuer": "https://elders.test"}, {"token_endpoint": "http://elders.test/token"}):
        provider.discovery = wrong
        assert app.test_client().get("/aanmelden/openid").status_code == 503
    provider.discovery, provider.is_down = {}, True
    answer = app.test_client().get("/aanmelden/openid")
    assert (answer.status_code, "antwoordt niet" in answer.text) == (503, True)


def test_a_second_step_is_asked_here_unless_it_was_there(app, provider, colleague, work, clock):
    app.config[FACTOR_REQUIRED] = True
    client = app.test_client()
    enter(client)
    assert client.get("/account").location == "/account/tweede-stap", "none anywhere: it has to be set up"
    for strong in ({"amr": ["pwd", "mfa"]}, {"acr": "urn:be:two-factor"}):
        provider.claims = strong
        client = app.test_client()
        enter(client)
        assert client.get("/account").status_code == 200
    with work.transaction():
        secret = offer_factor(work, user_uid=colleague).secret
        confirm_factor(work, user_uid=colleague, code=code_at(secret, int(clock.now().timestamp()) // STEP))
    client = app.test_client()
    assert enter(client).location == "/account", "asked there"
    for weak in ({"amr": ["pwd"]}, {"acr": "urn:be:password", "amr": "mfa"}, {}):
        provider.claims = weak
        client = app.test_client()
        assert enter(client).location == "/aanmelden/code?next=/account"
        assert client.get("/account").status_code == 302
    clock.instant += timedelta(seconds=STEP)
    code = code_at(secret, int(clock.now().timestamp()) // STEP)
    page = client.get("/aanmelden/code")
    client.post("/aanmelden/code", data={"csrf_token": token_in(page), "code": code})
    assert client.get("/account").status_code == 200


def test_proof_is_asked_of_the_provider_again(app, provider, colleague, clock):
    client = app.test_client()
    enter(client)
    clock.instant += timedelta(minutes=16)
    page = client.get("/account/bewijs?next=/account/tweede-stap").text
    assert "Meld je opnieuw aan met ACM/IDM" in page and "Wachtwoord" not in page
    proving = "/account/bewijs/openid?next=/account/tweede-stap"
    before = client.get_cookie("regiodossier").value
    for lie in ({"auth_time": int(clock.now().timestamp()) - 7200}, {"auth_time": None}, {"auth_time": True}):
        provider.claims = lie
        assert enter(client, proving).status_code == 422
    provider.claims, provider.subject = {}, "iemand anders"
    answer = enter(client, proving)
    assert (answer.status_code, "iemand anders" in answer.text) == (422, True)
    assert client.get_cookie("regiodossier").value == before
    provider.subject = "5f0c1a"
    answer = enter(client, proving)
    assert (answer.status_code, answer.location) == (302, "/account/tweede-stap")
    assert client.get_cookie("regiodossier").value != before
    answer = client.get("/account/bewijs", follow_redirects=False)
    assert answer.status_code == 200
    gone = app.test_client()
    assert gone.get(proving).location.startswith("/aanmelden")


def test_rights_there_become_roles_here_and_go_with_them(app, provider, colleague, work):
    with work.transaction():
        grant_role(work, user_uid=colleague, grant=Grant("analyst", None, "34023"))

    def held(rights):
        provider.claims = {"regiodossier_rol_3d": rights}
        assert enter(app.test_client()).status_code == 302
        work.session.rollback()
        return {
            (row.role, row.project, row.organisation, row.by_provider)
            for row in grants_of(work, [colleague])[colleague]
            if row.valid_until is None
        }

    own = {("volunteer", None, "34022", False), ("analyst", None, "34023", False)}
    worker = ("social_worker", "woonclub", "34022", True)
    assert held("Regiodossier-maatschappelijk werker:0999000122") == own | {worker}
    figures = ("analyst", None, "34023", True)
    both = ["Regiodossier-maatschappelijk werker:0999000122", "Regiodossier-cijfers:0999000123"]
    assert held(both) == own | {worker, figures}
    assert held([*both[1:], "Regiodossier-koning:0999000122", "Regiodossier-cijfers:0111", "los", 7]) == own | {figures}
    assert held(["Regiodossier-cijfers:0999000124"]) == own, "an organisation that is not here"
    assert held(None) == own
    held(both)
    administrator = sign_in(app.test_client(), "administrator")
    assert "recht in ACM/IDM" in administrator.get(f"/gebruikers/{colleague}").text
    post(administrator, f"/gebruikers/{colleague}/ontkoppelen")
    work.session.rollback()
    assert not [r for r in grants_of(work, [colleague])[colleague] if r.by_provider and r.valid_until is None]


def test_a_file_of_rights_that_is_wrong_stops_the_start(settings, clock, tmp_path: Path):
    wrong = tmp_path / "wrong.toml"
    for text, says in (("[right]\n", "niet te lezen"), ('[right]\na={role="koning"}\n[organisation]\n', "koning")):
        wrong.write_text(text)
        with pytest.raises(StartRefused, match=says):
            create_app(
                replace(settings, openid=replace(settings.openid, rights_file=wrong)), clock=clock, roots=TEST_ROOTS
            )
